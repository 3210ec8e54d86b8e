// SPDX-License-Identifier: Apache-2.0

/// What of an edited line is on the screen, and the fewest bytes that make it another.
struct LineView: Equatable, Sendable {
    private var rows: [[Glyph]] = [[]]
    private var row = 0
    private var column = 0
    private var out: [UInt8] = []

    /// Nothing is shown, and the cursor stands in the first column of a free row.
    mutating func forget() { self = Self() }

    mutating func update(to layout: LineLayout, _ kind: Terminal.Kind) -> [UInt8] {
        for (place, glyphs) in layout.rows.enumerated() {
            if place >= rows.count {
                move(to: place, 0, kind)
                rows.append([])
            }
            rewrite(place, glyphs, kind)
        }
        if rows.count > layout.rows.count {
            move(to: layout.rows.count, 0, kind)
            write("\u{1B}[J")
            rows.removeSubrange(layout.rows.count...)
        }
        move(to: layout.cursorRow, layout.cursorColumn, kind)
        defer { out.removeAll(keepingCapacity: true) }
        return out
    }

    /// Leaves the line as it is shown, and stands below it.
    mutating func leave(_ kind: Terminal.Kind) -> [UInt8] {
        move(to: rows.count - 1, column, kind)
        let bytes = out + [13, 10]
        forget()
        return bytes
    }

    /// Takes the line off the screen, and stands where it began.
    mutating func erase(_ kind: Terminal.Kind) -> [UInt8] {
        let bytes = update(to: LineLayout(prompt: [], buffer: LineBuffer(), terminal: Terminal(kind: kind)), kind)
        forget()
        return bytes
    }

    private mutating func rewrite(_ place: Int, _ glyphs: [Glyph], _ kind: Terminal.Kind) {
        let old = rows[place]
        guard old != glyphs else { return }
        let same = zip(old, glyphs).prefix { $0 == $1 }.count
        let (oldColumns, columns) = (old.columns, glyphs.columns)
        var sameEnd = 0
        if oldColumns == columns {
            sameEnd = zip(old[same...].reversed(), glyphs[same...].reversed()).prefix { $0 == $1 }.count
        }
        move(to: place, Array(glyphs[..<same]).columns, kind)
        write(glyphs[same..<glyphs.count - sameEnd])
        rows[place] = glyphs
        if oldColumns > columns { erase(oldColumns - columns, kind) }
    }

    private mutating func erase(_ count: Int, _ kind: Terminal.Kind) {
        if kind == .vt100 { return write("\u{1B}[K") }
        out += repeatElement(0x20, count: count)
        column += count
    }

    private mutating func write(_ glyphs: ArraySlice<Glyph>) {
        for glyph in glyphs {
            out += glyph.text.utf8
            column += glyph.columns
        }
    }

    private mutating func write(_ sequence: String) { out += sequence.utf8 }

    // MARK: - Moving

    private mutating func move(to row: Int, _ column: Int, _ kind: Terminal.Kind) {
        if row < self.row { step(self.row - row, "A") }
        if row > self.row {
            out.append(13)
            out += repeatElement(10, count: row - self.row)
            self.column = 0
        }
        self.row = row
        if column < self.column { left(to: column, kind) }
        if column > self.column { right(to: column, kind) }
        self.column = column
    }

    private mutating func left(to target: Int, _ kind: Terminal.Kind) {
        let count = column - target
        if target == 0 {
            out.append(13)
        } else if count <= 4 || kind == .dumb {
            out += repeatElement(8, count: count)
        } else {
            step(count, "D")
        }
    }

    /// Without a way to the right, what stands there is written again.
    private mutating func right(to target: Int, _ kind: Terminal.Kind) {
        if kind == .vt100 { return step(target - column, "C") }
        var at = 0
        for glyph in rows[row] where at < target {
            if at >= column { out += glyph.text.utf8 }
            at += glyph.columns
        }
    }

    private mutating func step(_ count: Int, _ direction: String) {
        write("\u{1B}[" + (count == 1 ? "" : String(count)) + direction)
    }
}
