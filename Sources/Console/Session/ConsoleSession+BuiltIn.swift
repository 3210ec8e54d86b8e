// SPDX-License-Identifier: Apache-2.0

/// The console's own commands.
extension ConsoleSession {
    /// Whether it was one.
    mutating func perform(builtIn line: PipedLine) -> Bool {
        let words = Words(line.command).words.map(\.text)
        guard let user, let first = words.first else { return false }
        let isFree = !host.suggestions(for: first, as: user).contains { $0.kind == .word && $0.word.hasPrefix(first) }
        guard let command = BuiltIn(words, isFree: isFree) else { return false }
        perform(command, line)
        return true
    }

    private mutating func perform(_ command: BuiltIn, _ line: PipedLine) {
        switch command {
        case .leave: logOut()
        case .keys: put(BuiltIn.keysText.split(separator: "\n").map(String.init), through: line)
        case .history:
            let lines = self.command.history.lines
            put(lines.enumerated().map { Self.padded($0.offset + 1) + "  " + $0.element }, through: line)
        case .help:
            request(
                line, footer: ["", "Also: exit, history, terminal; 'help keys' tells the keys, ? what may follow."])
        case .terminal(let words): setTerminal(words)
        }
    }

    private mutating func put(_ lines: [String], through line: PipedLine) {
        var pipeline = Pipeline(line.filters)
        put(lines.compactMap { pipeline.pass($0) })
        put(pipeline.finish())
    }

    private static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: " ", count: max(4 - digits.count, 0)) + digits
    }

    private mutating func setTerminal(_ words: [String]) {
        let number = words.count == 2 ? Int(words[1]) : nil
        switch (words.first, words.count) {
        case (nil, _): put([terminalText])
        case ("ascii", 1): terminal.isASCII = true
        case ("utf8", 1): terminal.isASCII = false
        case ("vt100", 1): terminal.kind = .vt100
        case ("dumb", 1): terminal.kind = .dumb
        case ("detect", 1): probe(isAtPrompt: true)
        case ("length", 2) where words[1] == "auto": pageLength = nil
        case ("length", 2) where number == 0 || (3...Terminal.mostRows).contains(number ?? -1): pageLength = number
        case ("length", 2): fail("A page has 3 to 1000 rows; 0 means no paging.")
        case ("width", 2) where (Terminal.leastColumns...Terminal.mostColumns).contains(number ?? -1):
            terminal.resize(columns: number ?? 80, rows: terminal.rows)
        case ("width", 2): fail("A screen has 20 to 1000 columns.")
        default: fail("Write: terminal length ROWS, width COLUMNS, ascii, utf8, vt100, dumb or detect.")
        }
    }
}
