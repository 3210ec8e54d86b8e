// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Appliance

@Suite struct `A command line` {
    @Test(arguments: [
        ("status", "status"), ("  satellites \r", "satellites"), ("alarms", "alarms"), ("sources", "sources"),
        ("receiver", "receiver show"), ("rec sh", "receiver show"), ("sta", "status"), ("help", "help"),
        ("help config commit", "help config commit"), ("scene  lose-sky", "scene lose-sky"), ("config", "config show"),
        ("alarms ack pulse-lost", "alarms ack pulse-lost"), ("clients ptp", "clients ptp"),
        ("config set ntp.listen  [a,  \"b\"]", "config set ntp.listen [a,  \"b\"]"),
        ("history offset --last 1h", "history offset --last 1h"),
        ("history --last=1h offset", "history offset --last 1h"),
        ("config commit confirm", "config commit confirm 5"), ("config commit confirm 7", "config commit confirm 7"),
        ("config commit", "config commit"), ("users add 'a b' viewer", "users add a b viewer"),
        ("config show --candidate", "config show --candidate"), ("reboot --yes --json", "reboot"),
    ])
    func `means one thing`(_ line: String, _ told: String) throws {
        #expect(try CommandCall(parsing: line).told == told)
    }

    @Test(arguments: [
        ("", "a command is missing; try 'help'"),
        ("statsu", "there is no command 'statsu'; did you mean 'status'?"),
        ("rm", "there is no command 'rm'; try 'help'"),
        ("s", "'s' could be satellites, scene, services, sky, sources, status, stream, support-bundle"),
        ("config comit", "there is no command 'config comit'; did you mean 'commit'?"),
        ("test", "'test' is not complete; there are lamp, relay, alarm"),
        ("status now", "'now' is too much; write 'status'"),
        ("scene", "NAME is missing; write 'scene NAME'"),
        ("scene a b", "'b' is too much; write 'scene NAME'"),
        ("clients nts", "service: 'nts' must be one of ntp, ptp"),
        ("history offset --lats 1h", "'history' has no option '--lats'; did you mean '--last'?"),
        ("history offset --last", "--last needs a value: how far back; 1h where it is missing"),
        ("history offset --last soon", "last: 'soon' must be a time such as 90s, 15m, 1h or 7d"),
        ("log --lines 0", "lines: '0' must be 1 to 1000 entries"),
        ("config set \"a", "a quote is not closed"),
        ("\u{1B}[2J", "there is no command '\u{FFFD}[2J'; try 'help'"),
    ])
    func `that means nothing is refused with advice`(_ line: String, _ reason: String) {
        #expect(throws: CommandRefusal(.usage, reason)) { try CommandCall(parsing: line) }
    }

    @Test func `has its wishes beside its words`() throws {
        let call = try CommandCall(parsing: "reboot --yes --json")
        #expect(call.isConfirmed && call.wantsJSON)
        #expect(try !CommandCall(parsing: "reboot").isConfirmed)
    }

    @Test func `keeps secrets out of what is told`() throws {
        let call = try CommandCall(parsing: "reset-password eve 'top secret'")
        #expect(call["password"] == "top secret")
        #expect(call.told == "reset-password eve ***")
        #expect(try CommandCall(parsing: "reset-password eve").missingSecret?.name == "password")
    }

    @Test func `is read from values by name too`() throws {
        let history = try #require(CommandTable.command(named: "history"))
        #expect(
            try CommandCall(history, checking: ["series": "offset", "last": "1h"]).told == "history offset --last 1h")
        #expect(throws: CommandRefusal(.usage, "'history' has no 'first'")) {
            try CommandCall(history, checking: ["series": "offset", "first": "1h"])
        }
        #expect(throws: CommandRefusal(.usage, "SERIES is missing; write 'history SERIES [--last LAST]'")) {
            try CommandCall(history, checking: [:])
        }
    }
}

@Suite struct `The table of commands` {
    @Test(arguments: CommandTable.all) func `has for each an example that is one`(_ command: Command) throws {
        #expect(try CommandCall(parsing: command.example).command == command)
        #expect(!command.summary.isEmpty && !command.summary.hasSuffix("."))
        #expect(command.asks?.hasSuffix(".") ?? true)
    }

    @Test func `has no name twice`() {
        #expect(Set(CommandTable.all.map(\.name)).count == CommandTable.all.count)
        #expect(Set(CommandTable.all.map(\.slug)).count == CommandTable.all.count)
    }

    @Test(arguments: CommandTable.all) func `tells of each in eighty columns`(_ command: Command) throws {
        let help = try HelpReport(for: .admin).text(in: TextStyle()).split(separator: "\n")
        #expect(help.contains { $0.hasPrefix(command.name + " ") })
        let more = try HelpReport(of: command.name, for: .admin).text(in: TextStyle()).split(separator: "\n")
        #expect(more.contains("  example: " + command.example))
        #expect((help + more).allSatisfy { $0.count <= 80 })
    }
}

@Suite struct `What may follow` {
    private let hints = CommandHints(for: .admin) { vocabulary, given in
        switch vocabulary {
        case .scene: [Command.Choice("lose-sky", "no satellites"), Command.Choice("unplug")]
        case .settingValue: [Command.Choice("value of \(given["key"] ?? "")")]
        default: []
        }
    }

    @Test(arguments: [
        ("stat", ["status"]),
        ("config ", ["show", "diff", "set", "unset", "commit", "rollback", "versions", "save", "restore", "backups"]),
        ("config comm", ["commit"]), ("scene ", ["lose-sky", "unplug"]), ("scene u", ["unplug"]),
        ("clients ", ["ntp", "ptp", ""]), ("status ", [""]), ("nonsense ", []),
        ("history offset --", ["--last", "--json"]),
        ("config commit ", ["confirm", ""]), ("config set a.b ", ["value of a.b"]), ("history offset --last ", [""]),
        ("receiver reset --y", ["--yes"]),
    ])
    func `is told`(_ line: String, _ words: [String]) {
        #expect(hints.hints(for: line).map(\.word) == words)
    }

    @Test func `is told of what is in reach`() {
        #expect(!CommandHints(for: .viewer).hints(for: "").contains { $0.word == "reboot" })
        #expect(hints.hints(for: "").contains { $0.word == "reboot" })
    }

    @Test(arguments: CommandTable.all) func `is never what cannot follow`(_ command: Command) {
        for hint in hints.hints(for: command.example + " ") { #expect(!hint.shown.isEmpty) }
    }
}
