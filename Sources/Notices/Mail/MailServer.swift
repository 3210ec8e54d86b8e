// SPDX-License-Identifier: Apache-2.0

/// A server that takes mail, and how it is spoken to.
public struct MailServer: Sendable, Hashable {
    public enum Security: String, Sendable, CaseIterable {
        /// Begins in the clear and must change to TLS (RFC 3207): a server that does not offer it gets nothing.
        case starttls
        /// TLS from the first octet (RFC 8314).
        case tls
        case none
    }

    /// Who logs in; only ever over TLS.
    public struct Login: Sendable, Hashable {
        public var user: String
        public var password: NoticeSecret

        public init(user: String, password: NoticeSecret) { (self.user, self.password) = (user, password) }
    }

    public var server: NoticeServer
    public var security: Security
    public var login: Login?
    public var trust: NoticeTrust = .system

    public init(server: NoticeServer, security: Security = .starttls, login: Login? = nil, trust: NoticeTrust = .system)
    {
        (self.server, self.security, self.login, self.trust) = (server, security, login, trust)
    }
}
