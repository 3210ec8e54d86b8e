// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Mail to some people by one server.
public final class MailSender: NoticeSender {
    private let server: MailServer
    private let from: String
    private let to: [String]
    private let patience: SendPatience
    /// Who of the recipients has the notice that is being tried.
    private let delivered = Mutex(Delivered())

    private struct Delivered {
        var notice: Notice?
        var recipients: Set<String> = []
    }

    /// - Parameters:
    ///   - from: one address; `to`: one or more. One that is no address makes every notice fail, with the reason.
    public init(server: MailServer, from: String, to: [String], patience: SendPatience = SendPatience()) {
        (self.server, self.from, self.to, self.patience) = (server, from, to, patience)
    }

    public var summary: String { "mail by \(server.server)" }

    /// Where only some of the recipients could get it now, the others do when it is sent again.
    @discardableResult
    public func send(_ notice: Notice) async throws(NoticeFault) -> NoticeReceipt {
        try checkAddresses()
        let envelope = try envelope(for: notice, to: recipients(left: notice))
        let tls = server.security == .none ? nil : try server.trust.context()
        let isSecure = server.security == .tls
        let call = StreamCall(server: server.server, tls: tls, isSecureFromTheStart: isSecure, patience: patience)
        return try await call.converse(SMTPDialogue(envelope) { accepted in self.note(accepted, have: notice) })
    }

    private func envelope(for notice: Notice, to recipients: [String]) throws(NoticeFault) -> SMTPEnvelope {
        let mail = MailMessage(notice: notice, from: from, to: to)
        return SMTPEnvelope(
            helo: Self.name(notice.host), server: server.server, security: server.security, login: try login(),
            from: from, to: recipients, lines: mail.lines)
    }

    private func checkAddresses() throws(NoticeFault) {
        let unfit = ([from] + to).first { !MailAddress.isFit($0) }
        if let unfit { throw .misconfigured("\(PlainText.oneLine(unfit, octets: 100)) is no mail address") }
        if to.isEmpty { throw .misconfigured("nobody is to get the mail") }
    }

    private func login() throws(NoticeFault) -> (user: String, password: String)? {
        guard let login = server.login else { return nil }
        let password = try login.password.read()
        guard !(login.user + password).utf8.contains(0) else {
            throw .misconfigured("a user or password may have no NUL in it")
        }
        return (login.user, password)
    }

    /// What EHLO says of us must be a name (RFC 5321, 4.1.1.1).
    static func name(_ host: String) -> String {
        let isName = host.utf8.allSatisfy { octet in
            (0x30...0x39).contains(octet) || (0x41...0x5A).contains(octet) || (0x61...0x7A).contains(octet)
                || octet == 0x2D || octet == 0x2E
        }
        return isName && !host.hasPrefix("-") && !host.hasPrefix(".") ? host : "localhost"
    }

    private func recipients(left notice: Notice) -> [String] {
        let have = delivered.withLock { $0.notice == notice ? $0.recipients : [] }
        let left = to.filter { !have.contains($0) }
        return left.isEmpty ? to : left
    }

    private func note(_ recipients: [String], have notice: Notice) {
        delivered.withLock {
            if $0.notice != notice { $0 = Delivered(notice: notice) }
            $0.recipients.formUnion(recipients)
        }
    }
}
