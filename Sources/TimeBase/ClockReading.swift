// SPDX-License-Identifier: Apache-2.0

/// What a clock showed. It nominally shows TAI, but it is a claim, not the truth: `reading.offset(from:)` is how
/// far the claim is from a reference.
///
/// Every step of a clock begins a new era; readings of different eras do not compare, so a sample taken before a
/// step can never be mixed with one taken after it.
public struct ClockReading: Hashable, Sendable, BitwiseCopyable {
    public var era: UInt32
    public var shown: TAIInstant

    public init(era: UInt32, shown: TAIInstant) {
        (self.era, self.shown) = (era, shown)
    }

    /// clock − reference: positive, the clock is ahead.
    public func offset(from reference: TAIInstant) -> Duration { shown - reference }

    /// How far the clock advanced since an earlier reading; `nil` across a step.
    public func advance(since earlier: ClockReading) -> Duration? {
        era == earlier.era ? shown - earlier.shown : nil
    }
}

/// How a clock runs against the host's monotonic counter between two adjustments: enough to read the clock, or to
/// turn a kernel timestamp into a reading of it, without a system call.
public struct ClockMapping: Sendable, BitwiseCopyable {
    public var anchor: MonotonicInstant
    /// What the clock showed at the anchor.
    public var atAnchor: ClockReading
    /// Fractional rate against the monotonic counter: +1e-6 gains 1 µs a second on it.
    public var rate: Double

    public init(anchor: MonotonicInstant, atAnchor: ClockReading, rate: Double) {
        (self.anchor, self.atAnchor, self.rate) = (anchor, atAnchor, rate)
    }

    /// The clock's reading at a monotonic instant, before or after the anchor; good to the nanosecond for as long
    /// as the rate holds (10⁶ s from the anchor at 1 ppm).
    public func reading(at instant: MonotonicInstant) -> ClockReading {
        let elapsed = instant - anchor
        let gained = Duration.realSeconds(elapsed.realSeconds * rate)
        return ClockReading(era: atAnchor.era, shown: atAnchor.shown + elapsed + gained)
    }
}
