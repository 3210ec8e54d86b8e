// SPDX-License-Identifier: Apache-2.0

import Glibc
import TimeBase
import TimeKeeping

/// Runs a simulated year and keeps account of it.
public struct YearRun: Sendable {
    private var world: YearWorld
    private var report: YearReport
    private var wasLocked = false
    private var stepsBeforeLock = 0
    private var squares = 0.0
    private var stormSquares = 0.0
    private var stormSeconds = 0
    private var bounds = BoundCounts()

    /// - Parameters:
    ///   - days: 1 ... 365, of which the year's first are run.
    ///   - isAided: whether the timekeeper hears the thermometer.
    public init(days: Int, seed: UInt64, isAided: Bool = false) {
        world = YearWorld(seed: seed, isAided: isAided)
        report = YearReport(days: days, seed: seed, isAided: isAided)
        let end = days * YearPlan.day
        report.outages = world.plan.outages.filter { $0.seconds.upperBound < end }.map(YearReport.Outage.init)
        report.leaps = world.plan.leaps.filter { $0.second < end }.map(YearReport.Leap.init)
    }

    /// - Parameter tell: each day that has passed.
    public mutating func run(telling tell: (Int) -> Void = { _ in }) -> YearReport {
        let began = Self.processorSeconds
        for day in 0..<report.days {
            run(seconds: YearPlan.day)
            tell(day + 1)
        }
        report.processorSeconds = Self.processorSeconds - began
        return finished
    }

    mutating func run(seconds: Int) {
        for _ in 0..<seconds {
            world.runSecond()
            judge()
        }
    }

    /// The account so far.
    var finished: YearReport {
        var report = report
        let locked = Double(max(1, report.secondsLocked))
        report.rmsLocked = (squares / locked).squareRoot()
        report.rmsInStorms = (stormSquares / Double(max(1, stormSeconds))).squareRoot()
        if report.rmsLocked > 0 { report.tight = bounds.median / report.rmsLocked }
        return report
    }

    private mutating func judge() {
        let phase = world.keeper.state.phase
        if report.secondsToLock == nil {
            guard phase == .locked else { return }
            (report.secondsToLock, stepsBeforeLock) = (world.second, world.steps)
        }
        report.steps = world.steps - stepsBeforeLock
        noteLock(phase == .locked)
        noteUTC()
        switch phase {
        case .locked: report.secondsLocked += 1
        case .holdover: report.secondsInHoldover += 1
        default:
            report.secondsOtherwise += 1
            return
        }
        judgeBound(isLocked: phase == .locked)
    }

    private mutating func noteLock(_ isLocked: Bool) {
        defer { wasLocked = isLocked }
        let second = world.second
        if let index = lastOutage, isLocked, report.outages[index].secondsToLock == nil, world.currentOutage == nil {
            report.outages[index].secondsToLock = second - world.plan.outages[index].seconds.upperBound
        }
        guard wasLocked, !isLocked else { return }
        let hasCause = world.plan.outages.contains { ($0.seconds.lowerBound..<($0.seconds.upperBound + 60)) ~= second }
        guard !hasCause else { return }
        let reason = world.keeper.state.reason.sentence
        report.losses.append(YearReport.Loss(second: second, lateShare: world.stormShare, reason: reason))
    }

    /// The last outage that has begun, of those that are told of.
    private var lastOutage: Int? {
        report.outages.indices.last { world.plan.outages[$0].seconds.lowerBound <= world.second }
    }

    private mutating func noteUTC() {
        guard world.keeper.state.isTrustworthy, !world.isUTCRight else { return }
        report.secondsUTCWrong += 1
        let near = world.plan.leaps.indices.min { distance(to: $0) < distance(to: $1) }
        if let near, near < report.leaps.count { report.leaps[near].secondsWrong += 1 }
    }

    private func distance(to leap: Int) -> UInt { (world.plan.leaps[leap].second - world.second).magnitude }

    private mutating func judgeBound(isLocked: Bool) {
        let (error, bound) = world.judged
        let isOutside = error.magnitude > bound
        if isOutside { report.secondsOutside += 1 }
        report.worst = max(report.worst, error.magnitude / max(bound, 1e-15))
        if let index = world.currentOutage, index < report.outages.count {
            (report.outages[index].error, report.outages[index].bound) = (error, bound)
            if isOutside { report.outages[index].isKept = false }
        }
        guard isLocked else { return }
        squares += error * error
        report.worstLocked = max(report.worstLocked, error.magnitude)
        bounds.note(bound)
        if world.stormShare > 0 {
            stormSeconds += 1
            stormSquares += error * error
        }
    }

    /// POSIX has a million clocks per second, whatever the machine.
    static var processorSeconds: Double { Double(clock()) / 1e6 }
}

extension YearReport.Outage {
    init(_ planned: YearPlan.Outage) {
        day = Double(planned.seconds.lowerBound) / Double(YearPlan.day)
        (kind, seconds) = (planned.kind.rawValue, planned.seconds.count)
    }
}

extension YearReport.Leap {
    init(_ planned: YearPlan.Leap) {
        (day, change) = (Double(planned.second) / Double(YearPlan.day), Int(planned.change))
    }
}

/// How often bounds of which size were claimed: a hundred sizes a decade, from 1 ns to 10 s.
struct BoundCounts: Sendable {
    private var counts = [Int](repeating: 0, count: 1000)

    mutating func note(_ bound: Double) {
        let place = (log10(max(bound, 1e-9)) + 9) * 100
        counts[min(999, Int(place))] += 1
    }

    /// To about one part in a hundred; zero of none.
    var median: Double {
        let half = counts.reduce(0, +) / 2
        var passed = 0
        for (place, count) in counts.enumerated() {
            passed += count
            if passed > half { return pow(10, (Double(place) + 0.5) / 100 - 9) }
        }
        return 0
    }
}
