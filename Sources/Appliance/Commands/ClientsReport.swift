// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import TimeBase

/// What `gnomon clients` and `GET /api/v1/clients` tell: who asks for the time, the last heard first.
public struct ClientsReport: Codable, Hashable, Sendable {
    /// What the time can be asked for by.
    public enum Service: String, Codable, Hashable, Sendable, CaseIterable {
        case ntp, ptp
    }

    public struct Client: Codable, Hashable, Sendable {
        public var address: String
        /// Of NTP, as its last packet said; `null` where it could not be told.
        @Nullable public var version: Int?
        /// How it proved who it is, the last time that it was answered: "none", "SHA256".
        public var authentication: String
        /// Whether that was in the interleaved mode.
        public var interleaved: Bool
        public var answered: UInt64
        public var refused: UInt64
        /// Why, the last time that it got no answer.
        @Nullable public var lastRefusal: String?
        /// Packets a minute of late; `null` after a single one.
        @Nullable public var perMinute: Double?
        public var secondsSinceFirst: Double
        public var secondsSinceLast: Double
        /// UTC, ISO 8601, as our clock showed it.
        public var lastSeen: String
    }

    public var ntp: [Client]
    /// How many are known; ``ntp`` may have fewer.
    public var known: Int
    /// Those of ``ntp`` and beyond who have asked most, the busiest first.
    public var busiest: [Client]
    /// How many different clients were answered of late.
    public var distinct: NTPFacts.Distinct
    /// Packets that were not answered, by reason.
    public var refused: [NamedCount]
    /// Of those, how many were told so by a kiss-o'-death.
    public var kissed: UInt64
    /// Packets that the kernel had no room for.
    public var overruns: UInt64
    public var ptp: [PTPClient]
    /// How many are known; ``ptp`` may have fewer.
    public var ptpKnown: Int
    /// What was asked for, for people; `nil`: both.
    public var service: Service?

    private enum CodingKeys: String, CodingKey {
        case ntp, known, busiest, distinct, refused, kissed, overruns, ptp, ptpKnown
    }

    private static let mostBusy = 10

    /// - Parameter most: how many of each are told.
    public init(
        _ clients: [NTPClientFacts], ptp: [PTPClientFacts] = [], in snapshot: ApplianceSnapshot, most: Int = 1_000
    ) {
        (known, ptpKnown) = (clients.count, ptp.count)
        ntp = clients.prefix(most).map { Client($0, in: snapshot) }
        busiest = clients.sorted { $0.asked > $1.asked }.prefix(Self.mostBusy).map { Client($0, in: snapshot) }
        (distinct, refused) = (snapshot.ntp.distinct, snapshot.ntp.dropped)
        (kissed, overruns) = (snapshot.ntp.kissed, snapshot.ntp.overruns)
        self.ptp = ptp.prefix(most).map { PTPClient($0, in: snapshot) }
    }
}

extension NTPClientFacts {
    fileprivate var asked: UInt64 { answered &+ refused }
}

extension ClientsReport.Client {
    fileprivate init(_ facts: NTPClientFacts, in snapshot: ApplianceSnapshot) {
        self.init(
            address: "\(facts.address)", version: facts.version == 0 ? nil : Int(facts.version),
            authentication: facts.manner.proofName, interleaved: facts.manner.isInterleaved, answered: facts.answered,
            refused: facts.refused, lastRefusal: facts.lastRefusal.map { "\($0)" },
            perMinute: facts.perMinute, secondsSinceFirst: (snapshot.now - facts.first).realSeconds,
            secondsSinceLast: (snapshot.now - facts.last).realSeconds, lastSeen: snapshot.utcText(at: facts.last))
    }
}
