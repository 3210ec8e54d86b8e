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
        var sheet = TextSheet(style)
        if !isDetailed { sheet.pairs(commands.map { ($0.name, $0.summary) }) }
        for entry in isDetailed ? commands : [] {
            sheet.blank()
            entry.put(into: &sheet)
        }
        return sheet.text
    }
}

extension HelpReport.Entry {
    init(_ command: Command) {
        self.init(
            name: command.name, usage: command.usage, summary: command.summary, detail: command.detail,
            example: command.example, level: command.level,
            parameters: command.parameters.map { .init(usage: $0.usage, about: $0.about) })
    }

    fileprivate func put(into sheet: inout TextSheet) {
        sheet.put(usage)
        sheet.put(summary + (level == .viewer ? "" : " (role \(level.rawValue))"), indent: 2)
        if !detail.isEmpty { sheet.put(detail, indent: 2) }
        sheet.pairs(parameters.map { ($0.usage, $0.about) }, indent: 4)
        sheet.put("example: " + example, indent: 2)
    }
}
