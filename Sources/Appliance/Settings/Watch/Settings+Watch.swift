// SPDX-License-Identifier: Apache-2.0

import Board

extension Settings {
    /// An item of `watch`: other machines whose clocks are measured, and must agree.
    public struct WatchGroup: Sendable, Equatable {
        /// Letters, digits, `.`, `-` and `_`: no other group's.
        public var group: String
        /// Each an address, a DNS name or a network; a port may be said, `[2001:db8::1]:1123`.
        public var nodes: [WatchNode] = []
        /// How often each is asked: 2 ... 3600 s.
        public var everySeconds = 64
        /// How far one may be from our time, and any two from each other: 0.001 ... 3 600 000 ms.
        public var thresholdMs = 50.0
    }

    /// One machine, or those of a network.
    public enum WatchNode: Hashable, Sendable {
        case host(HostPort)
        case network(AddressPrefix)

        /// No more machines are watched than this, all groups together.
        public static let most = 4_096

        /// NTP's.
        static let port: UInt16 = 123
    }
}

extension Settings.WatchNode: CustomStringConvertible {
    public var description: String {
        switch self {
        case .host(let host):
            if host.port != Self.port { "\(host)" } else { host.host.contains(":") ? "[\(host.host)]" : host.host }
        case .network(let prefix): "\(prefix)"
        }
    }

    /// Throws what is wrong, in words for whoever wrote it.
    init(parsing text: String) throws(SettingRefusal) {
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
        case .host: 1
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
