// SPDX-License-Identifier: Apache-2.0

import NTP
import PTP
import TimeBase

/// Holds what is told in a rehearsal against what it should be, second after second.
struct LeapJudge: Sendable {
    private let plan: LeapPlan
    private var last: LeapMoment.Told?
    private(set) var secondsToLock: Int?

    private var announcedWrong = 0
    private var utcWrong = 0
    private var sixties = 0
    private var uneven: [Double] = []
    private var ptpWrong = 0
    private var smearedAnnouncements = 0
    private var backward = 0
    private var apartOutside = 0
    private var fastest = 0.0

    init(_ plan: LeapPlan) { self.plan = plan }

    mutating func hear(_ told: LeapMoment.Told, second: Int) {
        guard told.isTrusted else {
            last = nil
            return
        }
        secondsToLock = secondsToLock ?? second
        let truth = plan.truth.utc(plan.leap.at + .realSeconds(told.second))
        if (truth.day, truth.secondOfDay) != (told.utc.day, told.utc.secondOfDay) { utcWrong += 1 }
        if told.utc.isLeapSecond { sixties += 1 }
        judgeAnnouncement(told, truth)
        judgeSmear(told)
        if let last { judgeStep(from: last, to: told) }
        last = told
    }

    private mutating func judgeAnnouncement(_ told: LeapMoment.Told, _ truth: UTCInstant) {
        let announced: LeapIndicator = plan.kind == .inserted ? .insert : .delete
        if told.leap != (truth.day == plan.date.daysSince1970 ? announced : .none) { announcedWrong += 1 }
        let isNear = (-43_200..<0).contains(told.second)
        let flags = told.ptp.flags
        let isRight = plan.kind == .inserted ? flags.contains(.leap61) == isNear : flags.contains(.leap59) == isNear
        let offset = plan.taiMinusUTC + (told.second < 0 ? 0 : Int32(plan.kind.change))
        if !isRight || Int32(told.ptp.utcOffset) != offset { ptpWrong += 1 }
    }

    private mutating func judgeSmear(_ told: LeapMoment.Told) {
        if told.smearedLeap != .none { smearedAnnouncements += 1 }
        let isOutside = !plan.smear.interval(around: plan.leap).contains(plan.leap.at + .realSeconds(told.second))
        if isOutside, told.smeared != told.ntp { apartOutside += 1 }
    }

    private mutating func judgeStep(from last: LeapMoment.Told, to told: LeapMoment.Told) {
        let passed = (told.shown - last.shown).realSeconds
        let step = (told.ntp - last.ntp).realSeconds
        if abs(step - passed) > 0.5 { uneven.append((step - passed).rounded()) }
        let smeared = (told.smeared - last.smeared).realSeconds
        if smeared <= 0 { backward += 1 }
        // The clock's own steering is not the smear's.
        fastest = max(fastest, abs(smeared / passed - 1))
    }

    /// Whether it would have been announced in any earlier hour of the two months before, had it been known then.
    mutating func lookBack(on state: TimeState) {
        for hours in 25...(62 * 24) {
            let shown = plan.leap.at - .seconds(hours * 3600)
            let claim = ServerClaim(of: state, at: state.asOf, shown: shown, precision: -24)
            if claim.leap != .none { announcedWrong += 1 }
        }
    }

    var verdicts: [LeapReport.Verdict] {
        let expected = plan.kind == .inserted ? [-1.0] : [1.0]
        let sixty = plan.kind == .inserted ? 1 : 0
        let ppm = fastest * 1e6
        return [
            .init("locked", secondsToLock != nil, secondsToLock.map { "after \($0) s" } ?? "never"),
            .init(
                "announced on its day alone", announcedWrong == 0,
                announcedWrong == 0 ? "from 00:00:00 of that day until it happened" : "wrong \(announcedWrong) times"),
            .init(
                plan.kind == .inserted ? "inserted once" : "left out once",
                utcWrong == 0 && sixties == sixty && uneven == expected,
                "UTC wrong for \(utcWrong) s, 23:59:60 shown for \(sixties) s, NTP stamps set by "
                    + (uneven.isEmpty ? "nothing" : uneven.map { "\(Int($0)) s" }.joined(separator: ", "))),
            .init("PTP's offset and flags", ptpWrong == 0, "wrong for \(ptpWrong) s; leap flags for its last 12 hours"),
            .init("smeared clients are never told of it", smearedAnnouncements == 0, "\(smearedAnnouncements) times"),
            .init("the smeared clock never goes back", backward == 0, "\(backward) times"),
            .init(
                "the smear's rate", fastest <= plan.greatestRate + 1e-9,
                "\(Self.tenths(ppm)) ppm at most, of \(Self.tenths(plan.greatestRate * 1e6))"),
            .init("outside the smear both are the same", apartOutside == 0, "apart for \(apartOutside) s"),
        ]
    }

    private static func tenths(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}

extension LeapPlan {
    /// Of the smear; a left-out second is spread over two seconds less.
    var greatestRate: Double {
        let seconds = smear.duration.realSeconds
        return smear.peakRate * (kind == .inserted ? 1 : (seconds + 1) / (seconds - 1))
    }
}
