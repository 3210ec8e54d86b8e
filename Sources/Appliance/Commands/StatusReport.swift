// SPDX-License-Identifier: Apache-2.0

/// What `GET /api/v1/status` and `gnomon status` tell. The keys are relied on by others: add, do not rename.
public struct StatusReport: Codable, Hashable, Sendable {
    /// starting, acquiring, locked, holdover, fallback, unsynchronised
    public var state: String
    /// When this state began: UTC, ISO 8601, as our clock showed it.
    public var since: String
    /// One sentence that says why.
    public var reason: String
    public var time: TimeOfDay
    /// clock − TAI, estimated: positive, our clock is ahead.
    @Nullable public var offsetNs: Double?
    /// The free-running oscillator's: positive, it runs fast.
    public var frequencyPpb: Double
    /// How wrong the clock may be now; `null` while nothing is known.
    @Nullable public var errorBoundNs: Double?
    /// 1 from a receiver, 2 from other clocks, 16 while the time is not to be relied on.
    public var stratum: Int
    /// As NTP replies show it: "GPS", "GNSS"; "INIT" while unsynchronised.
    public var referenceId: String
    public var ptpClockClass: Int
    public var receiver: Receiver
    public var pulse: Pulse
    public var ntp: NTP
    public var ptp: PTP
    /// What NTP clients are told in the place of our own time; `null`: this server is in no cluster.
    @Nullable public var cluster: Cluster?
    /// Where the time that is told comes from, and what is foreseen.
    public var failover: FailoverReport
    public var followers: [Follower]
    /// What was looked for on this machine and not found, each a sentence.
    public var missing: [String]
    public var alarms: [Alarm]
    public var uptimeSeconds: Double
    public var version: String

    /// Whether the time may be relied on within its bound.
    public var isSynchronised: Bool { stratum < 16 }

    public struct TimeOfDay: Codable, Hashable, Sendable {
        /// ISO 8601 with milliseconds.
        public var utc: String
        /// The earliest and the latest that it may be now by the error bound, ISO 8601 with nanoseconds, rounded outwards:
        /// the truth lies between them. `null` while nothing is known.
        @Nullable public var earliest: String?
        @Nullable public var latest: String?
        public var tai: String
        /// TAI − UTC in seconds.
        public var leapSecondsTAI: Int
        /// The next change that is known to come.
        @Nullable public var leap: Leap?
        /// Whether the leap-second table reaches up to now.
        public var leapSecondsCurrent: Bool
    }

    /// A clock that follows the one that is kept.
    public struct Follower: Codable, Hashable, Sendable {
        public var name: String
        /// Follower − kept clock: positive, the follower is ahead.
        @Nullable public var offsetNs: Double?
        /// How far the offset may be off.
        @Nullable public var uncertaintyNs: Double?
        /// "free", "approaching", "following", "lost"; `null` before it was compared
        @Nullable public var state: String?
        /// The noise of one comparison, one standard deviation.
        @Nullable public var noiseNs: Double?
        /// Without its correction, against the kept clock: positive, it runs fast.
        @Nullable public var frequencyPpb: Double?
        /// Comparisons that were not believed.
        public var refused: UInt64
    }

    public struct Leap: Codable, Hashable, Sendable {
        /// The first instant after the change: UTC, ISO 8601.
        public var at: String
        /// +1: 23:59:60 is inserted; −1: 23:59:59 is left out.
        public var change: Int
    }

    /// What the receiver says of leap seconds, which need not be what is served.
    public struct LeapNotice: Codable, Hashable, Sendable {
        /// 18 since 2017.
        public var gpsMinusUtcSeconds: Int
        /// Whether the satellites said so; otherwise its firmware counts.
        public var vouched: Bool
        /// A change that is announced.
        @Nullable public var next: Leap?
    }

    public struct Receiver: Codable, Hashable, Sendable {
        public var device: String
        /// "ok", "absent", "denied", "busy", "failed"
        public var port: String
        @Nullable public var model: String?
        /// "none", "2d", "3d", "time"
        public var fix: String
        public var timeValid: Bool
        /// What the last epoch stated: UTC, ISO 8601.
        @Nullable public var utc: String?
        public var satellitesUsed: Int
        public var satellitesInView: Int
        @Nullable public var secondsSinceEpoch: Double?
        @Nullable public var antenna: String?
        @Nullable public var jamming: String?
        /// "none", "indicated", "multiple"
        @Nullable public var spoofing: String?
        /// One sigma of its time, by its own estimate.
        @Nullable public var timeAccuracyNs: Double?
        /// How far it is with measuring its own position.
        @Nullable public var survey: SurveyFacts?
        /// What it says of leap seconds.
        @Nullable public var leapNotice: LeapNotice?
        public var bytes: UInt64
        public var epochs: UInt64
        public var refused: [NamedCount]
    }

    public struct Pulse: Codable, Hashable, Sendable {
        @Nullable public var source: String?
        @Nullable public var secondsSinceEdge: Double?
        /// Which second the last edge marks: UTC, ISO 8601.
        @Nullable public var marks: String?
        @Nullable public var sawtoothPs: Int64?
        /// How far the last edge came from where it was predicted: positive, late.
        @Nullable public var residualNs: Double?
        /// The usual noise of its stamps, one standard deviation.
        @Nullable public var jitterNs: Double?
        public var accepted: UInt64
        public var refused: [NamedCount]
    }

    public struct PTP: Codable, Hashable, Sendable {
        /// As configured.
        public var ports: Int
        /// Those that are masters, and those that leave it to a better one.
        public var masters: Int
        public var passive: Int
        /// Clients with unicast grants.
        public var clients: Int
    }

    public struct NTP: Codable, Hashable, Sendable {
        public var listen: [String]
        /// Where leap seconds are smeared, among ``listen``.
        @Nullable public var smear: Smear? = nil
        public var received: UInt64
        public var answered: UInt64
        /// Control messages, `ntpq`'s, with a reply.
        public var controlAnswered: UInt64
        public var dropped: [NamedCount]
        /// Replies in the interleaved mode, among ``answered``.
        public var interleaved: UInt64
        /// Replies of which the kernel told when they left.
        public var departures: UInt64
        /// Requests whose arrival is when they were read, for the kernel had not stamped them.
        public var unstamped: UInt64
        /// Replies with a MAC, by the key's algorithm, among ``answered``.
        public var authenticated: [NamedCount]
        /// `null`: no file of keys is named.
        @Nullable public var keys: KeyFacts?
        /// `null`: NTS is not wanted.
        @Nullable public var nts: NTSFacts?
        /// Networks that are told the time unasked, and groups in which clients look for servers.
        public var broadcasts: [BroadcastFacts] = []
        public var manycast: [ManycastFacts] = []
        /// Who stamps what arrives and leaves, on each interface.
        public var stamping: [StampingFacts] = []
        /// How much later than their transmit timestamps replies left, of late.
        public var transmitErrors: [TransmitErrorFacts] = []
    }
}

/// What `gnomon satellites` tells.
public struct SatellitesReport: Codable, Hashable, Sendable {
    public var used: Int
    public var satellites: [SatelliteFacts]
}

/// What `gnomon alarms` tells.
public struct AlarmsReport: Codable, Hashable, Sendable {
    public var alarms: [Alarm]

    public init(alarms: [Alarm]) { self.alarms = alarms }
}
