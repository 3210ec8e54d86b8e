// SPDX-License-Identifier: Apache-2.0

import NTP
import TimeBase

/// How a rehearsed leap second went.
public struct LeapReport: Sendable, Codable, Equatable {
    /// One thing that has to be right.
    public struct Verdict: Sendable, Codable, Equatable {
        public var name: String
        public var isRight: Bool
        public var detail: String

        init(_ name: String, _ isRight: Bool, _ detail: String) {
            (self.name, self.isRight, self.detail) = (name, isRight, detail)
        }
    }

    public var kind: LeapPlan.Kind
    /// The day at whose end it is, YYYY-MM-DD.
    public var date: String
    /// "linear", "cosine"
    public var shape: String
    public var hours: Double
    public var seed: UInt64
    /// From the start until the time could be relied on; `nil`: never.
    public var secondsToLock: Int?
    public var verdicts: [Verdict]
    public var moments: [LeapMoment]

    init(_ plan: LeapPlan, _ verdicts: [Verdict], secondsToLock: Int?, moments: [LeapMoment]) {
        (kind, date, seed) = (plan.kind, "\(plan.date)", plan.seed)
        (shape, hours) = (plan.smear.shape.name, plan.smear.duration.realSeconds / 3600)
        (self.verdicts, self.secondsToLock, self.moments) = (verdicts, secondsToLock, moments)
    }

    /// What is not as it is to be.
    public var faults: [String] { verdicts.filter { !$0.isRight }.map { "\($0.name): \($0.detail)" } }
}

extension LeapReport: CommandReport {
    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        let what = kind == .inserted ? "23:59:60 inserted" : "23:59:59 left out"
        sheet.put(
            "\(what) at the end of \(date); smeared (\(shape)) over \(Duration.realSeconds(hours * 3600).humanText)")
        sheet.blank()
        sheet.table(
            [
                .init("UTC"), .init("leap"), .figure("NTP"), .figure("NTP smeared"), .figure("smeared − UTC"),
                .figure("PTP offset"), .init("PTP leap"),
            ], moments.map(\.cells))
        sheet.blank()
        for verdict in verdicts {
            sheet.put("\(verdict.isRight ? "right" : "WRONG"): \(verdict.name): \(verdict.detail)")
        }
        sheet.blank()
        sheet.put(faults.isEmpty ? "As it is to be." : "Not as it is to be: \(faults.joined(separator: "; ")).")
        return sheet.text
    }
}

extension LeapMoment {
    fileprivate var cells: [String] {
        [
            utc, leap, Self.decimals(ntp, 1), Self.decimals(smeared, 6), Self.decimals(smearedOffset, 6) + " s",
            "\(ptpOffset) s", ptpLeap,
        ]
    }

    /// With so many decimals, 1 ... 6.
    private static func decimals(_ value: Double, _ count: Int) -> String {
        let scale = (0..<count).reduce(1) { product, _ in product * 10 }
        let units = Int((value.magnitude * Double(scale)).rounded())
        let rest = String(units % scale)
        let sign = value < 0 && units > 0 ? "−" : ""
        return "\(sign)\(units / scale)." + String(repeating: "0", count: count - rest.count) + rest
    }
}
