// SPDX-License-Identifier: Apache-2.0

import NTP
import TimeBase

/// What `gnomon watch` and `GET /api/v1/watch` tell: what other machines' clocks show, and how far they are apart.
public struct WatchReport: Codable, Hashable, Sendable {
    public struct Group: Codable, Hashable, Sendable {
        public var group: String
        public var everySeconds: Double
        /// How far a clock may be from our time, and any two from each other, ns.
        public var thresholdNs: Double
        /// "within", "over", "unclear": how far its clocks are apart; "unknown": fewer than two are measured.
        public var agreement: String
        /// UTC, ISO 8601, as our clock showed it.
        public var since: String
        public var secondsSince: Double
        /// `null` where fewer than two clocks are measured.
        @Nullable public var worst: Pair?
        /// How many machines it has, and how many of them are so; see ``Node/state``.
        public var nodes: Int
        public var measured: Int
        public var states: [NamedCount]
        /// Addresses of networks at which nobody has ever answered; not among ``nodes``.
        public var absent: Int
        /// One sentence, or a few.
        public var text: String
    }

    /// The two clocks that are the furthest apart.
    public struct Pair: Codable, Hashable, Sendable {
        public var ahead: String
        public var behind: String
        /// How far, ns, and how far that may be wrong.
        public var distanceNs: Double
        public var uncertaintyNs: Double
        /// Some two clocks of the group are at least so far apart, and none further than that, ns.
        public var leastNs: Double
        public var mostNs: Double
    }

    public struct Node: Codable, Hashable, Sendable {
        public var group: String
        /// As the configuration calls it; of a network, the address.
        public var name: String
        /// "ntp": measured by us. "ptp": its offset is its own word, as it was asked by management.
        public var `protocol` = "ntp"
        /// With its port; `null` for a name that has none, and where no PTP clock has answered.
        @Nullable public var address: String?
        /// "within", "over", "unclear", "unsynchronised", "silent", "refusing", "waiting", "unresolved".
        public var state: String
        /// UTC, ISO 8601, as our clock showed it; `null` where that is not known.
        @Nullable public var since: String?
        @Nullable public var secondsSince: Double?
        /// Its clock − ours, ns: positive, it is ahead; `null` where it is not measured now.
        @Nullable public var offsetNs: Double?
        /// How far `offsetNs` may be wrong, ns, ours being right; what ours may be wrong by comes on top of it.
        @Nullable public var uncertaintyNs: Double?
        /// There and back, ns.
        @Nullable public var delayNs: Double?
        @Nullable public var secondsSinceReply: Double?
        /// What it says of itself.
        @Nullable public var stratum: Int?
        @Nullable public var isSynchronised: Bool?
        public var asked: UInt32
        public var answered: UInt32
        public var refused: UInt32
        /// One sentence.
        public var text: String
        /// What a PTP clock says of itself; `null`: nothing now, or it is none.
        @Nullable public var ptp: OwnWord?
    }

    /// What a PTP clock says of itself.
    public struct OwnWord: Codable, Hashable, Sendable {
        /// As linuxptp writes it.
        public var clockIdentity: String
        /// Whom it follows in the end; itself: nobody. `null`: not told.
        @Nullable public var grandmaster: String?
        /// Whether that is us.
        public var followsUs: Bool
        /// What the grandmaster claims (IEEE 1588-2019, table 4).
        @Nullable public var clockClass: Int?
        /// Its clock − its master's, ns.
        @Nullable public var offsetFromMasterNs: Double?
        /// The mean of the ways to its master and back, ns.
        @Nullable public var meanDelayNs: Double?
        /// Whether one of its ports follows a master.
        @Nullable public var isFollowing: Bool?
    }

    public var groups: [Group]
    /// Those that want attention first.
    public var nodes: [Node]
    /// How wrong our own time may be, ns; `null` while it is not to be relied on.
    @Nullable public var ownErrorBoundNs: Double?
    /// Why nobody can be asked; `null` while all is well.
    @Nullable public var trouble: String?
}
