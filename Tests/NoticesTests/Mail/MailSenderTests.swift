// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Notices

@Suite(.timeLimit(.minutes(1)))
struct MailSenderTests {
    private static let login = MailServer.Login(user: "ops", password: .text("geheim"))

    private func sender(
        _ port: Int, _ security: MailServer.Security, login: MailServer.Login? = nil, trust: Certificate? = .good,
        to: [String] = ["a@example.org"]
    ) -> MailSender {
        let server = MailServer(
            server: NoticeServer(host: "localhost", port: port), security: security, login: login,
            trust: trust.map { .file($0.certificate) } ?? .system)
        return MailSender(server: server, from: "gnomon@example.net", to: to, patience: .short)
    }

    @Test(arguments: MailServer.Security.allCases)
    func `a mail arrives`(security: MailServer.Security) async throws {
        let talk = MailTalk(offers: security == .starttls ? ["AUTH PLAIN", "STARTTLS"] : ["AUTH PLAIN"])
        let server = try await TestServer.stream(tls: .good, isSecure: security == .tls, talk)
        let sender = sender(server.port, security, login: security == .none ? nil : Self.login)
        let receipt = try await sender.send(.sample())
        #expect(receipt == NoticeReceipt("localhost:\(server.port) took it: 250 queued as 42"))
        #expect(server.text.contains("AUTH PLAIN AG9wcwBnZWhlaW0=\r\n") == (security != .none))
        #expect(server.text.contains("EHLO ts1.example.org\r\n"))
        #expect(server.text.contains("RCPT TO:<a@example.org>\r\nDATA\r\nDate: Sat, 21 Nov 2026 11:43:18 +0000\r\n"))
        #expect(server.text.contains("\r\n\r\nThe antenna's line is open.\r\n"))
    }

    @Test(arguments: Hostile.texts)
    func `no text gives the server a command`(text: String) async throws {
        let server = try await TestServer.stream(MailTalk())
        try await sender(server.port, .none).send(.everywhere(text))
        let lines = server.text.split(separator: "\r\n" as Character, omittingEmptySubsequences: false)
        #expect(lines.filter { $0.hasPrefix("MAIL FROM") }.count == 1)
        #expect(lines.filter { $0 == "." }.count == 1)
        #expect(lines.suffix(2).first == "QUIT" || lines.suffix(2).first == ".")
    }

    @Test func `a password is not said to whom nobody vouches for`() async throws {
        let server = try await TestServer.stream(tls: .good, MailTalk(offers: ["AUTH PLAIN", "STARTTLS"]))
        guard case .insecure = await fault(sender(server.port, .starttls, login: Self.login, trust: nil)) else {
            Issue.record("it was said")
            return
        }
        #expect(!server.text.contains("AUTH") && !server.text.contains("MAIL"))
    }

    @Test func `who was put off gets it later, and the others not twice`() async throws {
        let talk = MailTalk(answers: ["RCPT TO:<b@example.org>": "450 greylisted"])
        let server = try await TestServer.stream(talk)
        let sender = sender(server.port, .none, to: ["a@example.org", "b@example.org"])
        let reason = "localhost:\(server.port) put off some of the recipients: 450 greylisted"
        #expect(await fault(sender) == .rejected(reason))
        #expect(await fault(sender) == .busy("localhost:\(server.port) put it off: 450 greylisted"))
        #expect(server.text.components(of: "RCPT TO:<a@example.org>") == 1)
        #expect(server.text.components(of: "RCPT TO:<b@example.org>") == 2)
        #expect(await fault(sender, .sample(id: "n-2")) == .rejected(reason))
        #expect(server.text.components(of: "RCPT TO:<a@example.org>") == 2)
    }

    @Test func `a server that says nothing is left in time`() async throws {
        let server = try await TestServer.stream(Silent())
        var patience = SendPatience.short
        patience.all = .seconds(1)
        let silent = MailSender(
            server: MailServer(server: NoticeServer(host: "127.0.0.1", port: server.port), security: .none),
            from: "a@b", to: ["c@d"], patience: patience)
        #expect(await fault(silent) == .unreachable("127.0.0.1:\(server.port) did not finish within 1 s"))
    }

    @Test func `a sender can be broken off`() async throws {
        let server = try await TestServer.stream(Silent())
        let sender = sender(server.port, .none)
        let task = Task { await fault(sender) }
        try await Task.sleep(for: .milliseconds(100))
        task.cancel()
        #expect(await task.value == .unreachable("it was broken off"))
    }

    @Test(arguments: [
        ("a@b\r\nX", ["c@d"], "a@b  X is no mail address"), ("a@b", ["c"], "c is no mail address"),
        ("a@b", [], "nobody is to get the mail"),
    ])
    func `impossible addresses are told`(from: String, to: [String], reason: String) async {
        let server = MailServer(server: NoticeServer(host: "localhost", port: 1), security: .none)
        #expect(await fault(MailSender(server: server, from: from, to: to)) == .misconfigured(reason))
    }

    @Test func `a password's file that is missing is told`() async {
        let login = MailServer.Login(user: "ops", password: .file("/nowhere/password"))
        let reason = "the secret's file /nowhere/password cannot be read"
        #expect(await fault(sender(1, .tls, login: login)) == .misconfigured(reason))
    }
}

extension String {
    func components(of part: String) -> Int { ranges(of: part).count }
}
