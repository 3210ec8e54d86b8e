// SPDX-License-Identifier: Apache-2.0

/// What may stand at the cursor.
struct Suggestions: Equatable, Sendable {
    /// All that fit what has been begun.
    var all: [Suggestion]
    /// What has been begun, without quotes.
    var begun: String
    /// Where it begins, in characters of the line.
    var start: Int

    /// Those that can be inserted.
    var words: [String] { all.filter { $0.kind == .word || $0.kind == .value }.map(\.word) }

    /// The longest beginning that all words share.
    var common: String {
        guard let first = words.first else { return "" }
        return words.dropFirst().reduce(first) { common, word in
            String(zip(common, word).prefix { $0 == $1 }.map(\.0))
        }
    }
}

extension ConsoleSession {
    /// From the host and from the console itself.
    func suggestions(for before: ArraySlice<Character>) -> Suggestions {
        let words = Words(before)
        let start = words.isWithinWord ? words.words.last?.start ?? before.count : before.count
        var found = Suggestions(all: [], begun: words.begun, start: start)
        if words.pipes.isEmpty {
            found.all = commands(String(before), words)
        } else {
            found.all = Filter.suggestions(behind: words.complete)
        }
        found.all = found.all.filter { Self.fits($0, words) }
        return found
    }

    /// A host may give a value as it is written, in quotes.
    private static func unquoted(_ suggestion: Suggestion) -> Suggestion {
        guard suggestion.kind == .value || suggestion.kind == .word, suggestion.word.hasPrefix("\"") else {
            return suggestion
        }
        let words = Words(suggestion.word).words
        return words.count == 1 ? Suggestion(words[0].text, about: suggestion.about, kind: suggestion.kind) : suggestion
    }

    /// A placeholder fits what has been begun, as far as anybody here knows; an end fits a free place.
    private static func fits(_ suggestion: Suggestion, _ words: Words) -> Bool {
        switch suggestion.kind {
        case .word, .value: suggestion.word.hasPrefix(words.begun)
        case .placeholder: true
        case .end: !words.isWithinWord
        }
    }

    private func commands(_ line: String, _ words: Words) -> [Suggestion] {
        guard let user else { return [] }
        var found = host.suggestions(for: line, as: user).map(Self.unquoted)
        for own in BuiltIn.suggestions(behind: words.complete) where !found.contains(where: { $0.word == own.word }) {
            found.append(own)
        }
        if words.complete.isEmpty { found.sort { $0.word < $1.word } }
        if found.contains(where: { $0.kind == .end }), !words.isWithinWord {
            found.append(Suggestion("|", about: "filter what is shown"))
        }
        return found
    }
}
