// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// Everything that a receiver said about one navigation epoch, merged from its messages.
public struct Epoch: Sendable, BitwiseCopyable {
    /// When the first byte of the epoch's first message arrived.
    public var arrival: MonotonicInstant
    /// When the last of its messages had arrived whole.
    public var completed: MonotonicInstant
    /// `nil` where no message stated a full date and time.
    public var time: StatedTime?
    public var fix: Fix = .none
    /// Satellites in the solution; `nil` where no message says.
    public var used: UInt16?
    /// The satellites reported within this epoch; empty where it brought no such message.
    public var sky = Sky()
    /// Where the antenna is, as this epoch has it.
    public var position: Position?
    /// One sigma of the time, as the receiver estimates it.
    public var timeAccuracy: Duration?
    /// What the receiver last said of leap seconds, in this epoch or before.
    public var leap: LeapNotice?
    /// For the pulse that follows: where it will lie minus the second it marks; positive, it comes late.
    public var sawtooth: Duration?
    /// What the receiver last said of its survey, in this epoch or before.
    public var survey: SurveyIn?
    /// What the receiver last said of its antenna, in this epoch or before.
    public var antenna: AntennaState?
    /// What the receiver last said of interference, in this epoch or before.
    public var jamming: JammingState?
    /// How strong a continuous wave interferes, as last said, in this epoch or before: 0 none ... 255 strong (u-blox MON-HW
    /// and MON-RF `jamInd`).
    public var jammingLevel: UInt8?
    /// What the receiver last said of feigned satellites, in this epoch or before.
    public var spoofing: SpoofingState?
    /// How many messages were merged.
    public var messages: UInt16 = 0

    public init(arrival: MonotonicInstant) {
        (self.arrival, completed) = (arrival, arrival)
    }

    /// Whether the receiver stands behind the time: it says so, and not without saying when.
    public var hasValidTime: Bool { time?.isValid ?? false }
}

/// What comes out of a ``ReceiverDecoder``.
public enum Heard: Sendable, BitwiseCopyable {
    /// A navigation epoch is complete.
    case epoch(Epoch)
    /// The next pulse is announced.
    case pulse(PulseAnnouncement)
    case device(DeviceFact)
}
