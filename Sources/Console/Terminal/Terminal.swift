// SPDX-License-Identifier: Apache-2.0

/// What is known of the terminal.
public struct Terminal: Equatable, Sendable {
    public enum Kind: Equatable, Sendable {
        /// Cursor movement and erasing as by ECMA-48: everything of the last forty years.
        case vt100
        /// Only printing, carriage return, line feed and backspace.
        case dumb
    }

    public static let leastColumns = 20
    public static let mostColumns = 1000
    public static let leastRows = 3
    public static let mostRows = 1000

    public var kind: Kind
    /// Within 20 ... 1000.
    public private(set) var columns: Int
    /// Within 3 ... 1000.
    public private(set) var rows: Int
    /// Only ASCII can be shown.
    public var isASCII: Bool

    /// A size of 0 means that it is not known: 80 × 24.
    public init(kind: Kind = .vt100, columns: Int = 80, rows: Int = 24, isASCII: Bool = false) {
        (self.kind, self.isASCII) = (kind, isASCII)
        (self.columns, self.rows) = (80, 24)
        resize(columns: columns, rows: rows)
    }

    /// By the variable `TERM`, and by `LC_ALL`, `LC_CTYPE` or `LANG`, whichever is set first.
    public init(name: String, locale: String = "", columns: Int = 0, rows: Int = 0) {
        let isDumb = ["", "dumb", "unknown", "network"].contains(name)
        let letters = locale.lowercased().filter { $0 != "-" }
        self.init(kind: isDumb ? .dumb : .vt100, columns: columns, rows: rows, isASCII: !letters.hasSuffix("utf8"))
    }

    mutating func resize(columns: Int, rows: Int) {
        let (wide, high) = (columns > 0 ? columns : 80, rows > 0 ? rows : 24)
        self.columns = min(max(wide, Self.leastColumns), Self.mostColumns)
        self.rows = min(max(high, Self.leastRows), Self.mostRows)
    }
}
