// SPDX-License-Identifier: Apache-2.0

public import GNSS
public import TimeBase

/// Something that befalls the simulated world, by a script or by an operator.
public enum SceneCommand: Sendable, Equatable {
    /// The antenna is cut off: no satellite is heard until ``antennaOn``.
    case antennaOff
    case antennaOn
    /// The receiver is pulled out: the port is lost, and with the power goes the pulse.
    case unplug
    case replug
    /// The receiver says nothing more, but its port stays open and its pulse goes on.
    case mute
    case unmute
    case pulseOff
    case pulseOn
    /// The next so many edges do not come.
    case missPulses(Int)
    /// After each of the next so many edges comes a second one within half a second.
    case doublePulses(Int)
    /// The next so many edges are stamped later than they were; `by` is not negative and below half a second.
    case latePulses(Int, by: Duration)
    /// From now on each edge comes later against the truth than the one before, by this fraction of the time between them, as
    /// if all satellites were feigned by somebody who is patient; 0: they come where they should again.
    case drag(Double)
    /// The receiver states a wrong time from now on; ``ReceiverLie/none`` ends it.
    case lie(ReceiverLie)
    /// The receiver is told to look for its satellites anew, and to forget so much before.
    case restart(ReceiverStart)
    /// The receiver reports this of interference from now on; its satellites stay as they are.
    case interfere(JammingState)
    /// The receiver reports this of feigned satellites from now on; what it states stays true.
    case feign(SpoofingState)
    /// A change of UTC becomes known to the receiver, and true; `nil` withdraws it.
    case announceLeap(UTCRelation.Leap?)
}

/// By how much what a receiver states differs from the truth. Its pulse stays where it is.
public struct ReceiverLie: Sendable, Equatable, BitwiseCopyable {
    /// Added to every time that it states, on whichever scale; whole seconds.
    public var time: Duration
    /// Added to its count of leap seconds: UTC comes out earlier by as much, GPS time does not change.
    public var leapSeconds: Int8

    public init(time: Duration = .zero, leapSeconds: Int8 = 0) {
        (self.time, self.leapSeconds) = (time, leapSeconds)
    }

    public static let none = ReceiverLie()
    public static func weeks(_ count: Int) -> ReceiverLie { ReceiverLie(time: .seconds(count * 604_800)) }
    public static func seconds(_ count: Int) -> ReceiverLie { ReceiverLie(time: .seconds(count)) }
    public static func leapSeconds(_ count: Int8) -> ReceiverLie { ReceiverLie(leapSeconds: count) }
}

extension SceneCommand {
    /// The commands that an operator may give by name.
    public static let named: [(name: String, command: SceneCommand)] = [
        ("antenna-off", .antennaOff), ("antenna-on", .antennaOn), ("unplug", .unplug), ("replug", .replug),
        ("mute", .mute), ("unmute", .unmute), ("pulse-off", .pulseOff), ("pulse-on", .pulseOn),
        ("miss-pulses", .missPulses(5)), ("double-pulses", .doublePulses(5)),
        ("late-pulses", .latePulses(5, by: .microseconds(300))), ("lie-week", .lie(.weeks(1))),
        ("lie-rollover", .lie(.weeks(-1024))), ("lie-second", .lie(.seconds(1))),
        ("drag", .drag(10e-6)), ("end-drag", .drag(0)), ("lie-leap-second", .lie(.leapSeconds(1))), ("tell-truth", .lie(.none)),
        ("jam", .interfere(.warning)), ("unjam", .interfere(.ok)), ("spoof", .feign(.indicated)),
        ("unspoof", .feign(.none)),
    ]

    /// `nil` where no command has this name.
    public init?(named name: String) {
        guard let found = Self.named.first(where: { $0.name == name }) else { return nil }
        self = found.command
    }
}
