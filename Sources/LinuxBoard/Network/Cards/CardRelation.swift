// SPDX-License-Identifier: Apache-2.0

/// How a network card's clock lies to CLOCK_MONOTONIC, as last compared. What the card's clock shows is of no matter: TAI,
/// UTC, or the time since it was switched on.
public struct CardRelation: Hashable, Sendable, BitwiseCopyable {
    /// CLOCK_MONOTONIC, ns, and what the card's clock showed then.
    public var anchor: Int64
    public var shown: Int64
    /// How much faster than CLOCK_MONOTONIC the card's clock runs, fractional.
    public var rate: Double
    /// How far `shown` may be off, ns.
    public var uncertainty: Int64

    public init(anchor: Int64, shown: Int64, rate: Double, uncertainty: Int64) {
        (self.anchor, self.shown, self.rate, self.uncertainty) = (anchor, shown, rate, uncertainty)
    }

    /// Further away from the comparison a stamp is not converted: by then the card's clock may have been set.
    public static let reach: Int64 = 3_000_000_000
    /// How much earlier the wire may be than the kernel sees an arrival, or later than it lets something go.
    public static let longestLatency: Int64 = 5_000_000
    /// Two clocks cannot be read at once, and the kernel's own stamp is converted, too.
    static let slack: Int64 = 2_000

    /// When it was on CLOCK_MONOTONIC, ns, that the card's clock showed this; `nil`: too far from the comparison.
    public func monotonic(stamp: Int64) -> Int64? {
        let (elapsed, isFar) = stamp.subtractingReportingOverflow(shown)
        guard !isFar, elapsed.magnitude <= UInt64(Self.reach) else { return nil }
        return anchor &+ elapsed &- Int64((Double(elapsed) * rate / (1 + rate)).rounded())
    }

    /// When something arrived that the kernel saw at `seen` (CLOCK_MONOTONIC, ns); `nil` where it cannot have been then.
    public func arrival(stamp: Int64, seen: Int64) -> Int64? {
        guard let instant = monotonic(stamp: stamp) else { return nil }
        let early = seen &- instant
        guard early >= -(uncertainty &+ Self.slack), early <= Self.longestLatency else { return nil }
        return instant
    }

    /// When something left that the kernel let go at `released` (CLOCK_MONOTONIC, ns); `nil` where it cannot have been then.
    public func departure(stamp: Int64, released: Int64) -> Int64? {
        guard let instant = monotonic(stamp: stamp) else { return nil }
        let late = instant &- released
        guard late >= -(uncertainty &+ Self.slack), late <= Self.longestLatency else { return nil }
        return instant
    }
}
