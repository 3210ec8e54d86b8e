// SPDX-License-Identifier: Apache-2.0

public import Appliance

extension CommandCall {
    /// From words that somebody else has told apart, as a shell does.
    /// - Parameter plainFrom: words from there on are no options, whatever they begin with.
    public init(words: [String], plainFrom: Int? = nil) throws(CommandRefusal) {
        let written = words.enumerated().map { place, word in
            place >= plainFrom ?? .max ? CommandWords.enclosed(word) : CommandWords.quoted(word)
        }
        try self.init(parsing: written.joined(separator: " "))
        guard let rest = command.parameters.first(where: { $0.kind == .rest })?.name, let value = values[rest] else {
            return
        }
        // What is taken as it stands was written by nobody with these quotes.
        let start = written.indices.first { written[$0...].joined(separator: " ") == value }
        if let start { values[rest] = words[start...].joined(separator: " ") }
    }

    /// As it must be written to be read as this one, without what is secret and without `--json`.
    var line: String {
        let shown = command.parameters.filter { $0.kind != .secret && has($0.name) }
        let ordered = shown.filter { $0.kind != .rest } + shown.filter { $0.kind == .rest }
        return (command.words + (isConfirmed ? ["--yes"] : []) + ordered.map(written)).joined(separator: " ")
    }

    private func written(_ parameter: Command.Parameter) -> String {
        let value = values[parameter.name] ?? ""
        return switch parameter.form {
        case .positional where parameter.kind == .rest: value
        case .positional: value.hasPrefix("-") ? CommandWords.enclosed(value) : CommandWords.quoted(value)
        case .option: "--\(parameter.name) \(CommandWords.quoted(value))"
        case .flag: "--\(parameter.name)"
        case .keyword where parameter.kind == .truth: parameter.name
        case .keyword: "\(parameter.name) \(CommandWords.quoted(value))"
        }
    }
}

extension CommandWords {
    /// A word in quotes, whether it needs them or not: it is no option then.
    static func enclosed(_ word: String) -> String {
        "\"" + word.reduce(into: "") { $0 += "\"\\".contains($1) ? "\\\($1)" : "\($1)" } + "\""
    }
}
