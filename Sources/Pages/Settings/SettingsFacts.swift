// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What the page of settings shows to those who may change them.
public struct SettingsFacts: Hashable, Sendable {
    /// A configuration that was in force once.
    public struct Version: Hashable, Sendable {
        public var number: Int
        public var utc: UTCInstant
        public var by: String
        /// One phrase: what changed.
        public var note: String

        public init(number: Int, utc: UTCInstant, by: String, note: String = "") {
            (self.number, self.utc, self.by, self.note) = (number, utc, by, note)
        }
    }

    /// Somebody who may log in.
    public struct User: Hashable, Sendable {
        public var name: String
        /// "viewer", "operator", "admin".
        public var role: String
        /// One phrase, such as "locked out for 3 min"; empty: nothing to say.
        public var note: String

        public init(name: String, role: String, note: String = "") {
            (self.name, self.role, self.note) = (name, role, note)
        }
    }

    /// What a program proves itself with; the secret itself is not kept.
    public struct Token: Hashable, Sendable {
        public var id: String
        public var name: String
        public var role: String
        public var expires: UTCInstant?
        public var lastUsed: UTCInstant?

        public init(id: String, name: String, role: String, expires: UTCInstant? = nil, lastUsed: UTCInstant? = nil) {
            (self.id, self.name, self.role) = (id, name, role)
            (self.expires, self.lastUsed) = (expires, lastUsed)
        }
    }

    /// A way on which alarms go out.
    public struct Channel: Hashable, Sendable {
        public var name: String
        /// "syslog", "email", "webhook".
        public var kind: String
        /// One sentence: how it fares.
        public var state: String
        public var isFailing: Bool
        /// Notices that wait; `nil` where it has no queue.
        public var waiting: Int?
        public var lastDelivery: UTCInstant?

        public init(
            name: String, kind: String, state: String, isFailing: Bool = false, waiting: Int? = nil,
            lastDelivery: UTCInstant? = nil
        ) {
            (self.name, self.kind, self.state, self.isFailing) = (name, kind, state, isFailing)
            (self.waiting, self.lastDelivery) = (waiting, lastDelivery)
        }
    }

    /// The configuration in force, YAML.
    public var text: String
    public var version: Int
    /// The newest first.
    public var versions: [Version]
    public var users: [User]
    public var tokens: [Token]
    public var channels: [Channel]
    /// As the configuration has them.
    /// The keys whose new values are kept, but in force only after the next start.
    public var awaitingRestart: [String] = []
    public var routes = RoutesFacts(channels: [], usual: nil, alarms: [])
    /// `nil` without TLS.
    public var certificate: CertificateFacts?

    public init(
        text: String, version: Int, versions: [Version] = [], users: [User] = [], tokens: [Token] = [],
        channels: [Channel] = []
    ) {
        (self.text, self.version, self.versions) = (text, version, versions)
        (self.users, self.tokens, self.channels) = (users, tokens, channels)
    }
}
