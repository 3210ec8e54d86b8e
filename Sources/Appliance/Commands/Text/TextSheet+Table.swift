// SPDX-License-Identifier: Apache-2.0

extension TextSheet {
    /// A column of a table.
    public struct Column: Hashable, Sendable {
        public enum Form: Hashable, Sendable {
            /// Figures: to the right.
            case figure
            /// To the left, on one line.
            case word
            /// To the left; goes on below itself where it is too long.
            case words
        }

        public var title: String
        public var form: Form

        public init(_ title: String, _ form: Form = .word) { (self.title, self.form) = (title, form) }

        public static func figure(_ title: String) -> Column { Column(title, .figure) }
        public static func words(_ title: String) -> Column { Column(title, .words) }
    }

    /// Rows under a head; where the terminal is too narrow for them, each row by itself with its cells below each other.
    /// A head without any title is left out.
    public mutating func table(_ columns: [Column], _ rows: [[String]], indent: Int = 0) {
        let titles = columns.map { style.shown($0.title) }
        let cells = rows.map { row in columns.indices.map { $0 < row.count ? style.shown(row[$0]) : "" } }
        guard let widths = Self.widths(columns, [titles] + cells, in: style.columns - indent) else {
            return stack(titles, cells, indent: indent)
        }
        let hasHead = titles.contains { !$0.isEmpty }
        for row in (hasHead ? [titles] : []) + cells { put(row, columns, widths, indent: indent) }
    }

    private static let gap = 2
    /// Narrower than this no words are broken.
    private static let narrowest = 16

    /// `nil` where it does not fit.
    private static func widths(_ columns: [Column], _ cells: [[String]], in room: Int) -> [Int]? {
        var widths = columns.indices.map { index in cells.map { TextStyle.width(of: $0[index]) }.max() ?? 0 }
        let total = { (widths: [Int]) in widths.reduce(0, +) + gap * max(0, widths.count - 1) }
        while total(widths) > room {
            let flexible = columns.indices.filter { columns[$0].form == .words && widths[$0] > narrowest }
            guard let widest = flexible.max(by: { widths[$0] < widths[$1] }) else { return nil }
            let next = flexible.filter { $0 != widest }.map { widths[$0] }.max() ?? narrowest
            // The widest gives way, as far as the second widest.
            let least = max(narrowest, widths[widest] > next ? next : widths[widest] - 1)
            widths[widest] = max(least, widths[widest] - (total(widths) - room))
        }
        return widths
    }

    private mutating func put(_ row: [String], _ columns: [Column], _ widths: [Int], indent: Int) {
        let cells = row.indices.map { index in
            columns[index].form == .words ? Self.broken(row[index], width: widths[index]) : [row[index]]
        }
        for line in 0..<(cells.map(\.count).max() ?? 0) {
            let parts = cells.indices.map { index in
                let cell = line < cells[index].count ? cells[index][line] : ""
                return columns[index].form == .figure
                    ? Self.right(cell, widths[index]) : Self.left(cell, widths[index])
            }
            let gap = String(repeating: " ", count: Self.gap)
            drawn(String(repeating: " ", count: indent) + parts.joined(separator: gap))
        }
    }

    private mutating func stack(_ titles: [String], _ rows: [[String]], indent: Int) {
        for row in rows {
            blank()
            // What has no title is told behind what follows it.
            let named = zip(titles, row).filter { !$0.0.isEmpty && !$0.1.isEmpty }
            let marks = zip(titles, row).filter { $0.0.isEmpty && !$0.1.isEmpty }.map(\.1)
            pairs(named.map { ($0.0, $0.1) }, indent: indent)
            for mark in marks { put(mark, indent: indent) }
        }
        blank()
    }
}
