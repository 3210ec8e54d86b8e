// SPDX-License-Identifier: Apache-2.0

/// A line of text from the house as rows of a screen: clean, and no wider than it is.
enum TextRows {
    static let tabulator = 8

    /// At least one row. A line that is too long is parted at a blank of its second half, else at the margin.
    static func rows(of line: String, in terminal: Terminal) -> [[UInt8]] {
        if line.utf8.count <= terminal.columns, line.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
            return [Array(line.utf8)]
        }
        var rest = glyphs(of: line, isASCII: terminal.isASCII)[...]
        var rows: [[UInt8]] = []
        while true {
            let count = fitting(rest, in: terminal.columns)
            if count == rest.count { return rows + [bytes(rest)] }
            let blank = rest.prefix(count + 1).lastIndex { $0.text == " " }
            if let blank, blank - rest.startIndex >= count / 2 {
                rows.append(bytes(rest[..<blank]))
                rest = rest[(blank + 1)...]
            } else {
                rows.append(bytes(rest.prefix(count)))
                rest = rest.dropFirst(count)
            }
        }
    }

    /// Tabulators become blanks, everything else that is no printing becomes an escape.
    private static func glyphs(of line: String, isASCII: Bool) -> [Glyph] {
        var glyphs: [Glyph] = []
        var columns = 0
        for piece in line.split(separator: "\t", omittingEmptySubsequences: false) {
            if piece.startIndex != line.startIndex {
                let blanks = tabulator - columns % tabulator
                glyphs += repeatElement(Glyph(text: " ", columns: 1), count: blanks)
                columns += blanks
            }
            let some = Shown.glyphs(of: piece, isASCII: isASCII)
            glyphs += some
            columns += some.columns
        }
        return glyphs
    }

    private static func fitting(_ glyphs: ArraySlice<Glyph>, in columns: Int) -> Int {
        var (count, used) = (0, 0)
        for glyph in glyphs {
            used += glyph.columns
            if used > columns { break }
            count += 1
        }
        return count
    }

    private static func bytes(_ glyphs: ArraySlice<Glyph>) -> [UInt8] {
        glyphs.reduce(into: []) { $0 += $1.text.utf8 }
    }
}
