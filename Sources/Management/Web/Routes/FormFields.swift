// SPDX-License-Identifier: Apache-2.0

/// `application/x-www-form-urlencoded` (WHATWG URL, 5.1), as a browser sends it where no script does.
enum FormFields {
    /// Of fields that stand there twice the last.
    static func read(_ text: String) -> [String: String] { Dictionary(pairs(text)) { _, last in last } }

    /// As they stand there.
    static func pairs(_ text: String) -> [(String, String)] {
        text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (decode(parts[0]), parts.count > 1 ? decode(parts[1]) : "")
        }
    }

    /// `%41` is `A`; what is no such thing stays as it is.
    static func decode(_ text: Substring, plusIsSpace: Bool = true) -> String {
        var octets: [UInt8] = []
        var rest = text.utf8[...]
        while let octet = rest.popFirst() {
            if octet == UInt8(ascii: "%"), let value = hexPair(rest) {
                octets.append(value)
                rest = rest.dropFirst(2)
            } else {
                octets.append(octet == UInt8(ascii: "+") && plusIsSpace ? UInt8(ascii: " ") : octet)
            }
        }
        return String(decoding: octets, as: UTF8.self)
    }

    private static func hexPair(_ rest: Substring.UTF8View) -> UInt8? {
        let digits = rest.prefix(2)
        guard digits.count == 2, digits.first != UInt8(ascii: "+"), digits.first != UInt8(ascii: "-") else {
            return nil
        }
        return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
