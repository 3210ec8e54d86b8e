// SPDX-License-Identifier: Apache-2.0

/// How a clock came through a simulated year, or its beginning.
public struct YearReport: Sendable, Codable, Equatable {
    public struct Outage: Sendable, Codable, Equatable {
        /// When it began, in days from the start.
        public var day: Double
        public var kind: String
        public var seconds: Int
        /// Clock − truth in its last second, s.
        public var error = 0.0
        /// Claimed there, s.
        public var bound = 0.0
        /// Whether the error was within the bound all along.
        public var isKept = true
        /// Seconds from its end to the lock; `nil`: none until the end.
        public var secondsToLock: Int?
    }

    public struct Leap: Sendable, Codable, Equatable {
        /// When it was, in days from the start.
        public var day: Double
        public var change: Int
        /// Seconds around it in which UTC was told wrong.
        public var secondsWrong = 0
    }

    /// A lock that was lost although the pulse was there, and had been for a minute.
    public struct Loss: Sendable, Codable, Equatable {
        public var second: Int
        /// Of the edges then, how many were late by the plan; zero outside of storms.
        public var lateShare: Double
        /// As the state says it.
        public var reason: String
    }

    public var days: Int
    public var seed: UInt64
    public var isAided: Bool
    /// Seconds from the start to the first lock; `nil`: never.
    public var secondsToLock: Int?
    public var secondsLocked = 0
    public var secondsInHoldover = 0
    /// Since the first lock, in any other state.
    public var secondsOtherwise = 0
    public var losses: [Loss] = []
    /// Since the first lock.
    public var steps = 0
    /// Seconds in which the time was to be relied on and the error was beyond its bound.
    public var secondsOutside = 0
    /// The largest error ÷ bound while the time was to be relied on.
    public var worst = 0.0
    /// Clock − truth while locked, s.
    public var rmsLocked = 0.0
    /// The same in storms of late interrupts.
    public var rmsInStorms = 0.0
    /// The largest magnitude while locked, s.
    public var worstLocked = 0.0
    /// Median over the locked seconds of the bound ÷ the RMS error there.
    public var tight = 0.0
    /// Seconds in which UTC was told wrong while the time was to be relied on.
    public var secondsUTCWrong = 0
    public var outages: [Outage] = []
    public var leaps: [Leap] = []
    /// What it cost; zero where that was not measured.
    public var processorSeconds = 0.0

    init(days: Int, seed: UInt64, isAided: Bool = false) {
        (self.days, self.seed, self.isAided) = (days, seed, isAided)
    }

    public var secondsReliedOn: Int { secondsLocked + secondsInHoldover }

    /// Of the seconds that were relied on, how many were within their bound.
    public var covered: Double {
        secondsReliedOn == 0 ? 0 : 1 - Double(secondsOutside) / Double(secondsReliedOn)
    }

    /// What was not as it is to be, in words; empty where all was.
    public var faults: [String] {
        var faults: [String] = []
        if secondsToLock == nil { faults.append("never locked") }
        if !losses.isEmpty { faults.append("the lock was lost without cause, \(Phrase.count(losses.count, "time"))") }
        if steps > 0 { faults.append("the clock was stepped, \(Phrase.count(steps, "time"))") }
        if covered < 0.9999 { faults.append("beyond the bound in \(secondsOutside) s") }
        if worst > 3 { faults.append("the bound was exceeded by a factor of \((worst * 100).rounded() / 100)") }
        if secondsUTCWrong > 0 { faults.append("UTC was wrong in \(secondsUTCWrong) s") }
        return faults
    }
}
