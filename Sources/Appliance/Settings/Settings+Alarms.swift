// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension Settings {
    /// `alarms`: what is alarming, and who is told by which channel.
    public struct Alarms: Sendable, Equatable {
        public var limits = AlarmLimits()
        /// `rules`: how alarms differ from their definitions, by id.
        public var rules: [String: AlarmException] = [:]
        /// In the order of the file.
        public var channels: [Channel] = []
        /// The channels, by name, of the alarms that have a list of their own; empty: told to nobody.
        public var route: [String: [String]] = [:]
        /// `route.default`: the channels of all others; `nil`: all channels.
        public var defaultRoute: [String]?

        /// Who is told of an alarm, in the order of the file.
        public func channels(for id: String) -> [Channel] {
            guard let names = route[id] ?? defaultRoute else { return channels }
            return channels.filter { names.contains($0.name) }
        }
    }

    /// What the alarms' watch and desk go by.
    public var alarmRules: AlarmRules {
        var rules = AlarmRules()
        (rules.limits, rules.exceptions) = (alarms.limits, alarms.rules)
        rules.holdoverLongest = .seconds(clock.holdoverSeconds)
        rules.holdoverError = .nanoseconds(clock.holdoverErrorNs)
        return rules
    }
}

extension Settings.Alarms {
    /// One of `channels`.
    public struct Channel: Sendable, Equatable {
        /// 1 ... 32 of a–z, 0–9 and `-`, not beginning with `-`.
        public var name: String
        public var kind: Kind

        public enum Kind: Sendable, Equatable {
            case syslog(Syslog)
            case smtp(SMTP)
            case webhook(Webhook)
            /// The front panel's relay and lamp.
            case relay
        }
    }

    /// Messages of RFC 5424 to a collector.
    public struct Syslog: Sendable, Equatable {
        public enum Transport: String, Sendable, CaseIterable {
            /// RFC 5426.
            case udp
            /// RFC 6587.
            case tcp
            /// RFC 5425.
            case tls

            /// The port that is registered for it; of plain TCP, the one in use.
            var port: UInt16 { self == .tls ? 6514 : 514 }
        }

        public var server: HostPort
        public var transport: Transport = .udp
    }

    /// Mail by a server that takes it (RFC 5321, RFC 6409).
    public struct SMTP: Sendable, Equatable {
        public enum Security: String, Sendable, CaseIterable {
            /// Begins in the clear and must change to TLS (RFC 3207).
            case starttls
            /// TLS from the first octet (RFC 8314).
            case tls
            case none

            var port: UInt16 {
                switch self {
                case .starttls: 587
                case .tls: 465
                case .none: 25
                }
            }
        }

        public var server: HostPort
        public var security: Security = .starttls
        public var from: String
        /// 1 ... 20 addresses.
        public var to: [String]
        /// `nil`: nobody logs in.
        public var user: String?
        /// Where the user's password is, on one line; there where ``user`` is.
        public var passwordFile: String?
    }

    /// JSON by HTTP's POST.
    public struct Webhook: Sendable, Equatable {
        /// `http://` or `https://`, with a host and without a fragment.
        public var url: String
        /// Where the secret is by which messages are signed, on one line; `nil`: they are not.
        public var secretFile: String?
    }
}

/// A server by its name or address, and its port.
public struct HostPort: Sendable, Hashable, CustomStringConvertible {
    /// A DNS name, or an address without brackets.
    public var host: String
    public var port: UInt16

    public init(host: String, port: UInt16) { (self.host, self.port) = (host, port) }

    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
