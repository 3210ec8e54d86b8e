// SPDX-License-Identifier: Apache-2.0

/// What a configuration must be before it is read as YAML at all: not too large, UTF-8, printable.
enum TextCheck {
    /// No honest configuration is larger.
    static let largest = 1 << 20
    /// Aliases are refused, but the parser resolves them before we see them; this many cannot blow up.
    private static let mostAliases = 16

    /// The text, or the first thing that keeps it from being one, and where.
    static func text(of bytes: some Collection<UInt8>) -> Result<String, Complaint> {
        guard bytes.count <= largest else {
            return .failure(Complaint("the file is larger than 1 MiB", line: 1, column: 1))
        }
        if let complaint = firstComplaint(in: bytes) { return .failure(complaint) }
        return .success(String(decoding: bytes, as: UTF8.self))
    }

    struct Complaint: Error {
        var reason: String
        var position: TextPosition

        init(_ reason: String, line: Int, column: Int) {
            self.reason = reason
            position = TextPosition(line: line, column: column)
        }
    }

    private static func firstComplaint(in bytes: some Collection<UInt8>) -> Complaint? {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var (line, column, aliases) = (1, 1, 0)
        var previous: Unicode.Scalar = "\n"
        while true {
            switch decoder.decode(&iterator) {
            case .emptyInput: return nil
            case .error: return Complaint("this is not UTF-8", line: line, column: column)
            case .scalarValue(let scalar):
                if !isPrintable(scalar) { return unprintable(scalar, line: line, column: column) }
                if previous == "*", scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                    aliases += 1
                }
                if aliases > mostAliases { return Complaint(noAliases, line: line, column: column) }
                if scalar == "\n" || (previous == "\r" && scalar != "\n") { (line, column) = (line + 1, 1) }
                if scalar != "\n" && scalar != "\r" && scalar != "\u{FEFF}" { column += 1 }
                previous = scalar
            }
        }
    }

    private static func unprintable(_ scalar: Unicode.Scalar, line: Int, column: Int) -> Complaint {
        let number = String(scalar.value, radix: 16, uppercase: true)
        let padded = String(repeating: "0", count: max(0, 4 - number.count)) + number
        return Complaint("the character U+\(padded) may not stand in a configuration", line: line, column: column)
    }

    /// The printable characters of YAML 1.2, 5.1, [1], as far as the parser takes them.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x1_0000...0x10_FFFF: true
        default: false
        }
    }

    static let noAliases = "anchors and aliases are not taken; write the value out"
}
