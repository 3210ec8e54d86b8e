// SPDX-License-Identifier: Apache-2.0

import Synchronization

@testable import Console

/// A small house with a few commands.
struct TestHost: ConsoleHost {
    var shownState = ConsoleState(hostName: "gnomon")
    var offeredSetup: Setup?
    let alarm = Switch()

    final class Switch: Sendable {
        let isOn = Atomic(false)
    }
    var bannerLines = ["Gnomon 1.0 on gnomon: locked to GNSS", "eth0 10.0.0.5/24, page https://10.0.0.5/"]

    /// Each command's words, and what it is.
    static let commands: [([String], String)] = [
        (["alarms"], "what is wrong, and since when"),
        (["config", "commit"], "take the candidate into use, on trial or for good"),
        (["config", "diff"], "what the candidate would change"),
        (["config", "rollback"], "back to what was in use before"),
        (["config", "set"], "change a key of the candidate"),
        (["config", "show"], "the configuration in use"),
        (["help"], "the commands, or what there is to know of one"),
        (["history"], "how a figure went, as a plot"),
        (["log", "follow"], "the journal as it is written"),
        (["network", "set"], "an interface's address"),
        (["network", "show"], "addresses, routes and names"),
        (["reboot"], "start the machine anew"),
        (["satellites"], "what the receiver hears"),
        (["status"], "what time it is, and how well that is known"),
        (["users", "add"], "a new account"),
    ]

    func banner() -> [String] { bannerLines }
    func state() -> ConsoleState {
        var state = shownState
        if alarm.isOn.load(ordering: .relaxed) { state.hasAlarm = true }
        return state
    }

    func setup() -> Setup? { offeredSetup }
    func isSecret(_ line: String) -> Bool { line.contains("passphrase") }

    func refusal(of answer: String, to question: SetupQuestion, after answers: [String: String]) -> String? {
        switch question.name {
        case "password": answer.count < 12 ? "A password has at least 12 characters." : nil
        case "network": answer == "dhcp" || answer.contains("/") ? nil : "'\(answer)' is no address/prefix."
        default: nil
        }
    }

    func suggestions(for line: String, as user: ConsoleUser) -> [Suggestion] {
        let words = Words(line)
        let before = words.complete
        var found: [Suggestion] = []
        for (command, about) in Self.commands where command.starts(with: before) && command.count > before.count {
            let word = command[before.count]
            let isWhole = command.count == before.count + 1
            guard !found.contains(where: { $0.word == word }) else { continue }
            found.append(Suggestion(word, about: isWhole ? about : Self.group(command[...before.count])))
        }
        return found + Self.values(behind: before)
    }

    private static func group(_ words: ArraySlice<String>) -> String {
        commands.filter { $0.0.starts(with: words) }.map { $0.0.last ?? "" }.joined(separator: ", ")
    }

    private static func values(behind before: [String]) -> [Suggestion] {
        switch before {
        case ["config", "commit"]:
            [Suggestion("confirm", about: "roll back unless it is confirmed in time"), .end(about: "for good")]
        case ["config", "commit", "confirm"]:
            [Suggestion("MINUTES", about: "1 to 60", kind: .placeholder), .end(about: "ten minutes")]
        case ["network", "set"]:
            [
                Suggestion("eth0", about: "the first interface", kind: .value),
                Suggestion("eth1", about: "not connected", kind: .value),
                Suggestion("my net", about: "a name with a blank", kind: .value),
            ]
        case ["network", "set", "eth0"]:
            [Suggestion("dhcp", about: "from the network"), Suggestion("static", about: "an address of its own")]
        case ["satellites"], ["status"], ["alarms"], ["config", "show"]: [.end()]
        default: []
        }
    }
}
