// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What the discipline asks of a clock.
public struct ClockCorrection: Sendable, BitwiseCopyable, Equatable {
    /// Fractional frequency added to the free-running rate, kept until the next correction: positive, the clock is
    /// made to run faster. Absolute, not a difference to the last one.
    public var frequency: Double
    /// Added to the clock at once; zero leaves it running. Anything else begins a new era.
    public var step: Duration

    public init(frequency: Double, step: Duration = .zero) {
        (self.frequency, self.step) = (frequency, step)
    }
}

/// A clock that can be corrected: the system clock, a NIC's hardware clock, or an arithmetic one.
public protocol SteerableClock {
    /// How the clock runs since the last correction.
    var mapping: ClockMapping { get }
    /// Applies a correction at `now`. Frequencies beyond what the clock can do are clamped by it; the value that
    /// was applied is returned.
    mutating func apply(_ correction: ClockCorrection, at now: MonotonicInstant) -> ClockCorrection
}

/// A clock that is arithmetic over the host's monotonic counter. It steers no hardware: a program without the
/// right to set the system clock can still keep and serve true time with it.
public struct VirtualClock: SteerableClock, Sendable {
    public private(set) var mapping: ClockMapping
    /// The largest frequency correction it takes, as the kernel's clock: 500 ppm.
    public static let frequencyLimit = 500e-6

    public init(showing reading: ClockReading, at now: MonotonicInstant) {
        mapping = ClockMapping(anchor: now, atAnchor: reading, rate: 0)
    }

    @discardableResult
    public mutating func apply(_ correction: ClockCorrection, at now: MonotonicInstant) -> ClockCorrection {
        let rate = min(max(correction.frequency, -Self.frequencyLimit), Self.frequencyLimit)
        var reading = mapping.reading(at: now)
        if correction.step != .zero {
            reading = ClockReading(era: reading.era &+ 1, shown: reading.shown + correction.step)
        }
        mapping = ClockMapping(anchor: now, atAnchor: reading, rate: rate)
        return ClockCorrection(frequency: rate, step: correction.step)
    }
}
