// SPDX-License-Identifier: Apache-2.0

import NTP
import TimeBase

extension StatusReport {
    /// A server among others.
    public struct Cluster: Codable, Hashable, Sendable {
        /// own, none, local, leader, follower
        public var role: String
        /// The server whose time is told, with its port.
        @Nullable public var server: String?
        /// Our own clock − what clients are told.
        public var shiftNs: Double
        public var peers: [Peer]

        public struct Peer: Codable, Hashable, Sendable {
            public var address: String
            @Nullable public var stratum: Int?
            public var reach: Int
            /// symmetric: each tells the other; client: it is only asked.
            public var mode: String
            /// Whether what it says is signed.
            public var authenticated: Bool
            /// Our own clock − its time: positive, ours is ahead.
            @Nullable public var offsetNs: Double?
            @Nullable public var boundNs: Double?
            /// Why it cannot be followed, a sentence.
            @Nullable public var unfit: String?
            /// What it said and was not used, by reason.
            public var refused: [NamedCount]
        }
    }
}

extension StatusReport.Cluster {
    /// Every role.
    public static let roles = ClusterStanding.Role.allCases.map { "\($0)" }

    /// `nil`: there is none.
    public init?(_ snapshot: ApplianceSnapshot) {
        let standing = snapshot.cluster
        if standing == nil, snapshot.peers.isEmpty { return nil }
        // Without a word about local time it is our own that is told, or none.
        let role = standing?.role ?? (snapshot.state.isTrustworthy ? .own : .none)
        let followed = standing?.peer.flatMap { snapshot.peers.indices.contains($0) ? snapshot.peers[$0] : nil }
        self.init(
            role: "\(role)", server: followed.map { "\($0.address)" },
            shiftNs: standing?.shift.value(at: snapshot.now).realNanoseconds ?? 0,
            peers: snapshot.peers.map(Peer.init))
    }

    /// "follower of 10.0.0.1:123, 12 µs from our own clock; 2 of 3 peers can be followed"
    public var phrase: String {
        let whom = server.map { " of \($0)" } ?? ""
        let away = shiftNs == 0 ? "" : ", \(StatusReport.human(shiftNs.magnitude)) from our own clock"
        let fit = peers.count { $0.unfit == nil }
        let others = peers.isEmpty ? "" : "; \(fit) of \(AlarmEvidence.count(peers.count, "peer")) can be followed"
        return word + whom + away + others
    }

    private var word: String {
        switch role {
        case "own": "our own time"
        case "none": "no time"
        case "local": "the local clock by itself"
        case "leader": "leader of the orphans"
        default: role
        }
    }
}

extension StatusReport.Cluster.Peer {
    fileprivate init(_ facts: ClusterPeerFacts) {
        self.init(
            address: "\(facts.address)", stratum: facts.stratum.map(Int.init), reach: Int(facts.reach),
            mode: facts.isSymmetric ? "symmetric" : "client", authenticated: facts.isAuthenticated,
            offsetNs: facts.offset?.realNanoseconds, boundNs: facts.bound?.realNanoseconds,
            unfit: facts.unfitness?.sentence, refused: facts.refused)
    }
}
