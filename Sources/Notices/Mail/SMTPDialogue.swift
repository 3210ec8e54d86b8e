// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The client's side of RFC 5321, with STARTTLS (RFC 3207) and AUTH (RFC 4954). One command, one reply; no pipelining.
struct SMTPDialogue: Dialogue {
    enum Step: Sendable, Hashable {
        case greeting, ehlo, helo, starttls, plain, loginUser, loginName, loginPassword, from
        case recipient(Int)
        case data, mail
    }

    let envelope: SMTPEnvelope
    /// Told of who has got the mail, since a mail that goes to some must not go to them again.
    let delivered: @Sendable ([String]) -> Void
    private(set) var step = Step.greeting
    private(set) var isSecure: Bool
    var offers = SMTPOffers(lines: [])
    var (accepted, refusals) = ([String](), [SMTPReply]())
    private var reader = SMTPReplyReader()

    init(_ envelope: SMTPEnvelope, delivered: @escaping @Sendable ([String]) -> Void = { _ in }) {
        (self.envelope, self.delivered) = (envelope, delivered)
        isSecure = envelope.security == .tls
    }

    /// The server speaks first.
    func begin() -> [DialogueAction] { [] }

    mutating func received(_ octets: [UInt8]) -> [DialogueAction] {
        let replies: [SMTPReply]
        do throws(SMTPReplyReader.Gibberish) { replies = try reader.read(octets) } catch {
            return [.end(.failure(.unreachable("\(envelope.server) does not answer as a mail server does")))]
        }
        // Whoever answers what was not asked yet may be putting words into the server's mouth before TLS begins.
        guard replies.count <= 1, replies.isEmpty || !reader.isHalfRead else {
            return [.end(.failure(.insecure("\(envelope.server) answers before it is asked")))]
        }
        return replies.first.map { answer($0) } ?? []
    }

    func ended() -> Result<NoticeReceipt, NoticeFault> {
        .failure(.unreachable("\(envelope.server) hung up in the middle of the mail"))
    }

    private mutating func answer(_ reply: SMTPReply) -> [DialogueAction] {
        switch step {
        case .greeting: reply.code == 220 ? say("EHLO \(envelope.helo)", .ehlo) : fail(reply)
        case .ehlo: reply.isPositive ? greeted(SMTPOffers(lines: reply.lines)) : withoutExtensions(reply)
        case .helo: reply.isPositive ? greeted(SMTPOffers(lines: [])) : fail(reply)
        case .starttls: reply.code == 220 ? startTLS() : noTLS(reply)
        case .plain, .loginPassword: reply.code == 235 ? beginMail() : fail(reply)
        case .loginUser: reply.code == 334 ? say(envelope.loginName, .loginName) : fail(reply)
        case .loginName: reply.code == 334 ? say(envelope.loginPassword, .loginPassword) : fail(reply)
        case .from: reply.isPositive ? nextRecipient(0) : fail(reply)
        case .recipient(let index): recipient(index, reply)
        case .data: reply.code == 354 ? sendMail() : fail(reply)
        case .mail: reply.isPositive ? end(reply) : rejected(reply)
        }
    }

    mutating func say(_ line: String, _ next: Step) -> [DialogueAction] {
        step = next
        return [.send(Array((line + "\r\n").utf8))]
    }

    private mutating func startTLS() -> [DialogueAction] {
        (isSecure, step) = (true, .ehlo)
        // What was said in the clear counts for nothing (RFC 3207, 4.2).
        offers = SMTPOffers(lines: [])
        return [.startTLS] + say("EHLO \(envelope.helo)", .ehlo)
    }

    private mutating func sendMail() -> [DialogueAction] {
        step = .mail
        return [.send(envelope.data)]
    }
}
