// SPDX-License-Identifier: Apache-2.0

/// Makes texts of any origin fit for one line of a protocol.
enum PlainText {
    /// Without control characters, separators of lines, and what turns the direction of writing, each of which becomes
    /// a space. What is too long is cut between characters' scalars and ends with "…".
    /// - Parameter limit: octets of UTF-8, 3 or more.
    static func oneLine(_ text: String, octets limit: Int) -> String {
        var line = String.UnicodeScalarView()
        var (count, fitting) = (0, 0)
        for scalar in text.unicodeScalars {
            let plain = isHarmful(scalar) ? " " : scalar
            count += UTF8.width(plain)
            guard count <= limit else { return String(String.UnicodeScalarView(line.prefix(fitting))) + "…" }
            line.append(plain)
            if count <= limit - 3 { fitting += 1 }
        }
        return String(line)
    }

    /// Printable ASCII without spaces; all else becomes "_".
    /// - Returns: `nil`: there is nothing.
    static func printable(_ text: String, octets limit: Int) -> String? {
        let plain = text.unicodeScalars.prefix(limit).map { ("!"..."~").contains($0) ? Character($0) : "_" }
        return plain.isEmpty ? nil : String(plain)
    }

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        case .format: (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        default: false
        }
    }
}
