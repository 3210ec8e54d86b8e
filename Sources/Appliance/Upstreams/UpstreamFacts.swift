// SPDX-License-Identifier: Apache-2.0

public import Board
public import NTP
public import TimeBase
public import TimeKeeping

/// What is known of another server that is asked for the time.
public struct UpstreamFacts: Sendable {
    /// As configured.
    public var name: String
    /// `nil`: no address is known for it.
    public var endpoint: IPEndpoint?
    /// What is made of what it says.
    public var verdict: SourceVerdict
    /// Why it is no candidate; `nil`: it is one.
    public var unfitness: Unfitness? = .unreachable
    /// Whether it is, of those that are believed, the one that knows best.
    public var isBest = false
    public var isPreferred = false
    public var isInterleaved = false
    public var isAuthenticated = false
    /// The number of the key that its replies must be signed with.
    public var key: Int?
    /// Of NTS; `nil`: it is not asked for.
    public var nts: NTSClientFacts?
    /// What it says of itself; 0: nothing yet.
    public var stratum: UInt8 = 0
    public var referenceID: UInt32 = 0
    public var leap = LeapIndicator.unknown
    public var precision: Int8 = 0
    public var rootDelay = Duration.zero
    public var rootDispersion = Duration.zero
    /// Of the last eight polls, the latest in the lowest bit: whether they were answered.
    public var reach: UInt8 = 0
    /// Log2 seconds between polls.
    public var poll: Int8 = 0
    public var lastHeard: MonotonicInstant?
    /// Our clock − the server, and how far that may be off if the server's word of itself is true.
    public var offset: Duration?
    public var bound: Duration?
    public var deviation: Duration?
    /// There and back.
    public var delay: Duration?
    /// One standard deviation of its samples.
    public var jitter: Duration?
    public var requests: UInt64 = 0
    public var samples: UInt64 = 0
    /// Replies that were not used, by reason.
    public var refused: [NamedCount] = []
    /// What is known of one that is heard by PTP; `nil`: it is asked by NTP.
    public var ptp: PTPSourceFacts?

    public init(name: String, endpoint: IPEndpoint?, verdict: SourceVerdict) {
        (self.name, self.endpoint, self.verdict) = (name, endpoint, verdict)
    }

    /// What became of it and why, for people.
    public var sentence: String {
        if let ptp { return ptp.complaint ?? verdict.sentence }
        if let nts, let lack = nts.lack { return lack }
        return nts.map { "\(standing) \($0.sentence)" } ?? standing
    }

    private var standing: String {
        if endpoint == nil { return "Its name has not been looked up yet, or has no address." }
        if let unfitness { return unfitness.sentence }
        return verdict.sentence
    }
}

/// All of them, and what follows.
public struct UpstreamsFacts: Sendable {
    public var servers: [UpstreamFacts] = []
    /// What is made of the receiver beside them; `nil`: they are not judged, as there are none.
    public var receiver: SourceVerdict?
    /// A receiver that contradicts most sources.
    public var dispute: SourceDispute?
    /// Where the time comes from, and what is foreseen.
    public var place = FailoverPlace.none

    public init() {}
}
