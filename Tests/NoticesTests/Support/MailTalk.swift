// SPDX-License-Identifier: Apache-2.0

/// A mail server that does as it is told. What it hears is in the server's log.
struct MailTalk: ServerTalk {
    var offers = ["PIPELINING", "8BITMIME"]
    /// The answer to a whole line or to a verb, instead of the usual one.
    var answers: [String: String] = [:]
    var greeting = "220-mail.example.org\r\n220 ready\r\n"
    private var (line, isMail) = ([UInt8](), false)

    init(offers: [String] = [], answers: [String: String] = [:]) {
        self.offers += offers
        self.answers = answers
    }

    func begin() -> [ServerAction] { [.send(greeting)] }

    mutating func received(_ octets: [UInt8]) -> [ServerAction] {
        var actions: [ServerAction] = []
        for octet in octets {
            line.append(octet)
            guard octet == 0x0A else { continue }
            actions += answer(String(decoding: line.dropLast(2), as: UTF8.self))
            line = []
        }
        return actions
    }

    private mutating func answer(_ line: String) -> [ServerAction] {
        if isMail { return line == "." ? endMail() : [] }
        let verb = line.split(separator: " ").first.map(String.init) ?? ""
        if let own = answers[line] ?? answers[verb] { return [.send(own + "\r\n")] }
        switch verb {
        case "EHLO":
            return [
                .send(
                    (["hello"] + offers).dropLast().map { "250-\($0)\r\n" }.joined()
                        + "250 \(offers.last ?? "hello")\r\n")
            ]
        case "STARTTLS": return [.send("220 go\r\n"), .startTLS]
        case "AUTH": return [.send(line == "AUTH LOGIN" ? "334 VXNlcm5hbWU6\r\n" : "235 in\r\n")]
        case "DATA":
            isMail = true
            return [.send("354 go\r\n")]
        case "QUIT": return [.send("221 bye\r\n"), .hangUp]
        default: return [.send("250 fine\r\n")]
        }
    }

    private mutating func endMail() -> [ServerAction] {
        isMail = false
        return [.send((answers["."] ?? "250 queued as 42") + "\r\n")]
    }
}
