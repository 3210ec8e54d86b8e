// SPDX-License-Identifier: Apache-2.0

public import PTP

extension Settings {
    /// `ptp`: the PTP grandmaster.
    public struct PTPService: Sendable, Equatable {
        /// In the order of the file, and numbered from 1 in that order; empty: none.
        public var ports: [Port] = []
        public var management = PTPService.Management()
        /// What the appliance calls itself in the world of PTP; `nil`: what the first port's interface gives it.
        public var clockIdentity: ClockIdentity?

        public init() {}
    }
}

extension Settings.PTPService {
    /// `unicast` of a port: what is promised to those who ask for messages of their own.
    public struct Unicast: Sendable, Equatable {
        public var enabled: Bool
        /// 1 ... 16 384 at once.
        public var clients: Int
        /// Log2 of seconds: −7 ... 4.
        public var shortestLogInterval: Int8
        /// 10 ... 1000 s.
        public var longestDurationSeconds: UInt32
        /// To all together: 1 ... 10 000 000.
        public var messagesPerSecond: Int

        init(enabled: Bool, limits: UnicastLimits) {
            self.enabled = enabled
            (clients, shortestLogInterval) = (limits.clients, limits.shortestLogInterval)
            (longestDurationSeconds, messagesPerSecond) = (limits.longestDuration, limits.messagesPerSecond)
        }

        var limits: UnicastLimits? {
            guard enabled else { return nil }
            var limits = UnicastLimits()
            (limits.clients, limits.shortestLogInterval) = (clients, shortestLogInterval)
            (limits.longestDuration, limits.messagesPerSecond) = (longestDurationSeconds, messagesPerSecond)
            return limits
        }
    }

    /// `ptp.management`: management messages (IEEE 1588-2019, clause 15), as `pmc` sends them.
    public struct Management: Sendable, Equatable {
        /// What others may be allowed to set.
        public enum Topic: String, Sendable, CaseIterable, CustomStringConvertible {
            /// priority1 and priority2.
            case priorities
            /// How often is announced and sent, and how long other masters are waited for.
            case intervals
            /// The user description.
            case description

            public var description: String { rawValue }
        }

        /// Whether anybody is answered on the network.
        public var respond = true
        /// Whether those who are served are asked how far they are off.
        public var askClients = true
        /// What anybody on the network may set; empty (`false` in the file): nothing.
        public var set: [Topic] = []
        /// Where programs of this machine ask; `nil`: nowhere.
        public var socket: String?
        /// What the appliance is called: at most 128 octets (15.5.3.1.2).
        public var userDescription = ""

        public init() {}
    }
}
