// SPDX-License-Identifier: Apache-2.0

/// The tab key and the question mark.
extension ConsoleSession {
    /// As much as is certain is filled in; what may stand there is listed where that is nothing more.
    mutating func complete() {
        let buffer = command.editor.buffer
        let found = suggestions(for: buffer.beforeCursor)
        let words = found.words
        if words.count == 1, let word = words.first {
            let isAtBlank = buffer.cursor < buffer.text.count && buffer.text[buffer.cursor].isWhitespace
            command.editor.replace(from: found.start, with: Words.quoted(word) + (isAtBlank ? "" : " "))
        } else if found.common.count > found.begun.count, Words.quoted(found.common) == found.common {
            command.editor.replace(from: found.start, with: found.common)
            ring()
        } else if found.all.isEmpty {
            ring()
        } else {
            list(found, isBrief: words.count > terminal.rows / 2)
        }
    }

    mutating func help() {
        let buffer = command.editor.buffer
        let isAtEnd = buffer.cursor == buffer.text.count
        let found = suggestions(for: buffer.beforeCursor)
        if found.all.isEmpty {
            leaveLine(with: isAtEnd ? "?" : "")
            let begun = found.begun.isEmpty ? "Nothing may follow here." : "Nothing begins like '\(found.begun)' here."
            return put(["  " + begun])
        }
        list(found, isBrief: false, mark: isAtEnd ? "?" : "")
    }

    private mutating func list(_ found: Suggestions, isBrief: Bool, mark: String = "") {
        leaveLine(with: mark)
        outlet.begin(page: page)
        let columns = terminal.columns
        put(isBrief ? HelpText.brief(found.words, columns: columns) : HelpText.long(found.all, columns: columns))
    }
}

/// Lists of what may follow.
enum HelpText {
    private static let widest = 28

    /// A word a row, with its help, which is parted at the margin and stays in its column.
    static func long(_ suggestions: [Suggestion], columns: Int) -> [String] {
        let width = min(suggestions.map { shown($0.word).count }.max() ?? 0, widest)
        return suggestions.flatMap { suggestion in
            let word = shown(suggestion.word)
            let about = shown(suggestion.about)
            guard !about.isEmpty else { return ["  " + word] }
            let rows = parted(about, width: max(columns - width - 4, 16))
            let first = "  " + word + blanks(width - word.count) + "  " + (rows.first ?? "")
            return [first] + rows.dropFirst().map { blanks(width + 4) + $0 }
        }
    }

    /// Words alone, in columns that are read downwards.
    static func brief(_ words: [String], columns: Int) -> [String] {
        let shownWords = words.map(shown)
        let width = (shownWords.map(\.count).max() ?? 0) + 2
        let across = max((columns - 2) / width, 1)
        let rows = (shownWords.count + across - 1) / across
        return (0..<rows).map { row in
            stride(from: row, to: shownWords.count, by: rows).reduce(into: "  ") { line, place in
                line += shownWords[place]
                if place + rows < shownWords.count { line += blanks(width - shownWords[place].count) }
            }
        }
    }

    private static func blanks(_ count: Int) -> String { String(repeating: " ", count: max(count, 0)) }

    /// Escaped here already, so that columns are counted as they are shown.
    private static func shown(_ text: String) -> String { Shown.glyphs(of: text, isASCII: false).text }

    private static func parted(_ text: String, width: Int) -> [String] {
        var rows: [String] = []
        for word in text.split(separator: " ") {
            if let last = rows.last, last.count + 1 + word.count <= width {
                rows[rows.count - 1] = last + " " + word
            } else {
                rows.append(String(word))
            }
        }
        return rows
    }
}
