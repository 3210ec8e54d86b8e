// SPDX-License-Identifier: Apache-2.0

extension CommandCall {
    /// From one line of words. Throws a refusal that says what to write instead.
    public init(parsing line: some StringProtocol) throws(CommandRefusal) {
        let cut = CommandWords(line)
        guard !cut.isOpen else { throw CommandRefusal(.usage, "a quote is not closed") }
        guard !cut.words.isEmpty else { throw CommandRefusal(.usage, "a command is missing; try 'help'") }
        let command = try CommandTable.command(beginning: cut.texts)
        var reader = ArgumentReader(CommandCall(command), Array(cut.words.dropFirst(command.words.count)), in: cut.line)
        try reader.read()
        self = reader.call
    }

    /// From values by name, as the API has them. Throws where one is unknown, wrong or missing.
    public init(_ command: Command, checking values: [String: String]) throws(CommandRefusal) {
        self.init(command, values)
        for name in values.keys.sorted() where !command.parameters.contains(where: { $0.name == name }) {
            throw CommandRefusal(.usage, "'\(command.name)' has no \(quoted(name))")
        }
        try check()
    }

    fileprivate func check() throws(CommandRefusal) {
        for parameter in command.parameters {
            guard let value = values[parameter.name] else {
                if parameter.isOptional || parameter.kind == .secret { continue }
                throw CommandRefusal(.usage, "\(parameter.kind.placeholder(for: parameter.name)) is missing; \(advice)")
            }
            guard let fault = parameter.kind.fault(in: value) else { continue }
            throw CommandRefusal(.usage, "\(parameter.name): \(quoted(value)) \(fault)")
        }
    }

    fileprivate var advice: String { "write '\(command.usage)'" }
}

/// Gives the words behind a command to its parameters.
private struct ArgumentReader {
    var call: CommandCall
    private var rest: ArraySlice<CommandWords.Word>
    private let line: String
    private var places: ArraySlice<Command.Parameter>

    init(_ call: CommandCall, _ words: [CommandWords.Word], in line: String) {
        (self.call, rest, self.line) = (call, words[...], line)
        places = call.command.parameters.filter { if case .positional = $0.form { true } else { false } }[...]
    }

    mutating func read() throws(CommandRefusal) {
        while let word = rest.first {
            if places.first?.kind == .rest {
                call.values[places.removeFirst().name] = String(line[word.start...])
                break
            }
            rest.removeFirst()
            if word.text.hasPrefix("--"), line[word.start] == "-" {
                try readOption(word.text.dropFirst(2))
            } else if let keyword = keyword(word.text) {
                readKeyword(keyword)
            } else {
                try place(word.text)
            }
        }
        try call.check()
    }

    private mutating func readOption(_ text: Substring) throws(CommandRefusal) {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count) {
        case ("json", 1): call.wantsJSON = true
        case ("yes", 1): call.isConfirmed = true
        default: try readOption(named: parts.first ?? "", value: parts.count > 1 ? parts[1] : nil)
        }
    }

    private mutating func readOption(named name: String, value: String?) throws(CommandRefusal) {
        let parameters = call.command.parameters.filter { $0.form == .option || $0.form == .flag }
        guard let parameter = parameters.first(where: { $0.name == name }) else {
            let guess = NearMiss.best(for: name, among: parameters.map(\.name) + ["json", "yes"])
            let advice = guess.map { "did you mean '--\($0)'?" } ?? call.advice
            throw CommandRefusal(.usage, "'\(call.command.name)' has no option \(quoted("--" + name)); \(advice)")
        }
        if parameter.form == .flag, value == nil {
            call.values[name] = "true"
            return
        }
        guard let value = value ?? rest.popFirst()?.text else {
            throw CommandRefusal(.usage, "--\(name) needs a value: \(parameter.about)")
        }
        call.values[name] = value
    }

    private func keyword(_ word: String) -> Command.Parameter? {
        call.command.parameters.first {
            if case .keyword = $0.form { $0.name == word && !call.has($0.name) } else { false }
        }
    }

    private mutating func readKeyword(_ parameter: Command.Parameter) {
        guard case .keyword(let usual) = parameter.form else { return }
        if parameter.kind == .truth {
            call.values[parameter.name] = "true"
        } else if let usual, rest.first.map({ parameter.kind.fault(in: $0.text) != nil }) ?? true {
            call.values[parameter.name] = usual
        } else {
            call.values[parameter.name] = rest.popFirst()?.text ?? ""
        }
    }

    private mutating func place(_ word: String) throws(CommandRefusal) {
        guard let parameter = places.popFirst() else {
            throw CommandRefusal(.usage, "\(quoted(word)) is too much; \(call.advice)")
        }
        call.values[parameter.name] = word
    }
}
