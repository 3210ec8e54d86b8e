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
    /// IEEE C37.238-2017, with IEC/IEEE 61850-9-3 that it extends: substations.
    case power
    /// SMPTE ST 2059-2: broadcast.
    case smpte

    /// What people call it.
    public var name: String {
        switch self {
        case .defaultE2E: "the default profile (end to end)"
        case .defaultP2P: "the default profile (peer to peer)"
        case .g8265_1: "G.8265.1"
        case .g8275_1: "G.8275.1"
        case .g8275_2: "G.8275.2"
        case .dot1AS: "IEEE 802.1AS"
        case .enterprise: "the enterprise profile"
        case .power: "IEEE C37.238"
        case .smpte: "SMPTE ST 2059-2"
        }
    }
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

    public init(locked: UInt8, holdover: UInt8, degraded: UInt8, unset: UInt8) {
        (self.locked, self.holdover, self.degraded, self.unset) = (locked, holdover, degraded, unset)
    }
}
