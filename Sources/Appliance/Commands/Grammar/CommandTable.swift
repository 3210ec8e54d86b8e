// SPDX-License-Identifier: Apache-2.0

/// Every command, once.
public enum CommandTable {
    /// In the order in which help lists them.
    public static let all: [Command] =
        time + records + configuration + network + receiver + accounts + machine + general

    /// "config commit"; `nil`: there is none.
    public static func command(named name: String) -> Command? { all.first { $0.name == name } }

    /// The command that words begin with: the longest one; a word may be shortened as long as it means one thing, and a
    /// group alone means its `show`.
    static func command(beginning words: [String]) throws(CommandRefusal) -> Command {
        var found = all
        var depth = 0
        while depth < words.count {
            let next = narrowed(found, by: words[depth], at: depth)
            if next.isEmpty { break }
            let names = Set(next.map { $0.words[depth] })
            guard names.count == 1 else { throw ambiguous(words[depth], names) }
            (found, depth) = (next, depth + 1)
        }
        if depth > 0, let whole = found.first(where: { $0.words.count == depth }) { return whole }
        if depth == words.count,
            let shown = found.first(where: { $0.words.count == depth + 1 && $0.words.last == "show" })
        {
            return shown
        }
        throw unknown(words, at: depth, among: found)
    }

    /// Those that have the word at that place, or else those that have one that begins with it.
    private static func narrowed(_ commands: [Command], by word: String, at depth: Int) -> [Command] {
        let deep = commands.filter { $0.words.count > depth }
        let exact = deep.filter { $0.words[depth] == word }
        // A value may look like the beginning of a word: a command that is whole already takes it.
        let isWhole = depth > 0 && deep.count < commands.count
        if !exact.isEmpty || word.isEmpty || isWhole { return exact }
        return deep.filter { $0.words[depth].hasPrefix(word) }
    }

    private static func ambiguous(_ word: String, _ names: Set<String>) -> CommandRefusal {
        CommandRefusal(.usage, "\(quoted(word)) could be \(names.sorted().joined(separator: ", "))")
    }

    private static func unknown(_ words: [String], at depth: Int, among found: [Command]) -> CommandRefusal {
        let group = words.prefix(depth).joined(separator: " ")
        let next = found.filter { $0.words.count > depth }.map { $0.words[depth] }
        guard depth < words.count else {
            return CommandRefusal(
                .usage, "'\(group)' is not complete; there are \(unique(next).joined(separator: ", "))")
        }
        let guess = NearMiss.best(for: words[depth], among: next).map { "did you mean '\($0)'?" }
        let advice = depth == 0 ? "try 'help'" : "there are \(unique(next).joined(separator: ", "))"
        let name = (words.prefix(depth) + [words[depth]]).joined(separator: " ")
        return CommandRefusal(.usage, "there is no command \(quoted(name)); \(guess ?? advice)")
    }

    private static func unique(_ words: [String]) -> [String] {
        words.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
