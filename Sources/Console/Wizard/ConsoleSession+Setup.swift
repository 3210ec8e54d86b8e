// SPDX-License-Identifier: Apache-2.0

/// The first start's questions in a session.
extension ConsoleSession {
    mutating func begin(_ setup: Setup) {
        let dialog = SetupDialog(setup)
        put(SetupDialog.welcome(setup.questions.count) + dialog.heading)
        ask(dialog)
    }

    /// The host could not do what was answered: from the first question on again, with these answers in brackets.
    mutating func begin(again old: SetupDialog, _ reason: String) {
        var dialog = old
        dialog.restart()
        put([reason] + dialog.heading)
        ask(dialog)
    }

    private mutating func ask(_ dialog: SetupDialog) {
        ask(.setup(dialog), dialog.isSecret ? [.secret, .back] : .back, limit: Self.longestPassword)
    }

    /// Enter at one of its questions.
    mutating func answer(_ old: SetupDialog) {
        var dialog = old
        leaveLine()
        let typed = entry.string
        entry.clear()
        var step = dialog.answer(typed)
        if case .checks(let text) = step, let question = dialog.question {
            let refusal = host.refusal(of: text, to: question, after: dialog.answers)
            step = refusal.map { .goesOn([$0]) } ?? dialog.take(text)
        }
        switch step {
        case .goesOn(let lines):
            put(lines)
            ask(dialog)
        case .isDone(let answers):
            stage = .checking(dialog)
            actions.append(.setUp(answers, number: nextNumber()))
        case .checks: ask(dialog)
        }
    }

    /// The up key: the question before.
    mutating func goBack(_ old: SetupDialog) {
        var dialog = old
        guard let lines = dialog.goBack() else { return ring() }
        leaveLine()
        put(lines)
        ask(dialog)
    }

    mutating func skipSetup() {
        isSetupSkipped = true
        put(["Nothing was changed. These questions come again at the next start of a session.", ""])
        if user == nil { beginLogin() } else { beginPrompt() }
    }
}
