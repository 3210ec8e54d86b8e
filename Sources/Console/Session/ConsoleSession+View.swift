// SPDX-License-Identifier: Apache-2.0

/// The line that is edited, as it is shown.
extension ConsoleSession {
    /// Whether keys go into a line now.
    var isEditing: Bool {
        switch stage {
        case .name, .password, .setup, .prompt: true
        case .performing(let running): running.asked != nil && !running.isCancelled
        case .silent, .probing, .checking, .waiting, .over: false
        }
    }

    /// Brings the screen up to date.
    mutating func show() {
        guard isEditing else { return }
        outlet.put(bytes: view.update(to: layout(line.editor.buffer), terminal.kind))
        isStale = false
    }

    var line: PromptLine { if case .prompt = stage { command } else { entry } }

    private func layout(_ buffer: LineBuffer) -> LineLayout {
        let prompt = line.searchPrompt ?? self.prompt
        return LineLayout(
            prompt: Shown.glyphs(of: prompt, isASCII: terminal.isASCII), buffer: buffer,
            isHidden: line.editor.abilities.contains(.secret), terminal: terminal)
    }

    /// Shows the line as it stands with the cursor at its end, then what ends it, and goes below it.
    mutating func leaveLine(with end: String = "") {
        var buffer = line.editor.buffer
        buffer.move(to: buffer.text.count)
        outlet.put(bytes: view.update(to: layout(buffer), terminal.kind) + Array(end.utf8) + view.leave(terminal.kind))
        isStale = true
    }

    /// Ctrl-C: what is still on its way is dropped, and so is the line.
    mutating func breakLine() {
        forgetTypedAhead()
        if outlet.isDrained { return leaveLine(with: "^C") }
        outlet.drop(terminal)
        actions.append(.discardOutput)
        view.forget()
        outlet.put(bytes: Array("\r\n^C\r\n".utf8))
    }

    /// Lines of text, each shown clean.
    mutating func put(_ lines: [String]) {
        for text in lines {
            var assembler = LineAssembler()
            var whole: [String] = []
            assembler.take(text + "\n") { whole.append($0) }
            for line in whole { outlet.put(line: line) }
        }
    }

    var prompt: String {
        switch stage {
        case .name: hostName + " login: "
        case .password: "Password: "
        case .setup(let dialog): dialog.prompt
        case .performing(let running): running.asked?.prompt ?? ""
        default: commandPrompt
        }
    }

    private var hostName: String {
        let name = host.state().hostName.prefix(32)
        return name.isEmpty ? "gnomon" : String(name)
    }

    /// `gnomon# ` for who may change things, `gnomon> ` for others; with `!` while an alarm is raised, and `(trial)`
    /// while a change is on trial.
    private var commandPrompt: String {
        let state = host.state()
        let marks = (state.hasAlarm ? "!" : "") + (state.isOnTrial ? "(trial)" : "")
        return hostName + marks + (user?.level ?? .viewer > .viewer ? "# " : "> ")
    }

    /// Rows of a page: one of the screen's is for `--More--`.
    var page: Int? {
        if hasLineAhead || pageLength == 0 { return nil }
        return max((pageLength ?? terminal.rows) - 1, 1)
    }
}
