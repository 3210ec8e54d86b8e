// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import TimeBase

extension ClientsReport {
    /// Who asks for the time by PTP.
    public struct PTPClient: Codable, Hashable, Sendable {
        /// Our port's number and interface.
        public var port: Int
        public var interface: String
        /// As linuxptp writes it.
        public var identity: String
        public var address: String
        /// Messages a second that are granted to it; `null`: none.
        @Nullable public var announcePerSecond: Double?
        @Nullable public var syncPerSecond: Double?
        @Nullable public var delayResponsePerSecond: Double?
        /// Until the first of its grants ends; `null`: it has none.
        @Nullable public var grantSecondsLeft: Double?
        /// Messages sent to it alone.
        public var sent: UInt64
        /// Requests of any kind that were answered, and those that were not.
        public var answered: UInt64
        public var refused: UInt64
        /// Delay requests a second of late.
        public var delayRequestsPerSecond: Double
        /// Its clock − ours, as it says; `null`: it does not.
        @Nullable public var offsetNs: Double?
        /// "slave" and its like, as it says.
        @Nullable public var state: String?
        public var secondsSinceFirst: Double
        public var secondsSinceLast: Double
        /// UTC, ISO 8601, as our clock showed it.
        public var lastSeen: String
    }
}

extension ClientsReport.PTPClient {
    init(_ facts: PTPClientFacts, in snapshot: ApplianceSnapshot) {
        let client = facts.client
        self.init(
            port: Int(facts.port), interface: facts.interface, identity: "\(client.identity)",
            address: client.address.text, announcePerSecond: client.announce.map(Self.rate),
            syncPerSecond: client.sync.map(Self.rate), delayResponsePerSecond: client.delayResponse.map(Self.rate),
            grantSecondsLeft: client.grantsEnd.map { max(0, ($0 - snapshot.now).realSeconds) }, sent: client.sent,
            answered: client.answered, refused: client.refused, delayRequestsPerSecond: client.delayRequestRate,
            offsetNs: client.offset?.duration.realNanoseconds, state: client.state?.name,
            secondsSinceFirst: (snapshot.now - client.first).realSeconds,
            secondsSinceLast: (snapshot.now - client.last).realSeconds, lastSeen: snapshot.utcText(at: client.last))
    }

    /// Of an interval in log2 seconds; it may come from the network.
    private static func rate(_ logInterval: Int8) -> Double {
        let step = min(max(Int(logInterval), -30), 30)
        return step < 0 ? Double(1 << -step) : 1 / Double(1 << step)
    }
}
