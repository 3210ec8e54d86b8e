// SPDX-License-Identifier: Apache-2.0

/// What a mail server answered (RFC 5321, 4.2).
struct SMTPReply: Sendable, Hashable {
    /// 200 ... 599
    let code: Int
    /// The lines' texts without the code.
    let lines: [String]

    /// "550 no such user", for people.
    var words: String { PlainText.oneLine("\(code) " + lines.joined(separator: " "), octets: 200) }
    var isPositive: Bool { code < 400 }
    var isTemporary: Bool { (400...499).contains(code) }
}

/// Collects a server's octets to replies.
struct SMTPReplyReader: Sendable {
    /// That is no mail server.
    struct Gibberish: Error, Hashable {}

    private static let longestLine = 2_048
    private static let mostLines = 128

    private var line: [UInt8] = []
    private var code: Int?
    private var texts: [String] = []

    /// Whether something has come that no reply is yet.
    var isHalfRead: Bool { !line.isEmpty || code != nil }

    mutating func read(_ octets: [UInt8]) throws(Gibberish) -> [SMTPReply] {
        var replies: [SMTPReply] = []
        for octet in octets {
            if octet == 0x0A {
                if let reply = try endLine() { replies.append(reply) }
            } else {
                guard line.count < Self.longestLine else { throw Gibberish() }
                line.append(octet)
            }
        }
        return replies
    }

    private mutating func endLine() throws(Gibberish) -> SMTPReply? {
        if line.last == 0x0D { line.removeLast() }
        defer { line = [] }
        let digits = line.prefix(3)
        guard digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int(String(decoding: digits, as: UTF8.self)), (200...599).contains(number),
            code == nil || code == number, texts.count < Self.mostLines
        else { throw Gibberish() }
        texts.append(String(decoding: line.dropFirst(4), as: UTF8.self))
        return try continues() ? keep(number) : finish(number)
    }

    private func continues() throws(Gibberish) -> Bool {
        guard line.count > 3 else { return false }
        guard line[3] == 0x2D || line[3] == 0x20 else { throw Gibberish() }
        return line[3] == 0x2D
    }

    private mutating func keep(_ number: Int) -> SMTPReply? {
        code = number
        return nil
    }

    private mutating func finish(_ number: Int) -> SMTPReply {
        defer { (code, texts) = (nil, []) }
        return SMTPReply(code: number, lines: texts)
    }
}
