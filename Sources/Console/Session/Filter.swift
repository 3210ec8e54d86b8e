// SPDX-License-Identifier: Apache-2.0

/// What stands behind a pipe: `| include TEXT`.
enum Filter: Equatable, Sendable {
    case include(TextMatch)
    case exclude(TextMatch)
    case begin(TextMatch)
    case last(Int)
    case count, noMore, json

    /// Their names as they are completed, and what they do.
    static let suggestions = [
        Suggestion("begin", about: "from the first line in which TEXT stands"),
        Suggestion("count", about: "only how many lines there are"),
        Suggestion("exclude", about: "without the lines in which TEXT stands"),
        Suggestion("include", about: "only the lines in which TEXT stands"),
        Suggestion("json", about: "as JSON, for programs"),
        Suggestion("last", about: "only the last NUMBER lines"),
        Suggestion("no-more", about: "without stopping at each screen"),
    ]

    /// What may follow a filter's name.
    static func suggestions(behind words: [String]) -> [Suggestion] {
        guard let name = words.first, let whole = wholeName(name) else { return words.isEmpty ? suggestions : [] }
        let end = [Suggestion.end(), Suggestion("|", about: "a filter more")]
        switch (whole, words.count) {
        case ("include", 1), ("exclude", 1), ("begin", 1):
            return [Suggestion("TEXT", about: "capitals matter only if there are some", kind: .placeholder)]
        case ("last", 1): return [Suggestion("NUMBER", about: "of lines", kind: .placeholder)]
        default: return end
        }
    }

    /// A name may be cut short as long as it is no other's.
    static func wholeName(_ name: String) -> String? {
        let names = suggestions.map(\.word).filter { $0.hasPrefix(name) }
        return names.count == 1 ? names[0] : nil
    }

    /// From the words behind a pipe, or a sentence about what is wrong with them.
    static func read(_ words: [String]) throws(Fault) -> Filter {
        let known = suggestions.map(\.word).joined(separator: ", ")
        guard let first = words.first else { throw Fault("Behind | stands one of \(known).") }
        guard let name = wholeName(first) else { throw Fault("No filter is called '\(first)': \(known).") }
        let rest = words.dropFirst().joined(separator: " ")
        switch (name, words.count) {
        case ("count", 1): return .count
        case ("no-more", 1): return .noMore
        case ("json", 1): return .json
        case ("count", _), ("no-more", _), ("json", _): throw Fault("'\(name)' takes nothing behind it.")
        case ("last", _):
            guard let number = Int(rest), number > 0 else { throw Fault("'last' needs a number of lines.") }
            return .last(min(number, 10_000))
        case (_, 1): throw Fault("'\(name)' needs a text.")
        case ("include", _): return .include(TextMatch(rest))
        case ("exclude", _): return .exclude(TextMatch(rest))
        default: return .begin(TextMatch(rest))
        }
    }

    struct Fault: Error, Equatable {
        var sentence: String
        init(_ sentence: String) { self.sentence = sentence }
    }
}
