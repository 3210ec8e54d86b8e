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
        isDetailed ? commands.map { $0.whole }.joined(separator: "\n") : list
    }

    private var list: String {
        let width = min(28, commands.map(\.name.count).max() ?? 0)
        return commands.map { Column.left($0.name, width) + "  " + $0.summary }.joined(separator: "\n")
    }
}

extension HelpReport.Entry {
    init(_ command: Command) {
        self.init(
            name: command.name, usage: command.usage, summary: command.summary, detail: command.detail,
            example: command.example, level: command.level,
            parameters: command.parameters.map { .init(usage: $0.usage, about: $0.about) })
    }

    fileprivate var whole: String {
        var lines = [usage, "  " + summary + (level == .viewer ? "" : " (role \(level.rawValue))")]
        if !detail.isEmpty { lines.append("  " + detail) }
        let width = parameters.map(\.usage.count).max() ?? 0
        lines += parameters.map { "    " + Column.left($0.usage, width) + "  " + $0.about }
        return (lines + ["  example: " + example, ""]).joined(separator: "\n")
    }
}
