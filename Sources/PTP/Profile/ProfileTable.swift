// SPDX-License-Identifier: Apache-2.0

/// The profiles' figures, in three tables as their standards have them: each figure as it usually is, and the range that
/// is allowed. IEEE 1588-2019, annex I; G.8265.1, G.8275.1 and G.8275.2, annexes A; IEEE 802.1AS-2020, 8.6.2, 10.7 and
/// 11.5; RFC 9760, 5 to 12; IEC/IEEE 61850-9-3 and IEEE C37.238-2017, 5; SMPTE ST 2059-2, 5.5.
///
/// Where a standard leaves a range open (IEEE 802.1AS), it is what this program can do. Where it names no usual rate
/// (G.8265.1, G.8275.2), it is sixteen a second.
extension Profile {
    public var row: ProfileRow {
        let (ways, rhythm, rank) = (ways, rhythm, rank)
        return ProfileRow(
            transport: ways.transport, transports: ways.transports, sdoId: ways.sdoId, domain: ways.domain.0,
            domains: ways.domain.1, delayMechanism: ways.delay, allowsBothMechanisms: ways.both,
            isMulticast: ways.multicast, isUnicast: ways.negotiated, allowsOneStep: ways.oneStep,
            logAnnounceInterval: rhythm.announce.0, logAnnounceIntervals: rhythm.announce.1,
            logSyncInterval: rhythm.sync.0, logSyncIntervals: rhythm.sync.1,
            logMinDelayRequestInterval: rhythm.delay.0, logMinDelayRequestIntervals: rhythm.delay.1,
            logMinPeerDelayRequestInterval: rhythm.peer.0, logMinPeerDelayRequestIntervals: rhythm.peer.1,
            announceReceiptTimeout: rhythm.timeout.0, announceReceiptTimeouts: rhythm.timeout.1,
            priority1: rank.priority1.0, priorities1: rank.priority1.1, priority2: rank.priority2,
            bestMaster: rank.best, classes: rank.classes, extensions: rank.extensions,
            tellsUncertainty: rank.uncertain)
    }

    private typealias Ways = (
        transport: PortSettings.Transport, transports: ProfileRow.Transports, sdoId: UInt16,
        domain: (UInt8, ClosedRange<UInt8>), delay: DelayMechanism, both: Bool, multicast: Bool, negotiated: Bool,
        oneStep: Bool
    )
    private typealias Interval = (Int8, ClosedRange<Int8>)
    private typealias Rhythm = (
        announce: Interval, sync: Interval, delay: Interval, peer: Interval, timeout: (UInt8, ClosedRange<UInt8>)
    )
    private typealias Rank = (
        priority1: (UInt8, ClosedRange<UInt8>), priority2: UInt8, best: ProfileRow.BestMaster, classes: ClassRule,
        extensions: ProfileRow.Extensions, uncertain: Bool
    )

    /// How messages go, and between whom.
    // swift-format-ignore
    private var ways: Ways {
        switch self {
        //                 transport  allowed    sdoId  domain          delay        both   group  unicast one-step
        case .defaultE2E: (.udp4,     .any,      0,     (0, 0...127),   .endToEnd,   false, true,  true,   true)
        case .defaultP2P: (.udp4,     .any,      0,     (0, 0...127),   .peerToPeer, false, true,  false,  true)
        case .g8265_1:    (.udp4,     .ip,       0,     (4, 4...23),    .endToEnd,   false, false, true,   true)
        case .g8275_1:    (.ethernet, .ethernet, 0,     (24, 24...43),  .endToEnd,   false, true,  false,  true)
        case .g8275_2:    (.udp4,     .ip,       0,     (44, 44...63),  .endToEnd,   false, false, true,   true)
        case .dot1AS:     (.ethernet, .ethernet, 0x100, (0, 0...127),   .peerToPeer, false, true,  false,  false)
        case .enterprise: (.udp4,     .ip,       0,     (0, 0...127),   .endToEnd,   false, true,  false,  true)
        case .power:      (.ethernet, .ethernet, 0,     (254, 0...255), .peerToPeer, false, true,  false,  true)
        case .smpte:      (.udp4,     .ip,       0,     (127, 0...127), .endToEnd,   true,  true,  true,   true)
        }
    }

    /// How often: log2 seconds; how many Announce intervals may pass without a word.
    // swift-format-ignore
    private var rhythm: Rhythm {
        switch self {
        //                 announce         sync             delay request    peer delay    receipt timeout
        case .defaultE2E: ((1, 0...4),      (0, -1...1),     (0, 0...5),      (0, 0...5),   (3, 2...10))
        case .defaultP2P: ((1, 0...4),      (0, -1...1),     (0, 0...5),      (0, 0...5),   (3, 2...10))
        case .g8265_1:    ((1, -3...4),     (-4, -7...4),    (-4, -7...4),    (0, 0...0),   (2, 2...10))
        case .g8275_1:    ((-3, -3 ... -3), (-4, -4 ... -4), (-4, -4 ... -4), (0, 0...0),   (3, 3...10))
        case .g8275_2:    ((0, -3...0),     (-4, -7...0),    (-4, -7...0),    (0, 0...0),   (2, 2...10))
        case .dot1AS:     ((0, -3...4),     (-3, -7...4),    (0, 0...0),      (0, -7...4),  (3, 2...10))
        case .enterprise: ((0, 0...0),      (0, -7...7),     (0, -7...7),     (0, 0...0),   (3, 2...10))
        case .power:      ((0, 0...0),      (0, 0...0),      (0, 0...0),      (0, 0...0),   (3, 2...3))
        case .smpte:      ((-2, -3...1),    (-3, -7 ... -1), (-3, -7...4),    (-3, -7...4), (3, 2...10))
        }
    }

    /// Who is the better master, what is said of it, and what its messages carry besides.
    // swift-format-ignore
    private var rank: Rank {
        switch self {
        //                 priority1         2    compared    classes     extensions                          uncertain
        case .defaultE2E: ((128, 0...255),   128, .standard,  .standard,  [],                                 false)
        case .defaultP2P: ((128, 0...255),   128, .standard,  .standard,  [],                                 false)
        case .g8265_1:    ((128, 0...255),   128, .none,      .frequency, [],                                 false)
        case .g8275_1:    ((128, 128...128), 128, .alternate, .telecom,   [],                                 true)
        case .g8275_2:    ((128, 128...128), 128, .alternate, .telecom,   [],                                 true)
        case .dot1AS:     ((246, 0...254),   248, .dot1AS,    .standard,  [.pathTrace, .followUpInformation], false)
        case .enterprise: ((128, 0...255),   128, .standard,  .standard,  [],                                 false)
        case .power:      ((128, 0...255),   128, .standard,  .standard,  .totalInaccuracy,                   false)
        case .smpte:      ((128, 0...255),   128, .standard,  .standard,  .synchronizationMetadata,           false)
        }
    }
}

extension ClassRule {
    /// IEEE 1588-2019, table 4: 6, 7, then 52 (degradation alternative A), 248 the default.
    public static let standard = ClassRule(locked: 6, holdover: 7, degraded: 52, unset: 248)

    /// G.8275.1 and G.8275.2, table 2. Out of its holdover specification a grandmaster tells what its frequency comes
    /// from: 140 from a primary reference clock (category 1), 150 from a clock of category 2, 160 from one of category 3.
    /// Ours comes from its own quartz: 160.
    public static let telecom = ClassRule(locked: 6, holdover: 7, degraded: 160, unset: 248)

    /// G.8265.1, table 1, by the quality levels of option I: 84 is QL-PRC, 90 QL-SSU-A, 104 QL-SEC, 110 QL-DNU.
    public static let frequency = ClassRule(locked: 84, holdover: 90, degraded: 104, unset: 110)
}
