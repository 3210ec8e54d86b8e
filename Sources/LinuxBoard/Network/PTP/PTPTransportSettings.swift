// SPDX-License-Identifier: Apache-2.0

public import Board
import CLinux

extension PTPTransport {
    /// What carries the messages (IEEE 1588-2019, annexes C, D, E).
    public enum Kind: Sendable, CaseIterable {
        case udp4, udp6, ethernet

        var number: Int32 {
            switch self {
            case .udp4: Int32(CLINUX_PTP_UDP4)
            case .udp6: Int32(CLINUX_PTP_UDP6)
            case .ethernet: Int32(CLINUX_PTP_ETHERNET)
            }
        }
    }

    /// Who stamps what is sent and heard.
    public enum Stamper: Sendable, CaseIterable {
        case kernel, card
        /// The card, which also writes a Sync's time into the Sync.
        case cardOneStep

        var number: Int32 {
            Int32(self == .kernel ? CLINUX_STAMP_SOFTWARE : CLINUX_STAMP_HARDWARE)
        }
    }

    /// How the sockets are to be.
    public struct Settings: Sendable {
        public var kind: Kind
        public var stamper: Stamper
        /// Where the card stamps: the number N of the `/dev/ptpN` in whose time stamps are told, if that is a virtual
        /// clock upon the card's own (Documentation/driver-api/ptp.rst); `nil`: the card's own.
        public var virtualClock: Int?
        /// UDP: the only address that is listened on, and no group with it; `nil`: all of the interface's, and the groups.
        public var address: IPAddress?
        public var eventPort: UInt16 = 319
        public var generalPort: UInt16 = 320
        /// UDP/IPv6: how far the primary group reaches, the x of FF0x::181 (RFC 4291, 2.7): 1...14.
        public var scope: UInt8 = 0xE
        /// Routers that a message may pass: 1...255.
        public var multicastHops: UInt8 = 1
        public var unicastHops: UInt8 = 64
        /// UDP: differentiated services code points, 0...63; 46 is expedited forwarding (RFC 3246).
        public var eventDSCP: UInt8 = 46
        public var generalDSCP: UInt8 = 0
        /// The kernel's priority of what is sent, 0...15, which a VLAN's egress map turns into its tag's; `nil`: what
        /// follows from the DSCP, or 0.
        public var priority: UInt8?
        /// Octets that may wait in the kernel, each way and socket.
        public var buffer = 4 << 20

        public init(_ kind: Kind, stamper: Stamper = .kernel) { (self.kind, self.stamper) = (kind, stamper) }
    }
}
