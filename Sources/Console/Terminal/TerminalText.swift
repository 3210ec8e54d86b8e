// SPDX-License-Identifier: Apache-2.0

/// Text for a terminal that somebody else drives: the command line's.
public enum TerminalText {
    /// With its line ends and without anything else that a terminal would obey; with ASCII only where it has no more.
    /// A tabulator becomes a blank.
    public static func shown(_ text: String, isASCII: Bool) -> String {
        text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let plain = line.last == "\r" ? line.dropLast() : line
            let blanks = String(String.UnicodeScalarView(plain.map { $0 == "\t" ? " " : $0 }))
            return Shown.glyphs(of: blanks, isASCII: isASCII).text
        }.joined(separator: "\n")
    }
}
