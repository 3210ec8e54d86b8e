// SPDX-License-Identifier: Apache-2.0

public import Board

/// The groups that PTP's messages are sent to (IEEE 1588-2019, annexes C.3, D.3, E.3): the primary one, and that of
/// messages which measure the way to the neighbour and are never forwarded.
public struct PTPGroups: Hashable, Sendable {
    public var primary: MessageAddress
    public var peer: MessageAddress

    /// - Parameter scope: UDP/IPv6: the x of FF0x::181, 1...14.
    public init(of kind: PTPTransport.Kind, scope: UInt8 = 0xE) {
        switch kind {
        case .udp4:
            // 224.0.1.129 and 224.0.0.107.
            primary = .ip(IPAddress(v4: 0xE000_0181))
            peer = .ip(IPAddress(v4: 0xE000_006B))
        case .udp6:
            // FF0x::181 and FF02::6B.
            primary = .ip(IPAddress(number: UInt128(0xFF00 | UInt16(scope & 0xF)) << 112 | 0x181))
            peer = .ip(IPAddress(number: UInt128(0xFF02) << 112 | 0x6B))
        case .ethernet:
            primary = .ethernet(MACAddress(0x011B_1900_0000))
            peer = .ethernet(MACAddress(0x0180_C200_000E))
        }
    }
}
