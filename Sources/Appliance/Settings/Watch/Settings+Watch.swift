// SPDX-License-Identifier: Apache-2.0

public import Board
public import PTP

extension Settings {
    /// An item of `watch`: other machines whose clocks are measured, and must agree.
    public struct WatchGroup: Sendable, Equatable {
        /// Letters, digits, `.`, `-` and `_`: no other group's.
        public var group: String
        /// Each an address, a DNS name or a network; a port may be said, `[2001:db8::1]:1123`. `ptp:` and an interface or
        /// an address: PTP clocks, by their own word.
        public var nodes: [WatchNode] = []
        /// How often each is asked: 2 ... 3600 s.
        public var everySeconds = 64
        /// How far one may be from our time, and any two from each other: 0.001 ... 3 600 000 ms.
        public var thresholdMs = 50.0
        /// Whose management messages are understood by the PTP clocks among them.
        public var ptpProfile = Profile.defaultE2E
        /// Of the PTP clocks; `nil`: the profile's own.
        public var ptpDomain: Int?
    }

    /// One machine, or those of a network.
    public enum WatchNode: Hashable, Sendable {
        case host(HostPort)
        case network(AddressPrefix)
        case ptp(PTPWay)

        /// No more machines are watched than this, all groups together.
        public static let most = 4_096

        /// NTP's.
        static let port: UInt16 = 123
    }

    /// Which PTP clocks are asked by management messages.
    public enum PTPWay: Hashable, Sendable {
        /// All that answer on the link of an interface.
        case link(interface: String)
        case address(IPAddress)
    }
}

extension Settings.PTPWay: CustomStringConvertible {
    /// `ptp:eth0`, `ptp:10.0.0.5`
    public var description: String {
        switch self {
        case .link(let interface): "ptp:\(interface)"
        case .address(let address): "ptp:\(address)"
        }
    }

    init(parsing text: String) throws(SettingRefusal) {
        let name = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
        if let address = IPAddress(name) {
            self = .address(address)
            return
        }
        guard Self.isInterface(text) else {
            throw SettingRefusal(
                "\(quoted("ptp:" + text)) must be ptp: and the name of a network interface or an address, such as ptp:eth0"
            )
        }
        self = .link(interface: text)
    }

    /// netdevice(7): at most 15 octets (IFNAMSIZ).
    private static func isInterface(_ name: String) -> Bool {
        (1...15).contains(name.utf8.count) && name != "." && name != ".."
            && !name.contains { "/:[]".contains($0) || $0.isWhitespace }
    }
}

extension Settings.WatchNode: CustomStringConvertible {
    public var description: String {
        switch self {
        case .host(let host):
            if host.port != Self.port { "\(host)" } else { host.host.contains(":") ? "[\(host.host)]" : host.host }
        case .network(let prefix): "\(prefix)"
        case .ptp(let way): "\(way)"
        }
    }

    /// Throws what is wrong, in words for whoever wrote it.
    init(parsing text: String) throws(SettingRefusal) {
        if text.hasPrefix("ptp:") {
            self = .ptp(try Settings.PTPWay(parsing: String(text.dropFirst(4))))
            return
        }
        guard text.contains("/") else {
            self = .host(try HostPort(parsing: text, port: Self.port).bare)
            return
        }
        let prefix = try AddressPrefix(parsing: text)
        guard prefix.hostBits <= 12 else {
            let shortest = (prefix.address.isV4 ? 32 : 128) - 12
            throw SettingRefusal("\(quoted(text)) has too many addresses; /\(shortest) is the largest network")
        }
        self = .network(prefix)
    }

    /// How many addresses it stands for, as far as that is known without asking name servers.
    var count: Int {
        switch self {
        case .host, .ptp: 1
        case .network(let prefix): prefix.hosts.count
        }
    }
}

extension HostPort {
    /// An address without brackets.
    fileprivate var bare: HostPort {
        guard host.hasPrefix("["), host.hasSuffix("]") else { return self }
        return HostPort(host: String(host.dropFirst().dropLast()), port: port)
    }
}

extension AddressPrefix {
    var hostBits: Int { (address.isV4 ? 32 : 128) - Int(length) }

    /// The addresses in it that a machine may have: of IPv4, not the network's own and not that of all (RFC 3021: a
    /// network of two has neither).
    var hosts: [IPAddress] {
        let size = UInt128(1) << UInt128(min(hostBits, 12))
        let isBroadcast = address.isV4 && size > 2
        let range = isBroadcast ? 1..<(size - 1) : 0..<size
        return range.map { IPAddress(number: address.number + $0) }
    }
}
