// SPDX-License-Identifier: Apache-2.0

/// Takes secrets out of texts: those that are known, wherever they stand, and whatever is called like one.
///
/// Nothing that is gathered should have any in it; this is for what nobody thought of.
struct SecretScrub: Sendable {
    static let mark = Array("…".utf8)
    /// Shorter ones stand in every text by chance.
    private static let shortest = 4
    private static let words = [
        "password", "passphrase", "secret", "token", "community", "psk", "apikey", "api_key", "authorization", "cookie",
    ]

    /// By their first octet, the longest first.
    private let known: [UInt8: [[UInt8]]]

    init(_ secrets: [String]) {
        let octets = Set(secrets.map { Array($0.utf8) }).filter { $0.count >= Self.shortest }
        known = Dictionary(grouping: octets.sorted { $0.count > $1.count }) { $0[0] }
    }

    func scrubbed(_ text: [UInt8]) -> [UInt8] {
        guard !known.isEmpty else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var place = 0
        while place < text.count {
            if let found = known[text[place]]?.first(where: { Self.stands($0, in: text, at: place) }) {
                result += Self.mark
                place += found.count
            } else {
                result.append(text[place])
                place += 1
            }
        }
        return result
    }

    private static func stands(_ secret: [UInt8], in text: [UInt8], at place: Int) -> Bool {
        guard text.count - place >= secret.count else { return false }
        for offset in secret.indices where text[place + offset] != secret[offset] { return false }
        return true
    }

    /// A line of a log: `token=abc`, `token="a b"`, `"token":"abc"`. What follows such a word is left out.
    static func line(_ line: String) -> String {
        let lower = line.lowercased()
        guard words.contains(where: lower.contains) else { return line }
        var (result, rest) = ("", line[...])
        while let sign = rest.firstIndex(where: { $0 == "=" || $0 == ":" }) {
            let name = rest[..<sign].reversed().drop { $0 == "\"" || $0 == " " }.prefix { $0.isLetter || $0 == "_" }
            result += rest[...sign]
            rest = rest[rest.index(after: sign)...]
            guard words.contains(String(name.reversed()).lowercased()) else { continue }
            let (value, more) = Self.value(rest)
            result += value.isEmpty ? "" : "…"
            rest = more
        }
        return result + rest
    }

    /// What stands behind a sign: in quotes, or up to the next blank.
    private static func value(_ text: Substring) -> (Substring, Substring) {
        let start = text.drop { $0 == " " }
        guard start.first == "\"" else {
            let end = start.firstIndex { $0 == " " || $0 == "," || $0 == "}" } ?? start.endIndex
            return (start[..<end], start[end...])
        }
        var place = start.index(after: start.startIndex)
        while place < start.endIndex, start[place] != "\"" {
            if start[place] == "\\" { place = start.index(after: place) }
            if place < start.endIndex { place = start.index(after: place) }
        }
        let end = place < start.endIndex ? start.index(after: place) : place
        return (start[..<end], start[end...])
    }
}
