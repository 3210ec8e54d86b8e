// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What alarms need to know and an ``ApplianceSnapshot`` does not tell. Whoever watches fills in what it knows; what is
/// `nil` is unknown and raises nothing.
public struct AlarmFacts: Sendable, Equatable {
    /// How long the leap-second table still reaches; negative once it has expired.
    public var leapTableEnds: Duration?
    /// How long the certificate of the page is still valid; negative once it has expired.
    public var certificateEnds: Duration?
    /// The last change of the configuration: "ana changed ntp.listen."
    public var configurationChanged: AlarmEvent?
    /// The last login that failed: "A login as 'ana' from 10.0.0.7 failed."
    public var loginFailed: AlarmEvent?
    /// The accounts and addresses that may not log in now.
    public var lockedOut: [String]?
    /// What is wrong with the history, a sentence; "" where nothing is.
    public var historyTrouble: String?
    /// Free octets of the file system that the history is on.
    public var diskFree: UInt64?
    /// Octets that programs can still get (MemAvailable of /proc/meminfo).
    public var memoryAvailable: UInt64?
    /// The machine's hottest sensor, °C.
    public var temperature: Double?
    /// The interfaces that are set up but have no carrier.
    public var linksDown: [String]?
    /// NTP requests refused, a second, for whatever reason, as a mean of at least the last ten seconds.
    public var refusedPerSecond: Double?
    /// The channels that could not deliver, by name.
    public var failingChannels: [String]?
    /// The last time that another program set the clock that is kept.
    public var clockStepped: AlarmEvent?
    /// What the system does not permit this program to do, each a sentence that says what that costs.
    public var missingCapabilities: [String]?
    /// The start of the machine or, where that is long ago, of the program.
    public var restarted: AlarmEvent?

    public init() {}

    /// What a snapshot tells, in the terms of alarms.
    public init(_ snapshot: ApplianceSnapshot) {
        leapTableEnds = snapshot.leapTableEnds.map { $0 - snapshot.clock.reading(at: snapshot.now).shown }
        clockStepped = snapshot.steppedByOthers.map {
            AlarmEvent(at: $0, "Another program set the clock; what had been measured before no longer counts.")
        }
        missingCapabilities = snapshot.notPermitted
    }
}

/// Something that happened once. Its alarm holds for ``lasts`` from then on.
public struct AlarmEvent: Sendable, Hashable {
    public var at: MonotonicInstant
    /// A sentence that says what happened.
    public var text: String

    public init(at: MonotonicInstant, _ text: String) { (self.at, self.text) = (at, text) }

    /// Long enough to be seen by who looks at the page now and then.
    public static let lasts: Duration = .seconds(600)
}
