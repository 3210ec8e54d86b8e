// SPDX-License-Identifier: Apache-2.0

extension Profile {
    /// The profile's line, by the figures of its standard.
    public var row: ProfileRow {
        switch self {
        case .defaultE2E:
            ProfileRow(
                transport: .udp4, sdoId: 0, domain: 0, domains: 0...127, delayMechanism: .endToEnd,
                logAnnounceInterval: 1, logSyncInterval: 0, logMinDelayRequestInterval: 0,
                logMinPeerDelayRequestInterval: 0, announceReceiptTimeout: 3, priority1: 128, priority2: 128,
                isMulticast: true, isUnicast: true, bestMaster: .standard, classes: .standard)
        case .defaultP2P:
            ProfileRow(
                transport: .udp4, sdoId: 0, domain: 0, domains: 0...127, delayMechanism: .peerToPeer,
                logAnnounceInterval: 1, logSyncInterval: 0, logMinDelayRequestInterval: 0,
                logMinPeerDelayRequestInterval: 0, announceReceiptTimeout: 3, priority1: 128, priority2: 128,
                isMulticast: true, isUnicast: false, bestMaster: .standard, classes: .standard)
        case .g8265_1:
            ProfileRow(
                transport: .udp4, sdoId: 0, domain: 4, domains: 4...23, delayMechanism: .endToEnd,
                logAnnounceInterval: 1, logSyncInterval: -4, logMinDelayRequestInterval: -4,
                logMinPeerDelayRequestInterval: 0, announceReceiptTimeout: 2, priority1: 128, priority2: 128,
                isMulticast: false, isUnicast: true, bestMaster: .none,
                classes: ClassRule(locked: 84, holdover: 90, degraded: 104, unset: 110))
        case .g8275_1:
            ProfileRow(
                transport: .ethernet, sdoId: 0, domain: 24, domains: 24...43, delayMechanism: .endToEnd,
                logAnnounceInterval: -3, logSyncInterval: -4, logMinDelayRequestInterval: -4,
                logMinPeerDelayRequestInterval: 0, announceReceiptTimeout: 3, priority1: 128, priority2: 128,
                isMulticast: true, isUnicast: false, bestMaster: .alternate,
                classes: ClassRule(locked: 6, holdover: 7, degraded: 140, unset: 248))
        case .g8275_2:
            ProfileRow(
                transport: .udp4, sdoId: 0, domain: 44, domains: 44...63, delayMechanism: .endToEnd,
                logAnnounceInterval: 0, logSyncInterval: -4, logMinDelayRequestInterval: -4,
                logMinPeerDelayRequestInterval: 0, announceReceiptTimeout: 2, priority1: 128, priority2: 128,
                isMulticast: false, isUnicast: true, bestMaster: .alternate,
                classes: ClassRule(locked: 6, holdover: 7, degraded: 140, unset: 248))
        case .dot1AS:
            ProfileRow(
                transport: .ethernet, sdoId: 0x100, domain: 0, domains: 0...127, delayMechanism: .peerToPeer,
                logAnnounceInterval: 0, logSyncInterval: -3, logMinDelayRequestInterval: 0,
                logMinPeerDelayRequestInterval: 0, announceReceiptTimeout: 3, priority1: 246, priority2: 248,
                isMulticast: true, isUnicast: false, bestMaster: .dot1AS, classes: .standard)
        case .enterprise:
            ProfileRow(
                transport: .udp4, sdoId: 0, domain: 0, domains: 0...127, delayMechanism: .endToEnd,
                logAnnounceInterval: 0, logSyncInterval: 0, logMinDelayRequestInterval: 0,
                logMinPeerDelayRequestInterval: 0, announceReceiptTimeout: 3, priority1: 128, priority2: 128,
                isMulticast: true, isUnicast: false, bestMaster: .standard, classes: .standard)
        case .power:
            ProfileRow(
                transport: .ethernet, sdoId: 0, domain: 254, domains: 0...254, delayMechanism: .peerToPeer,
                logAnnounceInterval: 0, logSyncInterval: 0, logMinDelayRequestInterval: 0,
                logMinPeerDelayRequestInterval: 0, announceReceiptTimeout: 3, priority1: 128, priority2: 128,
                isMulticast: true, isUnicast: false, bestMaster: .standard, classes: .standard)
        case .smpte:
            ProfileRow(
                transport: .udp4, sdoId: 0, domain: 127, domains: 0...127, delayMechanism: .endToEnd,
                logAnnounceInterval: -2, logSyncInterval: -3, logMinDelayRequestInterval: -3,
                logMinPeerDelayRequestInterval: -3, announceReceiptTimeout: 3, priority1: 128, priority2: 128,
                isMulticast: true, isUnicast: true, bestMaster: .standard, classes: .standard)
        }
    }
}

extension ClassRule {
    /// IEEE 1588-2019, table 4: 6, 7, then 52 (degradation alternative A), 248 the default.
    public static let standard = ClassRule(locked: 6, holdover: 7, degraded: 52, unset: 248)
}
