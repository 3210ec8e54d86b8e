// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Notices

struct SMTPDialogueTests {
    private func talk(
        _ security: MailServer.Security = .none, login: Bool = false, to: [String] = ["a@x.org"],
        lines: [String] = ["Hi"]
    ) -> SMTPDialogue {
        SMTPDialogue(
            SMTPEnvelope(
                helo: "ts1", server: NoticeServer(host: "mail", port: 25), security: security,
                login: login ? ("ops", "geheim") : nil, from: "g@x.org", to: to, lines: lines))
    }

    /// What is said to each reply; the end as its words.
    private func run(_ talk: SMTPDialogue, _ replies: [String]) -> [String] {
        var talk = talk
        return replies.flatMap { talk.received(Array("\($0)\r\n".utf8)) }.map { action in
            switch action {
            case .send(let octets): String(decoding: octets, as: UTF8.self).replacing("\r\n", with: "|")
            case .startTLS: "TLS"
            case .closeOutput: "CLOSE"
            case .end(.success(let receipt)): "DONE" + (receipt.complaint.map { " BUT \($0)" } ?? "")
            case .end(.failure(let fault)): "\(fault.kind): \(fault)"
            }
        }
    }

    @Test func `a mail goes its way`() {
        let said = run(
            talk(lines: ["Hi", ".", "..x"]), ["220 hi", "250 mail", "250 ok", "250 ok", "354 go", "250 queued"])
        #expect(
            said == [
                "EHLO ts1|", "MAIL FROM:<g@x.org>|", "RCPT TO:<a@x.org>|", "DATA|", "Hi|..|...x|.|", "QUIT|", "DONE",
            ])
    }

    @Test func `TLS comes before all else, and what was said before it counts for nothing`() {
        let said = run(
            talk(.starttls, login: true),
            [
                "220 hi", "250-mail\r\n250-AUTH LOGIN\r\n250 STARTTLS", "220 go", "250-mail\r\n250 AUTH PLAIN LOGIN",
                "235 in",
            ])
        #expect(
            said == [
                "EHLO ts1|", "STARTTLS|", "TLS", "EHLO ts1|", "AUTH PLAIN AG9wcwBnZWhlaW0=|", "MAIL FROM:<g@x.org>|",
            ])
    }

    @Test func `AUTH LOGIN is spoken too`() {
        let said = run(talk(.tls, login: true), ["220 hi", "250-mail\r\n250 AUTH LOGIN", "334 x", "334 y", "235 in"])
        #expect(said == ["EHLO ts1|", "AUTH LOGIN|", "b3Bz|", "Z2VoZWlt|", "MAIL FROM:<g@x.org>|"])
    }

    @Test(arguments: [
        (MailServer.Security.starttls, ["220 hi", "250 mail"], "insecure: mail:25 does not offer STARTTLS"),
        (.starttls, ["220 hi", "250-mail\r\n250 STARTTLS", "454 no"], "insecure: mail:25 refuses STARTTLS: 454 no"),
        (.starttls, ["220 hi", "500 what?"], "refused: mail:25 refused: 500 what?"),
        (
            .starttls, ["220 hi", "250-mail\r\n250 STARTTLS", "220 go\r\n250 x"],
            "insecure: mail:25 answers before it is asked"
        ),
        (
            .starttls, ["220 hi", "250-mail\r\n250 STARTTLS", "220 go\r\n250-x"],
            "insecure: mail:25 answers before it is asked"
        ),
        (.none, ["220 hi", "250-mail\r\n250 AUTH PLAIN"], "insecure: a password is not sent to mail:25 in the clear"),
        (.tls, ["220 hi", "250-mail\r\n250 AUTH CRAM-MD5"], "refused: mail:25 offers no login by PLAIN or LOGIN"),
        (.tls, ["220 hi", "250-mail\r\n250 AUTH PLAIN", "535 no"], "refused: mail:25 refused: 535 no"),
        (.tls, ["554 no"], "refused: mail:25 refused: 554 no"),
        (.tls, ["421 busy"], "busy: mail:25 put it off: 421 busy"),
        (.tls, ["HTTP/1.1 400"], "unreachable: mail:25 does not answer as a mail server does"),
    ])
    func `no password and no mail goes where it should not`(
        security: MailServer.Security, replies: [String], last: String
    ) {
        let said = run(talk(security, login: true), replies)
        #expect(said.last == last)
        #expect(!said.contains { $0.hasPrefix("MAIL") || $0.contains("Z2VoZWlt") && !last.contains("535") })
    }

    @Test func `an old server is greeted with HELO`() {
        #expect(run(talk(), ["220 hi", "502 what?", "250 ok"]) == ["EHLO ts1|", "HELO ts1|", "MAIL FROM:<g@x.org>|"])
    }

    @Test(arguments: [
        (["250 ok", "550 who?", "354 go", "250 ok"], "DONE BUT mail:25 refused 1 of 2 recipients: 550 who?"),
        (["450 later", "250 ok", "354 go", "250 ok"], "rejected: mail:25 put off some of the recipients: 450 later"),
        (["550 who?", "450 later"], "busy: mail:25 put it off: 450 later"),
        (["550 who?", "551 who?"], "refused: mail:25 refused: 550 who?"),
        (["250 ok", "250 ok", "354 go", "552 too big"], "rejected: mail:25 refused the mail: 552 too big"),
        (["250 ok", "250 ok", "354 go", "452 full"], "busy: mail:25 put it off: 452 full"),
        (["250 ok", "250 ok", "554 no"], "refused: mail:25 refused: 554 no"),
    ])
    func `what becomes of some of the recipients is told`(replies: [String], last: String) {
        let said = run(talk(to: ["a@x.org", "b@x.org"]), ["220 hi", "250 mail", "250 ok"] + replies)
        #expect(said.last == last)
        #expect(said.dropLast().last == "QUIT|")
    }
}

extension NoticeFault {
    var kind: String { String("\(Mirror(reflecting: self).children.first?.label ?? "")") }
}
