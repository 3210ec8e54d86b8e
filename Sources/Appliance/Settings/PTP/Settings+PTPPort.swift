// SPDX-License-Identifier: Apache-2.0

public import PTP

extension Settings.PTPService {
    /// One of `ptp.ports`.
    public struct Port: Sendable, Equatable {
        /// Who is to stamp what passes the wire.
        public enum Timestamps: String, Sendable, CaseIterable {
            /// The card where it can and its clock is kept right, else the kernel.
            case auto
            case hardware, software
        }

        /// How the way's delay is measured.
        public enum Delay: String, Sendable, CaseIterable {
            /// By the client, to us.
            case e2e
            /// By each neighbour, to the next.
            case p2p
        }

        public var interface: String
        public var profile: Profile
        public var transport: PortSettings.Transport
        public var timestamps: Timestamps = .auto
        public var domain: UInt8
        public var delayMechanism: Delay
        public var priority1: UInt8
        public var priority2: UInt8
        /// Of the alternate best-master algorithm: 1 ... 255.
        public var localPriority: UInt8
        /// Log2 of seconds between two messages, within what the profile allows.
        public var logAnnounceInterval: Int8
        public var logSyncInterval: Int8
        public var logMinDelayReqInterval: Int8
        public var logMinPdelayReqInterval: Int8
        /// Announce intervals until a silent master counts as gone: 2 ... 10.
        public var announceReceiptTimeout: UInt8
        /// 1: as the standard of 2019 has it. 0: for cards that stamp nothing else.
        public var minorVersion: UInt8
        /// Whether it never gives way to another master.
        public var grandmasterOnly: Bool
        /// delayAsymmetry (IEEE 1588-2019, 7.4.2): −1 000 000 000 ... 1 000 000 000 ns, positive where the way from us is the longer one.
        public var asymmetryNs: Double = 0
        /// From the wire to the stamp of an arrival, and from the stamp of a sending to the wire: ±1 000 000 ns.
        public var ingressLatencyNs: Double = 0
        public var egressLatencyNs: Double = 0
        /// Whether a card that can write the time into a Sync itself does so: `auto` or `true`.
        public var oneStep = true
        /// Whether messages are sent to the group.
        public var multicast: Bool
        public var unicast: Unicast
        /// Delay requests a second that one client without a grant is answered: 1 ... 1000.
        public var delayRequestsPerClient: Int
        /// Of IPv6 groups (RFC 4291, 2.7): 1 the interface, 2 the link, 4 the administration, 5 the site, 8 the
        /// organisation, 14 everywhere.
        public var scope: UInt8
        /// Whether Ethernet messages go to the group that bridges pass on.
        public var forwardable: Bool
        /// Of event messages, differentiated services (RFC 2474): 0 ... 63; 46 is expedited forwarding.
        public var dscp: UInt8 = 46
        /// The kernel's priority of what is sent, 0 ... 7, which a VLAN's egress map turns into its tag's; `nil`: what
        /// follows from ``dscp``.
        public var vlanPriority: Int?
        /// How many routers messages to the group may pass, and one: 1 ... 255.
        public var ttl: UInt8 = 1

        /// As the profile has it.
        public init(interface: String, profile: Profile = .defaultE2E) {
            let usual = PortSettings(profile)
            (self.interface, self.profile, transport, domain) = (interface, profile, usual.transport, usual.domain)
            (priority1, priority2, localPriority) = (usual.priority1, usual.priority2, usual.localPriority)
            (logAnnounceInterval, logSyncInterval) = (usual.logAnnounceInterval, usual.logSyncInterval)
            logMinDelayReqInterval = usual.logMinDelayRequestInterval
            logMinPdelayReqInterval = usual.logMinPeerDelayRequestInterval
            announceReceiptTimeout = usual.announceReceiptTimeout
            (minorVersion, grandmasterOnly) = (usual.minorVersion, usual.isGrandmasterOnly)
            delayMechanism = usual.delayMechanism == .peerToPeer ? .p2p : .e2e
            (multicast, scope, forwardable) = (usual.isMulticast, usual.ipv6Scope, usual.isForwardable)
            delayRequestsPerClient = usual.delayRequestsPerClient
            unicast = Unicast(enabled: usual.unicast != nil, limits: usual.unicast ?? UnicastLimits())
        }
    }
}

extension Settings.PTPService.Port {
    /// As the protocol takes it.
    public var protocolSettings: PortSettings {
        var settings = PortSettings(profile)
        (settings.transport, settings.domain) = (transport, domain)
        (settings.priority1, settings.priority2, settings.localPriority) = (priority1, priority2, localPriority)
        (settings.logAnnounceInterval, settings.logSyncInterval) = (logAnnounceInterval, logSyncInterval)
        settings.logMinDelayRequestInterval = logMinDelayReqInterval
        settings.logMinPeerDelayRequestInterval = logMinPdelayReqInterval
        settings.announceReceiptTimeout = announceReceiptTimeout
        (settings.minorVersion, settings.isGrandmasterOnly) = (minorVersion, grandmasterOnly)
        (settings.isMulticast, settings.unicast) = (multicast, unicast.limits)
        settings.delayMechanism = delayMechanism == .p2p ? .peerToPeer : .endToEnd
        settings.delayRequestsPerClient = delayRequestsPerClient
        (settings.ipv6Scope, settings.isForwardable) = (scope, forwardable)
        settings.delayAsymmetry = TimeInterval(.nanoseconds(asymmetryNs))
        settings.ingressLatency = TimeInterval(.nanoseconds(ingressLatencyNs))
        settings.egressLatency = TimeInterval(.nanoseconds(egressLatencyNs))
        return settings
    }
}
