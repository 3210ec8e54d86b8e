// SPDX-License-Identifier: Apache-2.0

/// That a wish was taken.
public struct DoneReport: Codable, Hashable, Sendable {
    public var done: String

    public init(done: String) { self.done = done }
}

/// What `gnomon sources` tells: what the time could come from.
public struct SourcesReport: Codable, Hashable, Sendable {
    public struct Source: Codable, Hashable, Sendable {
        /// "receiver", "pulse", "server" or "ptp"
        public var kind: String
        public var name: String
        /// Whether the clock follows it now.
        public var isFollowed: Bool
        /// One sentence.
        public var text: String
        /// Seconds since it was last heard; `null` before that.
        @Nullable public var lastHeardSeconds: Double?
        /// Our clock − the source, ns: positive, our clock is ahead; `null` where it is not compared.
        @Nullable public var offsetNs: Double?
        /// One standard deviation of its stamps, ns; `null` before it is known.
        @Nullable public var jitterNs: Double?
        /// Of a server, what is made of it: "followed", "selected", "survivor", "outlier", "falseticker", "overruled",
        /// "probation", "contested", "unreachable", "absent", "unusable"; of the receiver the same where there are servers.
        @Nullable public var standing: String?
        /// Where the server is asked, with its port.
        @Nullable public var address: String?
        @Nullable public var stratum: Int?
        /// What the server has its time from, as NTP names it.
        @Nullable public var referenceId: String?
        /// Of the last eight polls, the latest in the lowest bit: whether they were answered.
        @Nullable public var reach: Int?
        /// Seconds between polls.
        @Nullable public var pollSeconds: Double?
        /// To the server and back, ns.
        @Nullable public var delayNs: Double?
        /// How far `offsetNs` may be off if the server's word of itself is true, ns.
        @Nullable public var uncertaintyNs: Double?
        /// How a server proves its replies: "NTS", or "key 7"; `null`: not at all, or it is none.
        @Nullable public var authentication: String?
        /// Of a server with NTS: cookies that are left, each for one request.
        @Nullable public var cookies: Int?
        /// Of a server with NTS, seconds since keys were agreed upon; `null`: there are none.
        @Nullable public var keysSeconds: Double?
        /// Of a server with NTS, why it gave no keys when it was asked last, a clause; `null`: it did.
        @Nullable public var keysFault: String?
        /// Replies that were not used, by reason.
        public var refused: [NamedCount] = []
        /// Of one that is heard by PTP; `null` of all others.
        @Nullable public var ptp: Master?
    }

    public var sources: [Source]
    /// A receiver that most sources contradict, one sentence; `null` while there is none.
    @Nullable public var dispute: String?
    /// Where the time comes from and what is foreseen, one sentence; `null` while there is only the receiver to have it from.
    @Nullable public var place: String?
    /// The same in figures.
    public var failover: FailoverReport
}
