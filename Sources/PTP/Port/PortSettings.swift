// SPDX-License-Identifier: Apache-2.0

/// How one port is to behave: what the profile says, and what the operator chose otherwise.
public struct PortSettings: Sendable, Equatable {
    public enum Transport: String, Sendable, CaseIterable {
        case udp4, udp6, ethernet
    }

    public var profile: Profile
    public var transport: Transport
    public var domain: UInt8
    public var delayMechanism: DelayMechanism
    public var priority1: UInt8
    public var priority2: UInt8 = 128
    /// Of the alternate best-master algorithm (G.8275.1, 6.3): 1...255, lower is better; of our own clock.
    public var localPriority: UInt8 = 128
    /// Log2 seconds between two messages, −7 ... 4.
    public var logAnnounceInterval: Int8
    public var logSyncInterval: Int8
    public var logMinDelayRequestInterval: Int8
    public var logMinPeerDelayRequestInterval: Int8
    /// Announce intervals without a word from another master until it counts as gone: 2...10.
    public var announceReceiptTimeout: UInt8
    /// Of the version number that is sent: 0 or 1.
    public var minorVersion: UInt8 = 1
    /// Never give way to another master.
    public var isGrandmasterOnly = false
    /// Whether messages are sent to the group.
    public var isMulticast: Bool
    /// Whether unicast messages may be negotiated (16.1).
    public var unicast: UnicastLimits?
    /// Delay requests a second that one client without a grant is answered: 1...1 000.
    public var delayRequestsPerClient = 128
    /// delayAsymmetry (7.4.2): positive where the way to us is the shorter one. The clients are told by the corrections of
    /// our messages, so that they must not be given it as well.
    public var delayAsymmetry: TimeInterval = .zero
    /// What a stamp of arrival is later than the wire, and a stamp of sending earlier (7.3.4.2).
    public var ingressLatency: TimeInterval = .zero
    public var egressLatency: TimeInterval = .zero
    /// Of the group that IPv6 multicast goes to (RFC 4291, 2.7): 2 the link, 5 the site, 8 the organisation, 0xE the world.
    public var ipv6Scope: UInt8 = 0xE
    /// Whether Ethernet messages go to the group that bridges pass on (``GroupAddress``).
    public var isForwardable: Bool
    /// Of 802.1AS (11.2.2): a longer way to the neighbour means that something between us knows nothing of it; `nil`: 800 ns
    /// with hardware stamps, 20 ms with software ones, which are no better.
    public var meanLinkDelayThreshold: TimeInterval?
    /// Of C37.238: how substations call this grandmaster, 3...254.
    public var powerGrandmasterID: UInt16 = 3

    /// As the profile has it.
    public init(_ profile: Profile) {
        let row = profile.row
        self.profile = profile
        (transport, domain, delayMechanism) = (row.transport, row.domain, row.delayMechanism)
        (priority1, priority2) = (row.priority1, row.priority2)
        (logAnnounceInterval, logSyncInterval) = (row.logAnnounceInterval, row.logSyncInterval)
        logMinDelayRequestInterval = row.logMinDelayRequestInterval
        logMinPeerDelayRequestInterval = row.logMinPeerDelayRequestInterval
        announceReceiptTimeout = row.announceReceiptTimeout
        isMulticast = row.isMulticast
        isForwardable = profile.isForwardable
        // G.8275.1 and G.8275.2 want it of every port of a grandmaster (6.3, masterOnly); several are masters at once.
        isGrandmasterOnly = row.bestMaster == .alternate
        unicast = row.isUnicast ? UnicastLimits() : nil
    }
}

/// What may be granted to those who ask for unicast messages.
public struct UnicastLimits: Sendable, Equatable {
    /// How many clients may have grants at once: 1...16 384.
    public var clients = 4_096
    /// The shortest interval that is granted, log2 seconds: −7 is 128 messages a second.
    public var shortestLogInterval: Int8 = -7
    /// The longest time that is granted at once: 10...1 000 s (16.1.1).
    public var longestDuration: UInt32 = 300
    /// Messages a second that may be promised to all together.
    public var messagesPerSecond: Int = 200_000

    public init() {}
}

extension ReceiptTimeout {
    init(_ settings: PortSettings, jitter: UInt16) {
        self.init(
            announceInterval: Duration(logInterval: settings.logAnnounceInterval),
            syncInterval: Duration(logInterval: settings.logSyncInterval), count: settings.announceReceiptTimeout,
            jitter: jitter)
    }
}

extension MessageHeader {
    /// What all has that a port sends.
    init(_ type: MessageType, of row: ProfileRow, _ settings: PortSettings, from identity: PortIdentity) {
        self.init(type: type, messageLength: 0, source: identity)
        (sdoId, domain, minorVersion) = (row.sdoId, settings.domain, settings.minorVersion)
    }

    /// Whether it is of the domain and the profile's SDO, and so meant for such ports.
    func isOf(_ row: ProfileRow, _ settings: PortSettings) -> Bool {
        domain == settings.domain && sdoId == row.sdoId
    }
}
