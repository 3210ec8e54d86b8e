// SPDX-License-Identifier: Apache-2.0

/// What `gnomon ptp` and `GET /api/v1/ptp` tell.
public struct PTPReport: Codable, Hashable, Sendable {
    /// As linuxptp writes it; `null` until an interface has given it.
    @Nullable public var clockIdentity: String?
    /// Why programs of this machine cannot ask by the management socket; `null`: they can, or are not meant to.
    @Nullable public var socketTrouble: String?
    public var ports: [Port]

    public struct Port: Codable, Hashable, Sendable {
        /// From 1.
        public var number: Int
        @Nullable public var identity: String?
        public var interface: String
        public var profile: String
        /// "udp4", "udp6", "ethernet"
        public var transport: String
        public var domain: Int
        /// "e2e", "p2p", "none"
        public var delayMechanism: String
        /// "initializing", "faulty", "disabled", "listening", "pre-master", "master", "passive"
        public var state: String
        /// One sentence: what it does, or why it does not.
        public var text: String
        @Nullable public var secondsInState: Double?
        /// "software", "hardware", "hardware-one-step"; `null` before it ran.
        @Nullable public var timestamps: String?
        /// One sentence: how good they are.
        public var timestampsText: String
        /// What it announces, or would; `null` before it ran.
        @Nullable public var announced: Announced?
        /// Best first.
        public var foreignMasters: [ForeignMaster]
        /// To the neighbour, where that is measured.
        @Nullable public var linkDelayNs: Double?
        @Nullable public var peer: String?
        public var messages: [Messages]
        /// What was not acted upon, by reason.
        public var refused: [NamedCount]
        /// Stamps of what was sent that came too late, and that never came.
        public var stampsLate: UInt64
        public var stampsLost: UInt64
        /// Messages that the kernel did not take.
        public var unsent: UInt64
        /// Times that another master made it passive.
        public var handovers: UInt64
        public var unicast: Unicast
    }

    /// An Announce message's contents.
    public struct Announced: Codable, Hashable, Sendable {
        public var clockClass: Int
        /// As it is on the wire (IEEE 1588-2019, table 5).
        public var clockAccuracy: Int
        /// What that stands for; `null` where it is unknown or beyond all bounds.
        @Nullable public var accuracyNs: Double?
        public var offsetScaledLogVariance: Int
        public var priority1: Int
        public var priority2: Int
        public var utcOffsetSeconds: Int
        /// "time-traceable" and its like.
        public var flags: [String]
        /// "gnss", "internal-oscillator" and their like.
        public var timeSource: String
    }

    /// Another master of the same domain.
    public struct ForeignMaster: Codable, Hashable, Sendable {
        public var identity: String
        public var address: String
        public var grandmaster: String
        public var priority1: Int
        public var clockClass: Int
        public var clockAccuracy: Int
        public var offsetScaledLogVariance: Int
        public var priority2: Int
        public var stepsRemoved: Int
        public var timeSource: String
        /// Heard often enough to count.
        public var isQualified: Bool
        /// Better than we are.
        public var isBetter: Bool
        public var secondsSinceLast: Double
    }

    public struct Messages: Codable, Hashable, Sendable {
        /// "sync", "delay-request" and their like.
        public var type: String
        public var sent: UInt64
        public var received: UInt64
    }

    /// What is promised to those who asked for messages of their own.
    public struct Unicast: Codable, Hashable, Sendable {
        public var isServed: Bool
        /// Who has grants now.
        public var clients: Int
        /// Promised to all together.
        public var messagesPerSecond: Double
        /// Requests granted and refused, and grants given back.
        public var granted: UInt64
        public var refused: UInt64
        public var cancelled: UInt64
    }
}
