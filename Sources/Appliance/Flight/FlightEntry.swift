// SPDX-License-Identifier: Apache-2.0

public import Board
public import TimeBase

/// One thing in a flight recording. With the settings, a sequence of these determines all that the engine does.
public enum FlightEntry: Sendable, BitwiseCopyable {
    /// One of the numbers that ``Remembrance/values`` were at the start, in their order; they come before ``began(_:)``.
    case remembered(Double)
    case began(FlightStart)
    case event(TimingEvent)
    /// What the board made of the last correction, where that is not what was asked.
    case applied(ClockCorrection)
    case followerApplied(FollowerOrder)
}

/// What the engine was told at its start, beside its settings.
public struct FlightStart: Sendable, BitwiseCopyable {
    public var at: MonotonicInstant
    /// What the clock showed then.
    public var shown: TAIInstant
    /// The correction of its rate that was in force then.
    public var frequency: Double
    /// The earliest date that was taken as a receiver writes it, in days since 1970-01-01.
    public var pivot: Int32

    public init(at: MonotonicInstant, shown: TAIInstant, frequency: Double, pivot: Int32) {
        (self.at, self.shown, self.frequency, self.pivot) = (at, shown, frequency, pivot)
    }
}
