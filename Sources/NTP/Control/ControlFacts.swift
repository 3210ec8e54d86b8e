// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// All that control messages tell: plain values, as of one moment.
public struct ControlFacts: Sendable {
    public var system: ControlSystem
    /// By their number, each once.
    public var associations: [ControlAssociation]

    public init(system: ControlSystem, associations: [ControlAssociation]) {
        (self.system, self.associations) = (system, associations)
    }

    func association(_ id: UInt16) -> ControlAssociation? { associations.first { $0.id == id } }

    /// The one that the clock follows.
    var systemPeer: ControlAssociation? {
        associations.first { $0.selection == .systemPeer || $0.selection == .pulsePeer }
    }
}

/// What is told of the host as a whole. `nil`: not known, and left out.
///
/// Signs are those of NTP, which are not this house's: an offset is reference − clock, and a frequency is what is added
/// to the clock's rate.
public struct ControlSystem: Sendable {
    public var version: String
    public var processor = ""
    /// The kernel: "Linux/6.1.0".
    public var system = ""
    public var claim: ServerClaim
    public var source = ControlClockSource.unspecified
    public var event = ControlSystemEvent.unspecified
    /// What the clock shows.
    public var clock: NTPTimestamp
    /// Reference − clock.
    public var offset: Duration?
    /// What is added to the clock's rate, as a fraction.
    public var frequency: Double?
    /// Of the samples that are followed.
    public var jitter: Duration?
    /// Of the clock itself.
    public var clockJitter: Duration?
    /// How the clock's rate wanders from second to second, as a fraction.
    public var clockWander: Double?
    /// Log2 seconds between corrections of the clock.
    public var timeConstant: Int8 = 0
    /// TAI − UTC in seconds.
    public var tai: Int?
    /// When the latest leap second that is known of takes effect, or took.
    public var leapSecond: UTCInstant?
    /// Up to when leap seconds are known.
    public var leapSecondsExpire: UTCInstant?
    public var counters = ControlCounters()

    public init(version: String, claim: ServerClaim, clock: NTPTimestamp) {
        (self.version, self.claim, self.clock) = (version, claim, clock)
    }
}

/// Datagrams since the start.
public struct ControlCounters: Hashable, Sendable {
    /// Time since the start, and so since these numbers were zero.
    public var uptime: Duration = .zero
    public var received: UInt64 = 0
    /// Answered with the time.
    public var processed: UInt64 = 0
    public var badFormat: UInt64 = 0
    /// In modes that are not served.
    public var declined: UInt64 = 0
    /// From whom the access rules forbid it.
    public var restricted: UInt64 = 0
    public var rateLimited: UInt64 = 0
    /// Control messages that were answered.
    public var controlRequests: UInt64 = 0

    public init() {}
}

/// A source of time: a clock on this host, or another host.
public struct ControlAssociation: Sendable {
    /// Never 0; the same as long as the program runs.
    public var id: UInt16
    /// Of another host, or for a clock on this one its kind and number: 127.127.22.0 is the first pulse.
    public var address: String
    /// Its name: "PPS(0)"; empty for none.
    public var name: String
    /// Up to four letters: "PPS".
    public var referenceID: String
    public var stratum: UInt8 = 0
    public var leap = LeapIndicator.none
    public var selection = ControlSelection.reject
    public var event = ControlPeerEvent.unspecified
    /// One bit for each poll, the latest the lowest: whether it was heard.
    public var reach: UInt8 = 0
    /// Log2 seconds between polls.
    public var poll: Int8 = 0
    /// Log2 seconds.
    public var precision: Int8 = 0
    /// When it was last heard, by our clock; `nil`: never.
    public var lastHeard: NTPTimestamp?
    /// How long ago that was.
    public var age: Duration?
    /// It − our clock.
    public var offset: Duration?
    public var delay: Duration = .zero
    public var dispersion: Duration?
    public var jitter: Duration?
    /// How often it was heard.
    public var received: UInt64 = 0
    /// Samples that were not used.
    public var refused: UInt64 = 0

    public init(id: UInt16, address: String, name: String, referenceID: String) {
        (self.id, self.address, self.name, self.referenceID) = (id, address, name, referenceID)
    }

    /// Clocks on this host have addresses of 127.127.0.0/16, by an old custom.
    public var isClock: Bool { address.hasPrefix("127.127.") }
}
