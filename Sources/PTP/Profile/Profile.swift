// SPDX-License-Identifier: Apache-2.0

/// The sets of rules that a port can follow, by the names of the configuration.
public enum Profile: String, Sendable, CaseIterable {
    /// IEEE 1588-2019, Annex I.3: delay request-response.
    case defaultE2E = "default-e2e"
    /// IEEE 1588-2019, Annex I.4: peer-to-peer.
    case defaultP2P = "default-p2p"
    /// ITU-T G.8265.1: frequency over networks that know nothing of PTP, unicast.
    case g8265_1 = "g8265.1"
    /// ITU-T G.8275.1: phase with full timing support, Ethernet.
    case g8275_1 = "g8275.1"
    /// ITU-T G.8275.2: phase with partial timing support, unicast.
    case g8275_2 = "g8275.2"
    /// IEEE 802.1AS-2020: time-sensitive networking, the grandmaster's side.
    case dot1AS = "802.1as"
    /// RFC 9760: enterprise networks, multicast and unicast mixed.
    case enterprise
    /// IEEE C37.238-2017: substations.
    case power
    /// SMPTE ST 2059-2: broadcast.
    case smpte
}

/// One profile's line of the table.
public struct ProfileRow: Sendable, Equatable {
    /// How two masters are compared.
    public enum BestMaster: Sendable {
        /// IEEE 1588-2019, 9.3.
        case standard
        /// G.8275.1 and G.8275.2, 6.3: no priority1, a local priority, and several grandmasters at once.
        case alternate
        /// IEEE 802.1AS-2020, 10.3.
        case dot1AS
        /// None: masters are told, not found (G.8265.1).
        case none
    }

    public var transport: PortSettings.Transport
    public var sdoId: UInt16
    public var domain: UInt8
    public var domains: ClosedRange<UInt8>
    public var delayMechanism: DelayMechanism
    public var logAnnounceInterval: Int8
    public var logSyncInterval: Int8
    public var logMinDelayRequestInterval: Int8
    public var logMinPeerDelayRequestInterval: Int8
    public var announceReceiptTimeout: UInt8
    public var priority1: UInt8
    public var priority2: UInt8
    public var isMulticast: Bool
    public var isUnicast: Bool
    public var bestMaster: BestMaster
    public var classes: ClassRule
}

/// What clockClass says of each condition of the clock.
public struct ClassRule: Sendable, Equatable {
    public var locked: UInt8
    /// In holdover, within its budget.
    public var holdover: UInt8
    /// Its budget is spent, or its time is doubted: it was right once.
    public var degraded: UInt8
    /// Never yet locked.
    public var unset: UInt8
}
