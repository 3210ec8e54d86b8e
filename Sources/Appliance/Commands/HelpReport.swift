// SPDX-License-Identifier: Apache-2.0

/// What `help` tells: every command that is within reach, or one of them.
public struct HelpReport: Encodable, Hashable, Sendable, CommandReport {
    public struct Entry: Codable, Hashable, Sendable {
        public var name: String
        public var usage: String
        public var summary: String
        public var detail: String
        public var example: String
        public var level: Command.Level
        public var parameters: [Parameter]
    }

    public struct Parameter: Codable, Hashable, Sendable {
        public var usage: String
        public var about: String
    }

    public var commands: [Entry]
    /// Whether one was asked for, and so all is told of it.
    private var isDetailed: Bool

    /// - Parameter wanted: the words that a command begins with; `nil`: all. Throws where there is none such.
    public init(of wanted: String? = nil, for level: Command.Level) throws(CommandRefusal) {
        let all = CommandTable.all.filter { $0.level <= level }
        isDetailed = wanted != nil
        guard let wanted else {
            commands = all.map(Entry.init)
            return
        }
        let words = CommandWords(wanted).texts
        let group = all.filter { $0.words.starts(with: words) }
        let found = try group.isEmpty ? [CommandTable.command(beginning: words)] : group
        commands = found.map(Entry.init)
    }

    private enum CodingKeys: CodingKey { case commands }

    public func text(in style: TextStyle) -> String {
        isDetailed
            ? commands.map { $0.text(in: style) }.joined(separator: "\n")
            : style.table(commands.map { ($0.name, $0.summary) })
    }
}

extension HelpReport.Entry {
    init(_ command: Command) {
        self.init(
            name: command.name, usage: command.usage, summary: command.summary, detail: command.detail,
            example: command.example, level: command.level,
            parameters: command.parameters.map { .init(usage: $0.usage, about: $0.about) })
    }

    fileprivate func text(in style: TextStyle) -> String {
        let who = level == .viewer ? "" : " (role \(level.rawValue))"
        let inner = TextStyle(columns: style.columns - 2)
        let about = [summary + who, detail].flatMap { inner.wrapped($0) }.map { "  " + $0 }
        let values = inner.table(parameters.map { ($0.usage, $0.about) }).split(separator: "\n").map { "  " + $0 }
        let written = style.wrapped(usage, width: style.columns - 4).enumerated().map { ($0 == 0 ? "" : "    ") + $1 }
        return (written + about + values + ["  example: " + example, ""]).joined(separator: "\n")
    }
}
