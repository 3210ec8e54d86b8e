// SPDX-License-Identifier: Apache-2.0

/// RFC 2045, 6.7: any text as lines of at most 76 printable ASCII characters.
enum QuotedPrintable {
    private static let longest = 76

    /// - Parameter line: without its end.
    /// - Returns: the lines that it becomes.
    static func lines(of line: String) -> [String] {
        var (lines, current) = ([String](), "")
        let octets = Array(line.utf8)
        for (index, octet) in octets.enumerated() {
            let piece = isPlain(octet, isLast: index == octets.count - 1) ? String(Unicode.Scalar(octet)) : hex(octet)
            // The last character of a line that goes on is "=".
            if current.utf8.count + piece.utf8.count > longest - 1 {
                lines.append(current + "=")
                current = ""
            }
            current += piece
        }
        return lines + [current]
    }

    /// A space at the end of a line may get lost.
    private static func isPlain(_ octet: UInt8, isLast: Bool) -> Bool {
        octet == 0x20 ? !isLast : (0x21...0x7E).contains(octet) && octet != 0x3D
    }

    private static func hex(_ octet: UInt8) -> String {
        let digits = String(octet, radix: 16, uppercase: true)
        return digits.count == 1 ? "=0\(digits)" : "=\(digits)"
    }
}
