// SPDX-License-Identifier: Apache-2.0

extension SMTPDialogue {
    mutating func greeted(_ offers: SMTPOffers) -> [DialogueAction] {
        self.offers = offers
        if envelope.security == .starttls, !isSecure {
            guard offers.hasTLS else {
                return giveUp(.insecure("\(envelope.server) does not offer STARTTLS"))
            }
            return say("STARTTLS", .starttls)
        }
        return envelope.login == nil ? beginMail() : logIn()
    }

    /// A server of before 2001 knows only HELO (RFC 5321, 3.2), and then neither TLS nor login.
    mutating func withoutExtensions(_ reply: SMTPReply) -> [DialogueAction] {
        let isUnknown = [500, 501, 502, 504].contains(reply.code)
        guard isUnknown, envelope.login == nil, envelope.security != .starttls else { return fail(reply) }
        return say("HELO \(envelope.helo)", .helo)
    }

    func noTLS(_ reply: SMTPReply) -> [DialogueAction] {
        giveUp(.insecure("\(envelope.server) refuses STARTTLS: \(reply.words)"))
    }

    mutating func logIn() -> [DialogueAction] {
        guard isSecure else { return giveUp(.insecure("a password is not sent to \(envelope.server) in the clear")) }
        if offers.logins.contains("PLAIN") { return say("AUTH PLAIN \(envelope.plainLogin)", .plain) }
        if offers.logins.contains("LOGIN") { return say("AUTH LOGIN", .loginUser) }
        return giveUp(.refused("\(envelope.server) offers no login by PLAIN or LOGIN"))
    }

    mutating func beginMail() -> [DialogueAction] { say("MAIL FROM:<\(envelope.from)>", .from) }

    mutating func nextRecipient(_ index: Int) -> [DialogueAction] {
        if index < envelope.to.count { return say("RCPT TO:<\(envelope.to[index])>", .recipient(index)) }
        guard accepted.isEmpty else { return say("DATA", .data) }
        return refusals.first { $0.isTemporary }.map { fail($0) } ?? refusals.first.map { fail($0) } ?? []
    }

    mutating func recipient(_ index: Int, _ reply: SMTPReply) -> [DialogueAction] {
        if reply.isPositive { accepted.append(envelope.to[index]) } else { refusals.append(reply) }
        return nextRecipient(index + 1)
    }

    /// The mail is theirs now. Whoever was put off gets it later.
    func end(_ reply: SMTPReply) -> [DialogueAction] {
        delivered(accepted)
        if let later = refusals.first(where: \.isTemporary) {
            return giveUp(.rejected("\(envelope.server) put off some of the recipients: \(later.words)"))
        }
        let complaint = refusals.first.map {
            "\(envelope.server) refused \(refusals.count) of \(envelope.to.count) recipients: \($0.words)"
        }
        return farewell(.success(NoticeReceipt("\(envelope.server) took it: \(reply.words)", complaint: complaint)))
    }

    func rejected(_ reply: SMTPReply) -> [DialogueAction] {
        reply.isTemporary ? fail(reply) : giveUp(.rejected("\(envelope.server) refused the mail: \(reply.words)"))
    }

    func fail(_ reply: SMTPReply) -> [DialogueAction] {
        if reply.isTemporary { return giveUp(.busy("\(envelope.server) put it off: \(reply.words)")) }
        return giveUp(.refused("\(envelope.server) refused: \(reply.words)"))
    }

    func giveUp(_ fault: NoticeFault) -> [DialogueAction] { farewell(.failure(fault)) }

    private func farewell(_ result: Result<NoticeReceipt, NoticeFault>) -> [DialogueAction] {
        [.send(Array("QUIT\r\n".utf8)), .end(result)]
    }
}
