// SPDX-License-Identifier: Apache-2.0

/// A line cut into words at blanks. Quotes, single or double, keep blanks in a word; a backslash outside single quotes
/// keeps the character behind it.
public struct CommandWords: Hashable, Sendable {
    public struct Word: Hashable, Sendable {
        public var text: String
        /// Where it begins in the line.
        public var start: String.Index
    }

    public private(set) var words: [Word] = []
    /// Whether the line ends within quotes.
    public private(set) var isOpen = false
    /// Whether the line ends behind a blank, so that what is typed next begins a word.
    public private(set) var endsWord = true
    public let line: String

    public init(_ line: some StringProtocol) {
        self.line = String(line)
        cut()
    }

    public var texts: [String] { words.map(\.text) }

    private mutating func cut() {
        var current: Word?
        var quote: Character?
        var index = line.startIndex
        while index < line.endIndex {
            let character = line[index]
            if let open = quote, character == open {
                quote = nil
            } else if quote == nil, character.isWhitespace {
                if let word = current { words.append(word) }
                current = nil
            } else if quote == nil, character == "\"" || character == "'" {
                quote = character
                current = current ?? Word(text: "", start: index)
            } else {
                let start = index
                let next = line.index(after: index)
                if character == "\\", quote != "'", next < line.endIndex { index = next }
                current = current ?? Word(text: "", start: start)
                current?.text.append(line[index])
            }
            index = line.index(after: index)
        }
        endsWord = current == nil
        if let word = current { words.append(word) }
        isOpen = quote != nil
    }

    /// A word as it must be written to be read as one.
    public static func quoted(_ word: String) -> String {
        let isPlain = !word.isEmpty && !word.contains { $0.isWhitespace || "\"'\\|?".contains($0) }
        guard !isPlain else { return word }
        return "\"" + word.reduce(into: "") { $0 += "\"\\".contains($1) ? "\\\($1)" : "\($1)" } + "\""
    }
}
