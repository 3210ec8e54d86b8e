// SPDX-License-Identifier: Apache-2.0

/// What the console carries out itself.
enum BuiltIn: Equatable {
    case leave
    case history
    case help
    case keys
    case terminal([String])

    static let words = [
        Suggestion("exit", about: "log out (so do logout, quit, and Ctrl-D)"),
        Suggestion("help", about: "the commands, or what there is to know of one"),
        Suggestion("history", about: "the lines that were typed"),
        Suggestion("terminal", about: "how this terminal is used: its size, its characters, paging"),
    ]

    /// Words that other consoles have taught: they work, and are not listed.
    private static let taught = ["logout", "quit"].map { Suggestion($0) }

    private static let terminalWords = [
        Suggestion("ascii", about: "show nothing but ASCII"),
        Suggestion("detect", about: "ask the terminal for its size and characters"),
        Suggestion("dumb", about: "use no escape sequences"),
        Suggestion("length", about: "rows of a page; 0: no paging"),
        Suggestion("utf8", about: "show every character"),
        Suggestion("vt100", about: "use the cursor"),
        Suggestion("width", about: "columns of the screen"),
    ]

    static func suggestions(behind complete: [String]) -> [Suggestion] {
        switch (complete.first, complete.count) {
        case (nil, _): words
        case ("help", 1): [Suggestion("keys", about: "the keys of this console")]
        case ("terminal", 1): terminalWords + [.end(about: "how it is used now")]
        case ("terminal", 2) where complete[1] == "length":
            [
                Suggestion("ROWS", about: "3 to 1000, or 0 for no paging", kind: .placeholder),
                Suggestion("auto", about: "as many as the screen has"),
            ]
        case ("terminal", 2) where complete[1] == "width":
            [Suggestion("COLUMNS", about: "20 to 1000", kind: .placeholder)]
        case ("history", 1): [.end(about: "the lines that were typed")]
        case ("exit", _), ("logout", _), ("quit", _), ("terminal", _): [.end()]
        default: []
        }
    }

    /// - Parameter isFree: no command of the host begins like the first word: then it may be cut short.
    init?(_ words: [String], isFree: Bool) {
        guard let first = words.first, let name = Self.whole(first, of: Self.words + Self.taught, isFree: isFree) else {
            return nil
        }
        switch (name, words.count) {
        case ("exit", 1), ("logout", 1), ("quit", 1): self = .leave
        case ("history", 1): self = .history
        case ("help", 1): self = .help
        case ("help", 2) where words[1] == "keys": self = .keys
        case ("terminal", _):
            let rest = Array(words.dropFirst())
            let word = rest.first.flatMap { Self.whole($0, of: Self.terminalWords, isFree: true) }
            self = .terminal(word.map { [$0] + rest.dropFirst() } ?? rest)
        default: return nil
        }
    }

    private static func whole(_ begun: String, of words: [Suggestion], isFree: Bool) -> String? {
        let found = words.map(\.word).filter { $0.hasPrefix(begun) }
        return found.contains(begun) ? begun : isFree && found.count == 1 ? found[0] : nil
    }

    static let keysText = """
        Tab               complete the word, or list what may stand there
        ?                 list what may follow, with help (Ctrl-V ? types one)
        Up, Down          earlier lines that begin like this one
        Ctrl-R            search the earlier lines
        Ctrl-A, Ctrl-E    to the line's beginning, to its end
        Alt-B, Alt-F      a word back, a word on (or Ctrl with an arrow)
        Ctrl-W, Alt-D     cut the word before, the word behind
        Ctrl-U, Ctrl-K    cut to the beginning, to the end
        Ctrl-Y, Alt-Y     put in what was cut, what was cut before that
        Alt-.             put in the last word of the line before
        Ctrl-T            exchange two characters
        Ctrl-Z            undo
        Ctrl-L            clear the screen
        Ctrl-C            drop the line, or end what is being shown
        Ctrl-D            log out, on an empty line
        At --More--       space: a page, Enter: a line, a number before it: so many lines,
                          /: search, n: search on, G: to the end, q: no more
        Behind |          include, exclude, begin TEXT; last N; count; json; no-more
        """
}
