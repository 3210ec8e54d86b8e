// SPDX-License-Identifier: Apache-2.0

/// Reads key files as chrony and ntpd have them: a line each with a number, an algorithm and a key; what begins with
/// `#`, `!`, `;` or `%` is a comment. Without an algorithm it is MD5, as chrony has it.
public enum KeyFile {
    /// Whose rules hold for how a key is written.
    public enum Dialect: Sendable {
        /// It is ASCII, however long, unless `HEX:` comes before it; `ASCII:` may.
        case chrony
        /// It is ASCII up to 20 characters, hexadecimal above; a `#` anywhere begins a comment (ntpd and ntpsec).
        case ntp
    }

    /// What a line is refused for. It never holds any of a key.
    public enum Reason: Hashable, Sendable {
        case notANumber
        /// Keys have the numbers 1...65,535.
        case numberOutOfRange
        case unknownAlgorithm
        case keyMissing
        /// Not hexadecimal, or an odd number of digits.
        case notHexadecimal
        /// A character that is not printable ASCII.
        case notPrintable
        case wrongLength(needed: Int?)
        case duplicate
        /// More after the key: ntpd's list of addresses is not supported, and without it the key would do more.
        case trailingText
    }

    /// A line that was left out.
    public struct Fault: Hashable, Sendable, CustomStringConvertible {
        /// From 1.
        public let line: Int
        /// From 1, in octets: where the offending word begins.
        public let column: Int
        public let reason: Reason

        public var description: String { "line \(line), column \(column): \(reason.clause)" }
    }

    /// All keys that can be read, and each line that cannot.
    public static func read(_ text: String, dialect: Dialect = .chrony) -> (ring: KeyRing, faults: [Fault]) {
        var ring = KeyRing()
        var faults: [Fault] = []
        let lines = Array(text.utf8).split(omittingEmptySubsequences: false) { $0 == 0x0A }
        for (index, line) in lines.enumerated() {
            let words = words(of: dialect == .ntp ? line.prefix { $0 != 0x23 } : line)
            guard let first = words.first, !isComment(first) else { continue }
            do throws(Misread) {
                try read(words, dialect, into: &ring)
            } catch {
                let place = error.place ?? line.endIndex
                faults.append(Fault(line: index + 1, column: place - line.startIndex + 1, reason: error.reason))
            }
        }
        return (ring, faults)
    }

    private typealias Word = ArraySlice<UInt8>

    private struct Misread: Error {
        /// In the file; `nil`: the line's end.
        var place: Int?
        var reason: Reason

        init(_ reason: Reason, _ word: Word? = nil) {
            (place, self.reason) = (word?.startIndex, reason)
        }
    }

    private static func read(_ words: [Word], _ dialect: Dialect, into ring: inout KeyRing) throws(Misread) {
        let id = try number(words[0])
        guard words.count > 1 else { throw Misread(.keyMissing) }
        let isNamed = words.count > 2 && !isComment(words[2])
        var algorithm = KeyAlgorithm.md5
        if isNamed {
            guard let named = KeyAlgorithm(named: words[1]) else { throw Misread(.unknownAlgorithm, words[1]) }
            algorithm = named
        }
        let last = isNamed ? 2 : 1
        // An algorithm and nothing more is a key forgotten, not a key that reads "SHA256".
        if !isNamed, KeyAlgorithm(named: words[1]) != nil { throw Misread(.keyMissing) }
        if words.count > last + 1, !isComment(words[last + 1]) { throw Misread(.trailingText, words[last + 1]) }
        let secret = try secret(words[last], dialect)
        do throws(KeyRing.Fault) {
            try ring.add(id: id, algorithm: algorithm, secret: secret)
        } catch {
            switch error {
            case .number: throw Misread(.numberOutOfRange, words[0])
            case .duplicate: throw Misread(.duplicate, words[0])
            case .length(let needed): throw Misread(.wrongLength(needed: needed), words[last])
            }
        }
    }

    private static func number(_ word: Word) throws(Misread) -> Int {
        guard word.allSatisfy({ (0x30...0x39).contains($0) }) else { throw Misread(.notANumber, word) }
        guard word.count <= 9 else { throw Misread(.numberOutOfRange, word) }
        return word.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private static func secret(_ word: Word, _ dialect: Dialect) throws(Misread) -> [UInt8] {
        switch dialect {
        case .ntp: return word.count > 20 ? try hexadecimal(word) : try printable(word)
        case .chrony where word.starts(with: "HEX:".utf8): return try hexadecimal(word.dropFirst(4))
        case .chrony where word.starts(with: "ASCII:".utf8): return try printable(word.dropFirst(6))
        case .chrony: return try printable(word)
        }
    }

    private static func hexadecimal(_ digits: Word) throws(Misread) -> [UInt8] {
        guard digits.count % 2 == 0 else { throw Misread(.notHexadecimal, digits) }
        var octets: [UInt8] = []
        octets.reserveCapacity(digits.count / 2)
        for place in stride(from: digits.startIndex, to: digits.endIndex, by: 2) {
            guard let high = digit(digits[place]), let low = digit(digits[place + 1]) else {
                throw Misread(.notHexadecimal, digits)
            }
            octets.append(high << 4 | low)
        }
        return octets
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }

    private static func printable(_ word: Word) throws(Misread) -> [UInt8] {
        guard word.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw Misread(.notPrintable, word) }
        return Array(word)
    }

    private static func isComment(_ word: Word) -> Bool {
        word.first.map { "#!;%".utf8.contains($0) } ?? false
    }

    private static func words(of line: Word) -> [Word] {
        line.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    }
}

extension KeyFile.Reason {
    /// For a sentence after the place.
    public var clause: String {
        switch self {
        case .notANumber: "a line begins with the key's number"
        case .numberOutOfRange: "keys have the numbers 1 to 65535"
        case .unknownAlgorithm: "no such algorithm: MD5, SHA1, SHA256, SHA384, SHA512, AES128 or AES256"
        case .keyMissing: "the key is missing"
        case .notHexadecimal: "an even number of hexadecimal digits is wanted"
        case .notPrintable: "a key in ASCII has printable characters only"
        case .wrongLength(let needed?): "a key of this algorithm has \(needed) octets"
        case .wrongLength(nil): "the key is empty"
        case .duplicate: "another line has this number already"
        case .trailingText: "nothing but a comment may follow the key"
        }
    }
}
