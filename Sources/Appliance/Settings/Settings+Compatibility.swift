// SPDX-License-Identifier: Apache-2.0

public import Board

/// Where a service listens: at an address of the network, or at a file of this machine.
public enum ListenPlace: Hashable, Sendable, CustomStringConvertible {
    case endpoint(IPEndpoint)
    /// The path of a UNIX socket.
    case path(String)

    public var description: String {
        switch self {
        case .endpoint(let endpoint): "\(endpoint)"
        case .path(let path): path
        }
    }
}

extension Settings {
    /// `compatibility`: what answers the tools that people know from other time servers. All of it only looks.
    public struct Compatibility: Sendable, Equatable {
        /// Where `chronyc` may ask (its command protocol, version 6).
        public var chronyc: [ListenPlace]
        /// Where clients of gpsd may ask.
        public var gpsd: [IPEndpoint]
        /// Whether `ntpq` may ask (NTP's control messages, mode 6), wherever NTP is served.
        public var ntpq = true
        /// Who may ask beside this machine itself.
        public var allow: [AddressPrefix] = []

        /// Whether somebody at `address` may ask.
        public func admits(_ address: IPAddress) -> Bool {
            address.isLoopback || allow.contains { $0.contains(address) }
        }
    }

    /// `console`: the ways in for who has no browser.
    public struct Console: Sendable, Equatable {
        /// What `gnomon status` and its kin talk to; `nil`: none.
        public var socket: String?
        /// The serial lines on which people log in: `/dev/ttyS0`.
        public var tty: [String] = []
        /// Bits a second on these lines.
        public var baud: UInt32 = 115_200
        /// Who types nothing for as long is logged out: 1 ... 1440 min.
        public var idleMinutes = 15

        /// What `gnomon console` talks to: beside ``socket``.
        public var sessionSocket: String? {
            socket.map { path in
                let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
                return folder + "console.sock"
            }
        }
    }
}
