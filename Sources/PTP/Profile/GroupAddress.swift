// SPDX-License-Identifier: Apache-2.0

public import Board

/// The groups that PTP's multicast messages go to (IEEE 1588-2019, annexes C, D and E). Those of peer delay go to a group
/// that no bridge or router passes on, since they measure one link.
public enum GroupAddress {
    /// 224.0.1.129 and 224.0.0.107 (C.3).
    public static let udp4 = MessageAddress.ip(IPAddress(v4: 0xE000_0181))
    public static let udp4Peer = MessageAddress.ip(IPAddress(v4: 0xE000_006B))
    /// 01-1B-19-00-00-00 and 01-80-C2-00-00-0E (E.3).
    public static let ethernet = MessageAddress.ethernet(MACAddress(0x011B_1900_0000))
    public static let ethernetPeer = MessageAddress.ethernet(MACAddress(0x0180_C200_000E))
    /// FF02::6B (D.3).
    public static let udp6Peer = MessageAddress.ip(IPAddress(number: 0xFF02 << 112 | 0x6B))

    /// FF0x::181 (D.3): `scope` is the x of RFC 4291, 2.7: 2 the link, 5 the site, 8 the organisation, 0xE the world.
    public static func udp6(scope: UInt8) -> MessageAddress {
        .ip(IPAddress(number: (0xFF00 | UInt128(scope & 0xF)) << 112 | 0x181))
    }
}

extension Profile {
    /// Whether Ethernet messages other than those of peer delay go to the group that bridges pass on: G.8275.1 and
    /// 802.1AS (11.3.4) stay on the link, so that every node on the way takes part.
    public var isForwardable: Bool { self != .g8275_1 && self != .dot1AS }
}

extension PortSettings {
    /// The group that this port's multicast messages of a kind go to.
    public func group(for type: MessageType) -> MessageAddress {
        let isPeer = type.isPeerDelay
        return switch transport {
        case .udp4: isPeer ? GroupAddress.udp4Peer : GroupAddress.udp4
        case .udp6: isPeer ? GroupAddress.udp6Peer : GroupAddress.udp6(scope: ipv6Scope)
        case .ethernet: isPeer || !isForwardable ? GroupAddress.ethernetPeer : GroupAddress.ethernet
        }
    }

    /// The groups to listen to: both, whichever mechanism is used, as a neighbour may ask for the other.
    public var groups: [MessageAddress] {
        let main = group(for: .announce)
        let peer = group(for: .peerDelayRequest)
        return main == peer ? [main] : [main, peer]
    }
}

extension MessageType {
    /// Of the peer-to-peer mechanism.
    public var isPeerDelay: Bool {
        self == .peerDelayRequest || self == .peerDelayResponse || self == .peerDelayResponseFollowUp
    }
}
