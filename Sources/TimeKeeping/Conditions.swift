// SPDX-License-Identifier: Apache-2.0

/// What is wrong right now, as far as timekeeping can see: the source of alarms.
public struct Conditions: OptionSet, Hashable, Sendable, BitwiseCopyable {
    public let rawValue: UInt16

    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// No pulse for longer than the pulse's timeout; than the grace, where none was ever heard.
    public static let pulseLost = Conditions(rawValue: 1)
    /// The receiver's port is open, but no time is heard from it.
    public static let receiverSilent = Conditions(rawValue: 2)
    /// The receiver's port is gone.
    public static let receiverUnplugged = Conditions(rawValue: 4)
    /// The receiver speaks but says itself that its time is not to be believed.
    public static let noFix = Conditions(rawValue: 8)
    /// The receiver's messages do not tell which second the pulse marks.
    public static let labelAmbiguous = Conditions(rawValue: 16)
    /// The receiver states another time than the established one.
    public static let receiverContradicts = Conditions(rawValue: 32)
    /// The pulse jumped against the clock by more than is followed.
    public static let pulseContradicts = Conditions(rawValue: 64)
    /// The leap-second table has expired and no receiver has vouched.
    public static let leapTableExpired = Conditions(rawValue: 128)
    /// The clock runs on what was learned.
    public static let holdover = Conditions(rawValue: 256)
    /// The time is not to be relied on.
    public static let unsynchronised = Conditions(rawValue: 512)
    /// The receiver's signal is in trouble, though it may still have a fix.
    public static let signalTroubled = Conditions(rawValue: 4096)
    /// The source is implausible: see ``Timekeeper/implausibility``.
    public static let implausible = Conditions(rawValue: 2048)
    /// Most sources contradict the receiver, whoever is followed.
    public static let sourcesDisagree = Conditions(rawValue: 8192)
    /// The clock is further off, by what the sources say, than it may be corrected.
    public static let correctionRefused = Conditions(rawValue: 16384)
}
