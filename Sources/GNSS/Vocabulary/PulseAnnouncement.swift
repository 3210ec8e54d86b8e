// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// A timing receiver's announcement of its next pulse (u-blox TIM-TP).
public struct PulseAnnouncement: Hashable, Sendable, BitwiseCopyable {
    /// The grid to which the receiver aligns its pulses.
    public enum Alignment: UInt8, Sendable, BitwiseCopyable, CaseIterable {
        case gnss
        case utc
    }

    public var alignment: Alignment
    /// The instant that the pulse marks, by week and time of week on the scale of `alignment`: GPS time, or UTC
    /// counted as if it had no leap seconds (then ``utc``). `nil` where the receiver does not know its week.
    public var gps: GPSInstant?
    public var utc: UTCInstant?
    /// Where the edge will lie minus the instant it marks: positive, it comes late. `nil` where the receiver says
    /// that the figure is not valid.
    public var sawtooth: Duration?
    /// When the announcement's first byte arrived.
    public var arrival: MonotonicInstant

    public init(
        alignment: Alignment, gps: GPSInstant?, utc: UTCInstant?, sawtooth: Duration?, arrival: MonotonicInstant
    ) {
        self.alignment = alignment
        self.gps = gps
        self.utc = utc
        self.sawtooth = sawtooth
        self.arrival = arrival
    }
}
