// SPDX-License-Identifier: Apache-2.0

/// Where a text stops being JSON (RFC 8259): the decoder says only that it does.
struct JSONFlaw: Hashable {
    /// From 1.
    let line: Int
    /// Octets within the line, from 1.
    let column: Int
    let reason: String

    /// Deeper than anything that is meant.
    static let deepest = 32

    /// `nil` where this sees no flaw.
    static func first(in octets: [UInt8]) -> JSONFlaw? {
        var scanner = Scanner(octets: octets)
        do {
            try scanner.document()
            return nil
        } catch {
            let before = octets.prefix(scanner.place)
            let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            return JSONFlaw(
                line: before.count { $0 == UInt8(ascii: "\n") } + 1, column: scanner.place - lineStart + 1,
                reason: error.reason)
        }
    }

    private struct Stop: Error { let reason: String }

    private struct Scanner {
        let octets: [UInt8]
        var place = 0
        var depth = 0

        var next: UInt8? { place < octets.count ? octets[place] : nil }

        mutating func document() throws(Stop) {
            try value()
            if next != nil { throw Stop(reason: "there is more after the end") }
        }

        mutating func value() throws(Stop) {
            skipSpace()
            switch next {
            case UInt8(ascii: "{"): try list(until: UInt8(ascii: "}")) { scanner throws(Stop) in try scanner.member() }
            case UInt8(ascii: "["): try list(until: UInt8(ascii: "]")) { scanner throws(Stop) in try scanner.value() }
            case UInt8(ascii: "\""): try string()
            case nil: throw Stop(reason: "the text ends here")
            default: try word()
            }
            skipSpace()
        }

        mutating func list(
            until end: UInt8, of item: (inout Scanner) throws(Stop) -> Void
        ) throws(Stop) {
            depth += 1
            guard depth <= deepest else { throw Stop(reason: "this is nested too deeply") }
            place += 1
            skipSpace()
            if next != end {
                try item(&self)
                while next == UInt8(ascii: ",") {
                    place += 1
                    try item(&self)
                }
            }
            try expect(end)
            depth -= 1
        }

        mutating func member() throws(Stop) {
            skipSpace()
            guard next == UInt8(ascii: "\"") else {
                throw Stop(reason: next == nil ? "the text ends here" : "a name is missing")
            }
            try string()
            skipSpace()
            try expect(UInt8(ascii: ":"))
            try value()
        }

        mutating func string() throws(Stop) {
            place += 1
            while let octet = next, octet != UInt8(ascii: "\"") {
                guard octet >= 0x20 else { throw Stop(reason: "a quotation mark is missing") }
                place += octet == UInt8(ascii: "\\") ? 2 : 1
            }
            place = min(place, octets.count)
            try expect(UInt8(ascii: "\""))
        }

        /// A number, or `true`, `false`, `null`: what exactly is the decoder's.
        mutating func word() throws(Stop) {
            let start = place
            while let octet = next, Self.isOfWord(octet) {
                place += 1
            }
            if place == start { throw Stop(reason: "a value is missing") }
        }

        static func isOfWord(_ octet: UInt8) -> Bool {
            switch octet {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): true
            default: false
            }
        }

        mutating func expect(_ octet: UInt8) throws(Stop) {
            guard next == octet else {
                throw Stop(reason: next == nil ? "the text ends here" : "here should be '\(Unicode.Scalar(octet))'")
            }
            place += 1
        }

        mutating func skipSpace() {
            while let octet = next, [0x20, 0x09, 0x0A, 0x0D].contains(octet) { place += 1 }
        }
    }
}
