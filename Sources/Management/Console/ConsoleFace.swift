// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Board
import Console
import Operations

/// The appliance as one console sees it.
struct ConsoleFace: ConsoleHost {
    let house: ConsoleHouse
    /// Whether who is there may set the appliance up: at the machine itself, or its administrator.
    let isTrusted: Bool

    func banner() -> [String] { ConsoleBanner(of: house).lines }

    func state() -> ConsoleState {
        let alarms = Alarm.all(in: house.view.snapshot)
        return ConsoleState(
            hostName: ConsoleHouse.hostName,
            isOnTrial: house.desk.means.store.state(at: house.desk.means.moment).pending != nil,
            hasAlarm: alarms.contains { $0.severity > .notice })
    }

    func suggestions(for line: String, as user: ConsoleUser) -> [Suggestion] {
        house.desk.hints(for: line, as: Command.Level(user.level)).map { hint in
            if !hint.word.isEmpty { return Suggestion(CommandWords(hint.word).texts.first ?? "", about: hint.about) }
            return hint.shown == "<enter>"
                ? .end(about: hint.about) : Suggestion(hint.shown, about: hint.about, kind: .placeholder)
        }
    }

    /// A line in which a secret was written is kept nowhere.
    func isSecret(_ line: String) -> Bool {
        guard let call = try? CommandCall(parsing: line) else { return false }
        if let key = call["key"], SecretKeys.isSecret(key) { return true }
        return call.command.parameters.contains { $0.kind == .secret && call.has($0.name) }
    }

    func setup() -> Setup? {
        guard isTrusted, let book = house.gate.book, book.isNew else { return nil }
        return ConsoleSetup(house).questions
    }

    func refusal(of answer: String, to question: SetupQuestion, after answers: [String: String]) -> String? {
        ConsoleSetup(house).refusal(of: answer, to: question.name, after: answers)
    }
}
