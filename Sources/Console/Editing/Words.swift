// SPDX-License-Identifier: Apache-2.0

/// A line cut into words at blanks, and into commands at `|`. Quotes, single or double, keep blanks in a word; a
/// backslash outside single quotes keeps the character behind it.
struct Words: Equatable, Sendable {
    struct Word: Equatable, Sendable {
        /// Without quotes.
        var text: String
        /// Counted in characters of the line.
        var start: Int
    }

    /// Those behind the last pipe.
    private(set) var words: [Word] = []
    /// Whether the line ends within a word.
    private(set) var isWithinWord = false
    /// Whether what is typed next stands in quotes or behind a backslash.
    private(set) var isQuoted = false
    /// Where the pipes stand.
    private(set) var pipes: [Int] = []

    init(_ line: some Sequence<Character>) {
        var quote: Character?
        var isKept = false
        for (place, character) in line.enumerated() {
            if isKept {
                append(character, at: place)
                isKept = false
            } else if character == "\\", quote != "'" {
                begin(at: place)
                isKept = true
            } else if character == quote {
                quote = nil
            } else if quote != nil {
                append(character, at: place)
            } else if character == "'" || character == "\"" {
                begin(at: place)
                quote = character
            } else if character == "|" {
                (words, isWithinWord) = ([], false)
                pipes.append(place)
            } else if character.isWhitespace {
                isWithinWord = false
            } else {
                append(character, at: place)
            }
        }
        isQuoted = isKept || quote != nil
    }

    private mutating func begin(at place: Int) {
        if !isWithinWord { words.append(Word(text: "", start: place)) }
        isWithinWord = true
    }

    private mutating func append(_ character: Character, at place: Int) {
        begin(at: place)
        words[words.count - 1].text.append(character)
    }

    /// What is begun at the end: an empty text behind a blank.
    var begun: String { isWithinWord ? words.last?.text ?? "" : "" }

    /// The words before the one that is begun.
    var complete: [String] { (isWithinWord ? words.dropLast() : words[...]).map(\.text) }

    /// A word as it must be written to be read as one.
    static func quoted(_ word: String) -> String {
        let isPlain = !word.isEmpty && !word.contains { $0.isWhitespace || "\"'\\|?".contains($0) }
        guard !isPlain else { return word }
        return "\"" + word.reduce(into: "") { $0 += "\"\\".contains($1) ? "\\\($1)" : "\($1)" } + "\""
    }
}
