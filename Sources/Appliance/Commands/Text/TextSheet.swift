// SPDX-License-Identifier: Apache-2.0

/// A report as it is written: line under line, none of them wider than the terminal.
///
/// Whatever is given to it may come from outside; it is made fit to be shown first.
public struct TextSheet: Sendable {
    public let style: TextStyle
    private var lines: [String] = []

    public init(_ style: TextStyle) { self.style = style }

    /// With line ends between the lines; blank lines at the end are left out.
    public var text: String {
        lines.reversed().drop { $0.isEmpty }.reversed().joined(separator: "\n")
    }

    // MARK: Lines

    /// Nothing, unless there is nothing above it.
    public mutating func blank() {
        if let last = lines.last, !last.isEmpty { lines.append("") }
    }

    /// A sentence or more, broken between words where it is too long.
    /// - Parameters:
    ///   - mark: what stands before it, in the first line only.
    ///   - indent: columns before the mark.
    public mutating func put(_ text: String, mark: String = "", indent: Int = 0) {
        let mark = style.shown(mark)
        let margin = min(indent + TextStyle.width(of: mark), style.columns / 2)
        let broken = Self.broken(style.shown(text), width: style.columns - margin)
        for (number, line) in broken.enumerated() {
            let first = Self.left(TextStyle.cut(spaces(indent) + mark, to: margin).0, margin)
            append((number == 0 ? first : spaces(margin)) + line)
        }
    }

    /// A line that is laid out already; it is cut where it is too wide.
    public mutating func drawn(_ line: String) {
        append(TextStyle.cut(style.shown(line), to: style.columns).0)
    }

    /// A heading, with a blank line before it.
    public mutating func heading(_ text: String) {
        blank()
        put(text)
    }

    /// What is named on the left is told on the right.
    public mutating func pairs(_ rows: [(String, String)], indent: Int = 0) {
        let names = rows.map { style.shown($0.0) }
        let width = min(names.map(TextStyle.width).max() ?? 0, style.columns / 3)
        for (name, row) in zip(names, rows) {
            put(row.1, mark: Self.left(TextStyle.cut(name, to: width).0, width) + "  ", indent: indent)
        }
    }

    private mutating func append(_ line: String) {
        lines.append(String(line.reversed().drop { $0 == " " }.reversed()))
    }

    private func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

    // MARK: Words

    /// Into lines no wider than that; a word that is wider is cut.
    static func broken(_ shown: String, width: Int) -> [String] {
        let width = max(2, width)
        var lines = [""]
        for word in shown.split(separator: " ") {
            var rest = String(word)
            let used = TextStyle.width(of: lines[lines.count - 1])
            if used > 0, used + 1 + TextStyle.width(of: rest) <= width {
                lines[lines.count - 1] += " " + rest
                continue
            }
            if used > 0 { lines.append("") }
            while TextStyle.width(of: rest) > width {
                let (head, tail) = TextStyle.cut(rest, to: width)
                lines[lines.count - 1] = head
                lines.append("")
                rest = tail
            }
            lines[lines.count - 1] = rest
        }
        return lines
    }

    static func left(_ shown: String, _ width: Int) -> String {
        shown + String(repeating: " ", count: max(0, width - TextStyle.width(of: shown)))
    }

    static func right(_ shown: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - TextStyle.width(of: shown))) + shown
    }
}
