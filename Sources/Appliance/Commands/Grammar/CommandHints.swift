// SPDX-License-Identifier: Apache-2.0

/// What may follow what has been typed: for the tabulator and the question mark.
public struct CommandHints: Sendable {
    public struct Hint: Hashable, Sendable {
        /// As it is to be written; empty where only its kind is known.
        public var word: String
        /// "NAME", for a value that nobody can list; the word otherwise.
        public var shown: String
        public var about: String

        init(_ word: String, _ about: String, shown: String? = nil) {
            (self.word, self.about, self.shown) = (word, about, shown ?? word)
        }
    }

    /// The words that only the running appliance knows; `given` is what stands before.
    public typealias Words = @Sendable (Command.Vocabulary, _ given: [String: String]) -> [Command.Choice]

    private let level: Command.Level
    private let words: Words

    /// - Parameter level: what is out of reach is not told.
    public init(for level: Command.Level, words: @escaping Words = { _, _ in [] }) {
        (self.level, self.words) = (level, words)
    }

    /// What may stand at the end of `line`: whole words that go on from the one that is begun there, or all that may follow
    /// where none is.
    public func hints(for line: String) -> [Hint] {
        let cut = CommandWords(line)
        var before = cut.texts
        let begun = cut.endsWord ? "" : before.removeLast()
        return following(before, begun: begun).filter { $0.word.isEmpty || $0.word.hasPrefix(begun) }
    }

    private func following(_ before: [String], begun: String) -> [Hint] {
        let commands = CommandTable.all.filter { $0.level <= level }
        let deeper = commands.filter { $0.words.count > before.count && Self.begins($0.words, before) }
        var hints = Self.wordHints(deeper, at: before.count)
        if let command = try? CommandTable.command(beginning: before), command.level <= level,
            before.count >= command.words.count
        {
            hints += arguments(of: command, behind: Array(before.dropFirst(command.words.count)), begun: begun)
        }
        return hints
    }

    private static func begins(_ words: [String], _ before: [String]) -> Bool {
        zip(words, before).allSatisfy { $0.hasPrefix($1) }
    }

    private static func wordHints(_ commands: [Command], at depth: Int) -> [Hint] {
        var hints: [Hint] = []
        for command in commands where !hints.contains(where: { $0.word == command.words[depth] }) {
            let group = commands.filter { $0.words[depth] == command.words[depth] }
            let whole = group.first { $0.words.count == depth + 1 }
            let others = group.map { $0.words.last ?? "" }.joined(separator: ", ")
            hints.append(Hint(command.words[depth], whole?.summary ?? others))
        }
        return hints
    }
}

// MARK: Behind the command

extension CommandHints {
    private func arguments(of command: Command, behind words: [String], begun: String) -> [Hint] {
        var state = Place(command)
        for word in words { state.pass(word) }
        if let waiting = state.waiting { return values(of: waiting, given: state.given) }
        let isOption = begun.hasPrefix("-")
        var hints: [Hint] = []
        if !isOption, let next = state.places.first { hints += values(of: next, given: state.given) }
        for parameter in command.parameters where state.given[parameter.name] == nil {
            switch parameter.form {
            case .keyword: hints.append(Hint(parameter.name, parameter.about))
            case .option, .flag: hints.append(Hint("--" + parameter.name, parameter.about))
            case .positional: break
            }
        }
        let needsMore = state.places.contains { !$0.isOptional }
        if isOption {
            hints.append(Hint("--json", "answer in JSON"))
            if command.asks != nil { hints.append(Hint("--yes", "do not ask first")) }
        } else if !needsMore {
            hints.append(Hint("", command.summary, shown: "<enter>"))
        }
        return hints
    }

    private func values(of parameter: Command.Parameter, given: [String: String]) -> [Hint] {
        let shown = parameter.kind.placeholder(for: parameter.name)
        switch parameter.kind {
        case .choice(let choices): return choices.map { Hint($0.word, $0.about) }
        case .truth: return [Hint("true", parameter.about), Hint("false", "not")]
        case .known(let vocabulary):
            let known = words(vocabulary, given).map { Hint(CommandWords.quoted($0.word), $0.about) }
            return known.isEmpty ? [Hint("", parameter.about, shown: shown)] : known
        case .whole(let range, let unit):
            let limits = "\(range.lowerBound) to \(range.upperBound)" + (unit.isEmpty ? "" : " \(unit)")
            return [Hint("", "\(parameter.about), \(limits)", shown: shown)]
        case .duration: return [Hint("", "\(parameter.about), such as 90s, 15m, 1h, 7d", shown: shown)]
        case .rest where given["key"] != nil:
            let known = words(.settingValue, given).map { Hint($0.word, $0.about) }
            return known.isEmpty ? [Hint("", parameter.about, shown: shown)] : known
        default: return [Hint("", parameter.about, shown: shown)]
        }
    }

    /// What has been given so far, and what is waited for.
    private struct Place {
        private let command: Command
        var places: ArraySlice<Command.Parameter>
        var given: [String: String] = [:]
        var waiting: Command.Parameter?

        init(_ command: Command) {
            self.command = command
            places = command.parameters.filter { if case .positional = $0.form { true } else { false } }[...]
        }

        mutating func pass(_ word: String) {
            if let parameter = waiting {
                (given[parameter.name], waiting) = (word, nil)
            } else if word.hasPrefix("--") {
                let name = word.dropFirst(2).prefix { $0 != "=" }
                guard let parameter = command.parameters.first(where: { $0.name == name }) else { return }
                given[parameter.name] = String(word.drop { $0 != "=" }.dropFirst())
                if parameter.form == .option, !word.contains("=") { waiting = parameter }
            } else if let keyword = command.parameters.first(where: { $0.isKeyword && $0.name == word }) {
                given[keyword.name] = ""
                waiting = keyword.kind == .truth ? nil : keyword
            } else if let next = places.popFirst() {
                given[next.name] = word
            }
        }
    }
}

extension Command.Parameter {
    var isKeyword: Bool { if case .keyword = form { true } else { false } }
}
