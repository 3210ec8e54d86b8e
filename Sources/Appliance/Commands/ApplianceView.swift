// SPDX-License-Identifier: Apache-2.0

public import Board
public import NTP
public import TimeBase
public import TimeKeeping

/// What the appliance shows to those who ask, and takes from them. Any thread may use it; nothing in it waits for
/// the timing thread.
public protocol ApplianceView: Sendable {
    /// Everything as of one moment.
    var snapshot: ApplianceSnapshot { get }
    /// Hands a wish to the timing loop. Throws where its queue is full.
    func ask(_ command: OperatorCommand) throws(CommandRefusal)
    /// The scenes that the simulated board can play, by name; empty on real hardware.
    var scenes: [String] { get }
    /// Plays one of ``scenes``. Throws for any other name.
    func play(scene: String) throws(CommandRefusal)
    /// Who asks for the time by NTP, the last heard first.
    var clients: [NTPClientFacts] { get }
    /// Who asks for the time by PTP, the last heard first.
    var ptpClients: [PTPClientFacts] { get }
    /// Takes down that somebody has seen an alarm. Throws where it is not raised, or acknowledged already.
    func acknowledge(alarm id: String, by who: String) throws(CommandRefusal)
    /// Turns the front panel's alarm lamp and relay over, to see that they work, and tells for how long. Throws where
    /// there are none.
    func testPanel() throws(CommandRefusal) -> Duration
    /// The same with one part of it.
    func testPanel(_ part: PanelPart) throws(CommandRefusal) -> Duration
    /// How the receiver was reached, and what was set up in it.
    var receiverSetup: ReceiverSetup { get }
    /// Hands a wish to the receiver and returns once it is answered, after a minute at most.
    func ask(ofReceiver wish: ReceiverWish) async throws(CommandRefusal) -> ReceiverSetup
    /// Where one may listen to what is heard, as it is heard.
    var taps: Taps { get }
}

extension ApplianceView {
    public var clients: [NTPClientFacts] { [] }

    public var ptpClients: [PTPClientFacts] { [] }

    /// Taps at which nothing is ever heard.
    public var taps: Taps { Taps() }

    public func acknowledge(alarm id: String, by who: String) throws(CommandRefusal) {
        throw CommandRefusal(.unavailable, "nobody watches the alarms here")
    }

    public func testPanel() throws(CommandRefusal) -> Duration {
        throw CommandRefusal(.unavailable, "there is no front panel here")
    }

    public func testPanel(_ part: PanelPart) throws(CommandRefusal) -> Duration { try testPanel() }

    public var receiverSetup: ReceiverSetup { ReceiverSetup(summary: "There is no receiver here.") }

    public func ask(ofReceiver wish: ReceiverWish) async throws(CommandRefusal) -> ReceiverSetup {
        throw CommandRefusal(.unavailable, "there is no receiver here")
    }
}

/// One moment of the appliance, in plain values.
public struct ApplianceSnapshot: Sendable {
    public var now: MonotonicInstant
    public var started: MonotonicInstant
    public var state: TimeState
    /// What is wrong now: the source of the alarms.
    public var conditions: Conditions
    public var clock: ClockMapping
    public var receiver: ReceiverFacts
    public var pulse: PulseFacts
    public var ntp: NTPFacts
    public var ptp = PTPFacts()
    /// What is told in the place of our own time; `nil`: nothing ever is.
    public var cluster: ClusterStanding?
    /// The other servers of the cluster.
    public var peers: [ClusterPeerFacts] = []
    /// Other machines' clocks.
    public var watch = WatchFacts()
    /// The other servers that are asked for the time.
    public var upstreams = UpstreamsFacts()
    /// How fast the timing loop deals with a pulse.
    public var latency = LatencyFacts()
    /// The clocks that follow the one that is kept.
    public var followers: [FollowerFacts] = []
    /// What was looked for on this machine and not found, each a sentence.
    public var missing: [String] = []
    /// The latest time without a reference since the start; `nil`: there was none.
    public var outage: Outage?
    /// What is implausible about the source; `nil`: nothing.
    public var implausibility: Implausibility?
    /// The slowest drag of the pulse that would be noticed, s/s; `nil` before it is known.
    public var slowestVisibleDrag: Double?
    /// What the system does not permit this program to do, each a sentence that says what that costs.
    public var notPermitted: [String] = []
    /// How it is known which second the pulse marks; `nil` before the timing loop runs.
    public var label: LabelEvidence?
    /// What the error bound is made up of; `nil` while nothing is known.
    public var errorParts: ErrorParts?
    /// The last change of UTC that has passed; `nil`: none is known.
    public var lastLeap: UTCRelation.Leap?
    /// Up to when the leap-second table in use is complete, or a receiver vouched for it; `nil` before it is known.
    public var leapTableEnds: TAIInstant?
    /// Whether a clock on a battery bore out at the start what our clock shows.
    public var isBorneOutByBattery = false
    /// When another program last set the clock that is kept.
    public var steppedByOthers: MonotonicInstant?
    /// How stable the clock is, as measured second by second since the start, about a week at most.
    public var stability = StabilityFacts()
    /// What the discipline has learned of its oscillator; `nil` before it has.
    public var oscillator: OscillatorFacts?
    /// How warm it is near the oscillator, °C; `nil` where no thermometer tells, or none did within a minute.
    public var temperature: Double?
    /// What is raised, the gravest first; `nil` where nobody watches.
    public var alarms: [Alarm]?

    public init(
        now: MonotonicInstant, started: MonotonicInstant, state: TimeState, conditions: Conditions,
        clock: ClockMapping, receiver: ReceiverFacts, pulse: PulseFacts, ntp: NTPFacts
    ) {
        (self.now, self.started, self.state, self.clock) = (now, started, state, clock)
        self.conditions = conditions
        (self.receiver, self.pulse, self.ntp) = (receiver, pulse, ntp)
    }
}

/// A number of times that something happened, by a short lower-case name ("checksum", "denied").
public struct NamedCount: Hashable, Codable, Sendable {
    public var name: String
    public var count: UInt64

    public init(_ name: String, _ count: UInt64) { (self.name, self.count) = (name, count) }
}

/// What is known of a following clock.
public struct FollowerFacts: Hashable, Sendable {
    /// As the configuration calls it.
    public var name: String
    /// Follower − kept clock, as last compared; `nil` before that.
    public var offset: Duration?
    /// How far `offset` may be off.
    public var uncertainty: Duration?
    /// What becomes of it; `nil` before it was compared.
    public var state: FollowerClaim.State?
    /// Standard deviation of one comparison, as learned.
    public var noise: Duration?
    /// How it would run against the kept clock without its correction, fractional: positive, fast.
    public var frequency: Double?
    /// Comparisons that were not believed.
    public var refused: UInt64 = 0

    public init(name: String, offset: Duration? = nil, uncertainty: Duration? = nil) {
        (self.name, self.offset, self.uncertainty) = (name, offset, uncertainty)
    }

    public init(name: String, claim: FollowerClaim?) {
        (self.name, offset, uncertainty) = (name, claim?.offset, claim?.uncertainty)
        (state, noise, frequency) = (claim?.state, claim?.noise, claim?.frequency)
        refused = claim?.refused ?? 0
    }
}

/// What is known of the receiver.
public struct ReceiverFacts: Sendable {
    /// What it is heard on: a path, or "simulated".
    public var device: String
    /// Why nothing can be heard; `nil` while the port is open.
    public var fault: PortFault?
    /// What it calls itself (UBX-MON-VER, GPTXT); `nil` until it has.
    public var model: String?
    public var fix: Fix = .none
    /// Whether the time in the last epoch may be believed.
    public var isTimeValid = false
    /// What the last epoch stated, on the TAI scale.
    public var statedTime: TAIInstant?
    /// When the last epoch began to arrive.
    public var lastEpoch: MonotonicInstant?
    /// In which of the last seconds it stated a time that may be believed.
    public var reach = ReachRegister()
    public var satellitesUsed = 0
    public var satellites: [SatelliteFacts] = []
    /// "ok", "open", "short"; `nil` where the receiver does not say.
    public var antenna: String?
    /// "ok", "warning", "critical"; `nil` where the receiver does not say.
    public var jamming: String?
    /// "none", "indicated", "multiple"; `nil` where the receiver does not say. Of its last epoch alone.
    public var spoofing: String?
    /// One sigma of the last epoch's time, by the receiver's own estimate; `nil` where it does not say.
    public var timeAccuracy: Duration?
    /// How far it is with measuring its own position; `nil` where it does not say.
    public var survey: SurveyFacts?
    /// What it says of leap seconds; `nil` where it does not.
    public var leap: LeapNoticeFacts?
    public var bytesHeard: UInt64 = 0
    public var epochsHeard: UInt64 = 0
    /// Messages heard, by language: "nmea", "ubx", "rtcm".
    public var messages: [NamedCount] = []
    /// Messages that could not be read, by reason.
    public var refused: [NamedCount] = []

    public enum Fix: String, Codable, Sendable {
        case none
        case twoDimensional = "2d"
        case threeDimensional = "3d"
        /// The position is held, the time is solved for.
        case time
    }

    public init(device: String) { self.device = device }
}

/// One satellite in view.
public struct SatelliteFacts: Hashable, Codable, Sendable {
    /// "gps", "galileo", "beidou", "glonass", "qzss", "navic", "sbas".
    public var constellation: String
    /// The satellite's number within its constellation.
    public var number: Int
    /// Degrees above the horizon, −90 ... 90.
    @Nullable public var elevationDegrees: Int?
    /// Degrees from true north, 0 ..< 360.
    @Nullable public var azimuthDegrees: Int?
    /// Carrier to noise density in dB-Hz.
    @Nullable public var carrierToNoise: Int?
    public var isUsed: Bool

    public init(
        constellation: String, number: Int, elevationDegrees: Int? = nil, azimuthDegrees: Int? = nil,
        carrierToNoise: Int? = nil, isUsed: Bool
    ) {
        (self.constellation, self.number, self.isUsed) = (constellation, number, isUsed)
        (self.elevationDegrees, self.azimuthDegrees) = (elevationDegrees, azimuthDegrees)
        self.carrierToNoise = carrierToNoise
    }
}

/// What is known of the pulse.
public struct PulseFacts: Sendable {
    /// "simulated", or the line it comes from; `nil`: there is none.
    public var source: String?
    public var lastEdge: MonotonicInstant?
    /// In which of the last seconds an edge came that was not refused.
    public var reach = ReachRegister()
    /// Which second the last edge was found to mark; `nil` while that is not established.
    public var marks: TAIInstant?
    /// What the receiver said of the last edge's error: positive, it came late.
    public var sawtooth: Duration?
    /// How far the last edge was from where it was predicted, clock − reference, and the stamps' usual noise as one
    /// standard deviation; `nil` before they are known.
    public var residual: Duration?
    public var jitter: Duration?
    public var accepted: UInt64 = 0
    /// Edges that were not used, by reason.
    public var refused: [NamedCount] = []

    public init(source: String?) { self.source = source }
}

/// What the NTP server did.
public struct NTPFacts: Sendable {
    /// Where it listens now.
    public var listening: [IPEndpoint] = []
    /// Those among them at which leap seconds are smeared, and how; `nil`: nowhere.
    public var smearing: [IPEndpoint] = []
    public var smear: SmearFacts?
    /// Where it should listen and cannot, each with the reason: "10.0.0.1:123 (the address is not there)".
    public var notListening: [String] = []
    public var received: UInt64 = 0
    public var answered: UInt64 = 0
    /// Control messages (ntpq) that were answered.
    public var controlAnswered: UInt64 = 0
    /// Packets that were not answered, by reason.
    public var dropped: [NamedCount] = []
    /// Of those, how many were told so by a kiss-o'-death.
    public var kissed: UInt64 = 0
    /// Packets that never came so far, for the kernel had no room for them.
    public var overruns: UInt64 = 0
    public var distinct = Distinct()
    /// Replies in the interleaved mode; they are among ``answered``.
    public var interleaved: UInt64 = 0
    /// Replies of which the kernel told when they left.
    public var departures: UInt64 = 0
    /// Requests whose arrival is when they were read, for the kernel had not stamped them.
    public var unstamped: UInt64 = 0
    /// Replies with a MAC, by the key's algorithm; they are among ``answered``.
    public var authenticated: [NamedCount] = []
    /// `nil`: no file of keys is named.
    public var keys: KeyFacts?
    /// `nil`: NTS is not wanted.
    public var nts: NTSFacts?
    /// Networks that are told the time unasked.
    public var broadcasts: [BroadcastFacts] = []
    /// Groups in which clients look for servers.
    public var manycast: [ManycastFacts] = []
    /// Who stamps, on each interface that NTP is served at; empty where there is no card that could.
    public var stamping: [StampingFacts] = []
    /// How wrong plain transmit timestamps were of late.
    public var transmitErrors: [TransmitErrorFacts] = []

    public init() {}

    /// How many different clients were answered of late, to some 2 %; IPv6 networks of 64 bits count as one each.
    public struct Distinct: Codable, Hashable, Sendable {
        public var minute = 0
        public var hour = 0
        public var day = 0

        public init(minute: Int = 0, hour: Int = 0, day: Int = 0) {
            (self.minute, self.hour, self.day) = (minute, hour, day)
        }
    }
}
