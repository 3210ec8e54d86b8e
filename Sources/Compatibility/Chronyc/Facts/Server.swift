// SPDX-License-Identifier: Apache-2.0

public import Board

extension Chronyc {
    /// What was done for others since the start.
    public struct ServerStatistics: Hashable, Sendable {
        public var ntpReceived: UInt64 = 0
        public var ntpDropped: UInt64 = 0
        public var commandsReceived: UInt64 = 0
        public var commandsDropped: UInt64 = 0
        public var keyExchanges: UInt64 = 0
        public var keyExchangesDropped: UInt64 = 0
        public var authenticated: UInt64 = 0
        public var interleaved: UInt64 = 0
        /// Replies by who stamped them.
        public var receivingStampedByProgram: UInt64 = 0, sendingStampedByProgram: UInt64 = 0
        public var receivingStampedByKernel: UInt64 = 0, sendingStampedByKernel: UInt64 = 0

        public init() {}
    }

    /// Somebody who asked.
    public struct Client: Hashable, Sendable {
        public var address: IPAddress
        public var ntp = Asking()
        public var commands = Asking()

        public init(_ address: IPAddress) { self.address = address }
    }

    /// How often somebody asked for one thing.
    public struct Asking: Hashable, Sendable {
        public var hits: UInt64 = 0
        /// Of these, how many got no answer.
        public var drops: UInt64 = 0
        /// Mean seconds between two; `nil`: not known.
        public var interval: Double?
        /// Seconds since the last; `nil`: never.
        public var age: Double?

        public init(hits: UInt64 = 0, drops: UInt64 = 0, interval: Double? = nil, age: Double? = nil) {
            (self.hits, self.drops, self.interval, self.age) = (hits, drops, interval, age)
        }
    }
}
