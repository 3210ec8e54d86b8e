// SPDX-License-Identifier: Apache-2.0

public import Board

/// What can be asked of a running appliance, whether by its page, its console, its command line or from afar:
/// parsed once, here.
public enum Command: Hashable, Sendable {
    case help
    case status
    case satellites
    case sources
    case alarms
    case receiver
    case ntp
    case ptp
    /// `nil`: of all services.
    case clients(ClientsReport.Service?)
    case version
    case ask(OperatorCommand)
    case scene(String)
    /// Of an alarm, by its name.
    case acknowledge(String)

    /// Whether it only looks.
    public var isHarmless: Bool {
        switch self {
        case .ask, .scene, .acknowledge: false
        default: true
        }
    }

    /// From one line of words. Throws a refusal that says what to write instead.
    public init(parsing line: some StringProtocol) throws(CommandRefusal) {
        let words = line.split { $0.isWhitespace }.map { String($0) }
        guard let name = words.first else { throw CommandRefusal(.usage, "a command is missing; try 'help'") }
        guard let entry = Self.table.first(where: { $0.name == name }) else {
            let guess = NearMiss.best(for: name, among: Self.table.map(\.name)).map { "did you mean '\($0)'?" }
            throw CommandRefusal(.usage, "there is no command \(quoted(name)); \(guess ?? "try 'help'")")
        }
        guard entry.takes(words.count - 1), let command = entry.make(words.count > 1 ? words[1] : "") else {
            throw CommandRefusal(.usage, "write '\(entry.usage)'")
        }
        self = command
    }

    /// One line of help for each command: how it is written, and what it does.
    public static var all: [CommandHelp] { table.map { CommandHelp(usage: $0.usage, summary: $0.summary) } }

    private struct Entry {
        var name: String
        var argument: String?
        var summary: String
        /// `nil`: there is no such argument.
        var make: (String) -> Command?

        var usage: String { argument.map { "\(name) \($0)" } ?? name }

        /// An argument in brackets may be left out.
        func takes(_ count: Int) -> Bool {
            guard let argument else { return count == 0 }
            return count == 1 || count == 0 && argument.hasPrefix("[")
        }

        init(_ name: String, argument: String? = nil, _ summary: String, _ make: @escaping (String) -> Command?) {
            (self.name, self.argument, self.summary, self.make) = (name, argument, summary, make)
        }
    }

    private static var table: [Entry] {
        [
            Entry("status", "what the time is worth, and why") { _ in .status },
            Entry("satellites", "what the receiver sees") { _ in .satellites },
            Entry("sources", "what the time comes from") { _ in .sources },
            Entry("alarms", "what wants attention") { _ in .alarms },
            Entry("acknowledge", argument: "ALARM", "take down that an alarm was seen") { .acknowledge($0) },
            Entry("receiver", "what is known of the receiver") { _ in .receiver },
            Entry("ntp", "what the NTP server did") { _ in .ntp },
            Entry("ptp", "what the PTP grandmaster does") { _ in .ptp },
            Entry("clients", argument: "[ntp|ptp]", "who asks for the time") { (name) -> Command? in
                guard !name.isEmpty else { return .clients(nil) }
                return ClientsReport.Service(rawValue: name).map { .clients($0) }
            },
            Entry("version", "what this program is") { _ in .version },
            Entry("reacquire", "forget the established second and find it anew") { _ in .ask(.reacquire) },
            Entry("scene", argument: "NAME", "play a scene of the demonstration") { .scene($0) },
            Entry("help", "this list") { _ in .help },
        ]
    }
}

/// How a command is written, and what it does.
public struct CommandHelp: Codable, Hashable, Sendable {
    public var usage: String
    public var summary: String
}
