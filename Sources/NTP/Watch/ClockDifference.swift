// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What one exchange told of another machine's clock.
public struct ClockDifference: Hashable, Sendable, BitwiseCopyable {
    /// When the reply arrived.
    public var at: MonotonicInstant
    /// Its clock − ours: positive, it is ahead.
    public var offset: Duration
    /// How far ``offset`` may have been wrong then, not negative: half the delay, and what stamps and rates add.
    public var uncertainty: Duration
    /// There and back, without the time that it kept the request; not negative.
    public var delay: Duration
    /// Of our clock: what was measured before a step tells nothing after it.
    public var era: UInt32

    public init(
        at: MonotonicInstant, offset: Duration, uncertainty: Duration, delay: Duration = .zero, era: UInt32 = 0
    ) {
        (self.at, self.offset, self.uncertainty) = (at, offset, uncertainty)
        (self.delay, self.era) = (delay, era)
    }

    /// How far ``offset`` may be wrong at `now`.
    /// - Parameter tolerance: how far the two clocks' rates may be apart, fractional.
    public func uncertainty(at now: MonotonicInstant, tolerance: Double) -> Duration {
        uncertainty + .realSeconds(tolerance * min(1e9, max(0, (now - at).realSeconds)))
    }
}

/// What is to be known of our own clock to judge another by it.
public struct OwnClock: Sendable, BitwiseCopyable {
    public var era: UInt32
    /// How far it may be from UTC, not negative.
    public var bound: Duration
    /// Whether it is followed by anything: one that is not may be drawn as fast as the kernel draws clocks.
    public var isTrustworthy: Bool

    public init(era: UInt32 = 0, bound: Duration, isTrustworthy: Bool = true) {
        (self.era, self.bound, self.isTrustworthy) = (era, max(.zero, bound), isTrustworthy)
    }

    /// How far its rate and another clock's may be apart: 15 millionths is what RFC 5905 (figure 27: PHI) takes of any
    /// clock, 500 the most that Linux corrects one by (adjtimex(2)).
    public var tolerance: Double { isTrustworthy ? 15e-6 : 500e-6 }
}

/// How the clocks of a group are measured, and against what.
public struct WatchRules: Hashable, Sendable, BitwiseCopyable {
    /// Between two measurements of the same clock; positive.
    public var interval: Duration
    /// How far a clock may be from ours, and any two from each other; positive.
    public var threshold: Duration

    public init(interval: Duration = .seconds(64), threshold: Duration = .milliseconds(50)) {
        (self.interval, self.threshold) = (max(.seconds(1), interval), threshold)
    }
}
