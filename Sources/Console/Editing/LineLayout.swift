// SPDX-License-Identifier: Apache-2.0

/// Where a prompt and what is typed behind it stand on the screen: rows of glyphs, and the cursor.
///
/// The last column stays free, so that no terminal's habit at the margin matters.
struct LineLayout: Equatable, Sendable {
    var rows: [[Glyph]]
    var cursorRow: Int
    /// 0 ... columns − 1
    var cursorColumn: Int

    /// - Parameters:
    ///   - isHidden: nothing that is typed is shown
    init(prompt: [Glyph], buffer: LineBuffer, isHidden: Bool = false, terminal: Terminal) {
        let before = isHidden ? [] : Self.glyphs(of: buffer.text[..<buffer.cursor], isASCII: terminal.isASCII)
        let behind = isHidden ? [] : Self.glyphs(of: buffer.text[buffer.cursor...], isASCII: terminal.isASCII)
        let line = prompt + before + behind
        let cursor = prompt.count + before.count
        switch terminal.kind {
        case .vt100: self = Self.wrapped(line, cursor, terminal)
        case .dumb: self = Self.scrolled(line, cursor, width: terminal.columns - 1)
        }
    }

    private init(rows: [[Glyph]], cursorRow: Int, cursorColumn: Int) {
        (self.rows, self.cursorRow, self.cursorColumn) = (rows, cursorRow, cursorColumn)
    }

    private static func glyphs(of text: ArraySlice<Character>, isASCII: Bool) -> [Glyph] {
        text.flatMap { character in
            if character == "\n" {
                return isASCII ? Shown.glyphs(of: "\\n", isASCII: true) : [Glyph(text: "\u{21B5}", columns: 1)]
            }
            return Shown.glyphs(of: String(character), isASCII: isASCII)
        }
    }

    // MARK: - On a screen with a cursor

    private static func wrapped(_ line: [Glyph], _ cursor: Int, _ terminal: Terminal) -> Self {
        var layout = Self(rows: [[]], cursorRow: 0, cursorColumn: 0)
        var column = 0
        for (place, glyph) in line.enumerated() {
            if column + glyph.columns > terminal.columns - 1 {
                layout.rows.append([])
                column = 0
            }
            if place == cursor { (layout.cursorRow, layout.cursorColumn) = (layout.rows.count - 1, column) }
            layout.rows[layout.rows.count - 1].append(glyph)
            column += glyph.columns
        }
        if cursor >= line.count { (layout.cursorRow, layout.cursorColumn) = (layout.rows.count - 1, column) }
        return layout.cut(to: terminal.rows)
    }

    /// A line that is longer than the screen shows the part around the cursor, which goes on by half a screen.
    private func cut(to height: Int) -> Self {
        guard rows.count > height else { return self }
        let top = min(Self.start(of: cursorRow, height), rows.count - height)
        return Self(rows: Array(rows[top..<top + height]), cursorRow: cursorRow - top, cursorColumn: cursorColumn)
    }

    /// Where a window of a size begins in which a place is to be seen: it moves by halves.
    private static func start(of place: Int, _ size: Int) -> Int {
        guard place >= size else { return 0 }
        let half = max(size / 2, 1)
        return (place - size + half) / half * half
    }

    // MARK: - In one row

    /// Without a way up, a line stays in its row, and shows by `<` and `>` that it goes on.
    private static func scrolled(_ line: [Glyph], _ cursor: Int, width: Int) -> Self {
        let cursorColumn = Array(line[..<min(cursor, line.count)]).columns
        if line.columns <= width { return Self(rows: [line], cursorRow: 0, cursorColumn: cursorColumn) }
        let start = start(of: cursorColumn, width - 2)
        var row = start > 0 ? [Glyph(text: "<", columns: 1)] : []
        var (at, shownCursor) = (0, cursorColumn)
        for (place, glyph) in line.enumerated() {
            defer { at += glyph.columns }
            if at < start { continue }
            if place == cursor { shownCursor = row.columns }
            let isLast = place == line.count - 1
            if row.columns + glyph.columns > width - (isLast ? 0 : 1) {
                row.append(Glyph(text: ">", columns: 1))
                break
            }
            row.append(glyph)
        }
        if cursor >= line.count { shownCursor = row.columns }
        return Self(rows: [row], cursorRow: 0, cursorColumn: min(shownCursor, width))
    }
}
