// SPDX-License-Identifier: Apache-2.0

public import Board

extension Settings {
    /// An item of `network`: where an interface of this machine has its addresses from. An interface that is not named is
    /// left to whoever else looks after it.
    public struct NetworkInterface: Sendable, Equatable {
        public enum Method: String, Sendable, CaseIterable {
            /// From the network: DHCP, and for IPv6 what routers announce.
            case dhcp
            /// As ``addresses`` says.
            case fixed = "static"
        }

        public var interface: String
        public var method: Method = .dhcp
        public var addresses: [InterfaceAddress] = []
        /// For what is elsewhere: one of each protocol.
        public var gateways: [IPAddress] = []
        /// Name servers; with DHCP they come before those of the network.
        public var dns: [IPAddress] = []
        /// The tag of a VLAN upon the interface, 1 ... 4094: then all this is of the VLAN, `eth0.100`.
        public var vlan: Int?

        /// What the kernel calls it: "eth0", "eth0.100".
        public var name: String { vlan.map { "\(interface).\($0)" } ?? interface }
    }

    /// An address and the length of its network's prefix: `10.0.0.2/24`.
    public struct InterfaceAddress: Hashable, Sendable, CustomStringConvertible {
        public var address: IPAddress
        public var length: UInt8

        public init(_ address: IPAddress, length: UInt8) { (self.address, self.length) = (address, length) }

        public var description: String { "\(address)/\(length)" }
    }
}

extension Settings.InterfaceAddress {
    /// Throws what is wrong, in words for whoever wrote it.
    init(parsing text: String) throws(SettingRefusal) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let address = IPAddress(String(parts[0])), !address.isUnspecified else {
            throw SettingRefusal("\(quoted(text)) is not an address such as 10.0.0.2/24 or 2001:db8::2/64")
        }
        let most = address.isV4 ? 32 : 128
        guard parts.count == 2, let length = UInt8(parts[1]), (1...most).contains(Int(length)) else {
            let example = "\(address)/\(address.isV4 ? 24 : 64)"
            throw SettingRefusal("\(quoted(text)) needs the length of its network's prefix, such as \(example)")
        }
        self.init(address, length: length)
    }

    /// Whether another address lies in the same network.
    func reaches(_ other: IPAddress) -> Bool {
        let free = (address.isV4 ? 32 : 128) - Int(length)
        return address.isV4 == other.isV4 && (address.number ^ other.number) >> UInt128(free) == 0
    }
}
