// SPDX-License-Identifier: Apache-2.0

public import Board
import CLinux
import Glibc

/// A network interface of this machine, with what it has now.
public struct InterfaceState: Hashable, Sendable {
    public struct Address: Hashable, Sendable {
        public var address: IPAddress
        /// Of its network's prefix.
        public var length: UInt8
    }

    public let name: String
    /// "52:54:00:12:34:56"; `nil` where it has none.
    public let mac: String?
    public let isUp: Bool
    /// Whether its cable leads somewhere.
    public let isRunning: Bool
    public let addresses: [Address]
    /// Where what is elsewhere goes by this interface.
    public let gateways: [IPAddress]
    /// Octets in a frame.
    public let mtu: Int?
    /// Mbit/s; `nil` where the interface does not say.
    public let speed: Int?

    /// All but the loopback, by name.
    public static var all: [InterfaceState] {
        let addresses = Dictionary(grouping: allAddresses, by: \.name)
        let gateways = GatewayTable.now
        return SysfsFiles.names(in: "/sys/class/net").compactMap { name in
            guard name != "lo", let link = try? NetworkInterface(name) else { return nil }
            return InterfaceState(link, (addresses[name] ?? []).map(\.address), gateways[name] ?? [])
        }
    }

    private init(_ link: NetworkInterface, _ addresses: [Address], _ gateways: [IPAddress]) {
        (name, isUp, isRunning) = (link.name, link.isUp, link.isRunning)
        let folder = "/sys/class/net/\(link.name)/"
        mac = link.mac == nil ? nil : SysfsFiles.text(at: folder + "address")
        mtu = SysfsFiles.text(at: folder + "mtu").flatMap { Int($0) }
        speed = Self.speed(of: link.name)
        (self.addresses, self.gateways) = (addresses, gateways)
    }

    /// Mbit/s; `nil` where it does not say.
    public static func speed(of name: String) -> Int? {
        SysfsFiles.text(at: "/sys/class/net/\(name)/speed").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    }

    private static var allAddresses: [(name: String, address: Address)] {
        let room = 256
        var raw = [clinux_address](repeating: clinux_address(), count: room)
        let count = unsafe clinux_addresses(&raw, Int32(room))
        return raw.prefix(min(room, Int(max(0, count)))).map { one in
            var one = one
            let name = unsafe withUnsafeBytes(of: &one.name) {
                unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            let number = unsafe withUnsafeBytes(of: &one.octets) {
                unsafe $0.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
            }
            return (name, Address(address: IPAddress(number: number), length: one.length))
        }
    }
}

/// The name servers that this machine asks.
public enum NameServers {
    public static var now: [IPAddress] {
        // Where a resolver stands between, its own list says whom it asks.
        let text = HostText.read("/run/systemd/resolve/resolv.conf") ?? HostText.read("/etc/resolv.conf") ?? ""
        return read(text)
    }

    /// resolv.conf(5)
    static func read(_ text: String) -> [IPAddress] {
        text.split(separator: "\n").compactMap { line in
            let words = line.split { $0 == " " || $0 == "\t" }
            guard words.count > 1, words[0] == "nameserver" else { return nil }
            return IPAddress(String(words[1].prefix { $0 != "%" }))
        }
    }
}
