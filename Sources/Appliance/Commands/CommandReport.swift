// SPDX-License-Identifier: Apache-2.0

/// What a command answers, for programs (as JSON) and for people.
public protocol CommandReport: Encodable, Sendable {
    /// With line ends between the lines; a last one may be missing.
    func text(in style: TextStyle) -> String
}

/// What a text is written for.
public struct TextStyle: Hashable, Sendable {
    /// Of a terminal: 20 and more.
    public var columns: Int
    /// Whether there is nothing but ASCII.
    public var isASCII: Bool

    public init(columns: Int = 80, isASCII: Bool = false) {
        (self.columns, self.isASCII) = (max(20, columns), isASCII)
    }
}

extension CommandReport {
    /// For eighty columns.
    public var text: String { text(in: TextStyle()) }
}

extension TextStyle {
    /// Names, and behind each its text; what is too long for a line goes on below itself.
    public func table(_ rows: [(String, String)]) -> String {
        var sheet = TextSheet(self)
        sheet.pairs(rows)
        return sheet.text + "\n"
    }

    /// In lines of at most so many columns.
    public func wrapped(_ text: String, width: Int? = nil) -> [String] {
        TextSheet.broken(shown(text), width: width ?? columns)
    }
}
