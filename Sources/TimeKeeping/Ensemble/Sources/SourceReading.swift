// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What one source of time says of our clock: a receiver with its pulse, another server, or our own prediction.
public struct SourceReading: Sendable, BitwiseCopyable {
    /// When it was taken.
    public var at: MonotonicInstant
    /// Clock − source: positive, our clock is ahead.
    public var offset: Duration
    /// How far `offset` may be from clock − TAI if the source is honest, and how that grows while nothing new is heard.
    public var bound: ErrorBound
    /// One standard deviation of `offset`: by it sources that agree are weighed.
    public var deviation: Duration
    /// For so long it stands; a source that has said nothing for longer is silent.
    public var lasts: Duration

    public init(
        at: MonotonicInstant, offset: Duration, bound: ErrorBound, deviation: Duration, lasts: Duration = .seconds(3)
    ) {
        (self.at, self.offset, self.bound) = (at, offset, bound)
        (self.deviation, self.lasts) = (deviation, lasts)
    }

    /// Where clock − TAI lies as far as this source is to be believed, s.
    func interval(at now: MonotonicInstant) -> OffsetInterval {
        let (middle, reach) = (offset.realSeconds, bound.after(now - at).realSeconds)
        return OffsetInterval(lower: middle - reach, upper: middle + reach)
    }
}

/// From where to where an offset may lie, s.
struct OffsetInterval: Equatable, BitwiseCopyable {
    var lower: Double
    var upper: Double

    var width: Double { upper - lower }
    var middle: Double { lower + (upper - lower) / 2 }

    func overlaps(_ other: OffsetInterval) -> Bool { lower <= other.upper && other.lower <= upper }
    func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
    /// How far from `value` the interval reaches.
    func reach(from value: Double) -> Double { max(upper - value, value - lower) }
    /// The least that has both in it.
    func joined(with other: OffsetInterval) -> OffsetInterval {
        OffsetInterval(lower: min(lower, other.lower), upper: max(upper, other.upper))
    }
}
