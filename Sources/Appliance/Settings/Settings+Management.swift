// SPDX-License-Identifier: Apache-2.0

public import Board

extension Settings {
    /// `management`: the page and the API, over HTTP.
    public struct Management: Sendable, Equatable {
        /// What may be readable without a login.
        public enum Topic: String, Sendable, CaseIterable, CustomStringConvertible {
            /// What the time is worth and where it comes from, on the page and in the API.
            case status
            /// `/metrics`.
            case metrics

            public var description: String { rawValue }
        }

        /// Empty: none.
        public var listen: [IPEndpoint]
        /// Where plain HTTP does nothing but point to the page over TLS. Without the key: port 80 beside every 443 of
        /// ``listen``, while TLS is on.
        public var redirect: [IPEndpoint] = []
        public var tls = TLS()
        /// The file of users and API tokens; `nil`: there are none, and what is not ``open`` is closed.
        public var users: String?
        /// Nothing, where the file does not say otherwise.
        public var open: [Topic] = []
        /// `nil`: nobody is believed to have logged in elsewhere.
        public var proxy: Proxy?

        public init(listen: [IPEndpoint], redirect: [IPEndpoint] = [], tls: TLS = TLS()) {
            (self.listen, self.redirect, self.tls) = (listen, redirect, tls)
        }
    }
}

extension Settings.Management {
    /// `management.tls`.
    public struct TLS: Sendable, Equatable {
        public enum Mode: String, Sendable, CaseIterable { case on, off }

        /// Without the key: on, unless all of `listen` is on the loopback, which nobody else hears.
        public var mode: Mode = .off
        /// A chain in PEM, the appliance's own certificate first. Made at the first start where it is not there;
        /// replaced by an upload.
        public var certificate: String?
        /// Its key in PEM; `nil`: in the certificate's file.
        public var key: String?

        public init(mode: Mode = .off, certificate: String? = nil, key: String? = nil) {
            (self.mode, self.certificate, self.key) = (mode, certificate, key)
        }

        public var isOn: Bool { mode == .on }
    }

    /// `management.proxy`: a reverse proxy that has asked for a password already.
    public struct Proxy: Sendable, Equatable {
        /// The header in which it names the user, such as `X-Remote-User`. The role is that of the user of that name.
        public var header: String
        /// Whom the header is believed from; nobody else.
        public var from: [AddressPrefix]

        public init(header: String, from: [AddressPrefix]) { (self.header, self.from) = (header, from) }
    }

    /// For a person at the same machine: nothing secret, and nothing to keep out.
    static var demonstration: Self {
        var management = Self(listen: [.loopback(port: 8080)])
        management.tls.certificate = RuntimeFolder.path + "/tls.pem"
        management.users = RuntimeFolder.path + "/users.json"
        management.open = Topic.allCases
        return management
    }

    static var appliance: Self {
        var management = Self(listen: [.anyIPv4(port: 443), .anyIPv6(port: 443)])
        management.tls = TLS(mode: .on, certificate: Settings.stateFolder + "/tls.pem")
        management.users = Settings.stateFolder + "/users.json"
        management.redirect = management.usualRedirect
        return management
    }

    /// Port 80 beside every 443.
    var usualRedirect: [IPEndpoint] {
        guard tls.isOn else { return [] }
        return listen.filter { $0.port == 443 }.map { IPEndpoint($0.address, port: 80, scope: $0.scope) }
    }
}

extension Settings {
    /// Where the appliance keeps what it must not forget.
    public static let stateFolder = "/var/lib/gnomon"
}

extension AddressPrefix {
    /// Whether the address lies within.
    public func contains(_ other: IPAddress) -> Bool {
        guard address.isV4 == other.isV4 else { return false }
        let free = (address.isV4 ? 32 : 128) - Int(length)
        return free >= 128 || (address.number ^ other.number) >> UInt128(free) == 0
    }
}
