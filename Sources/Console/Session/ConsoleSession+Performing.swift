// SPDX-License-Identifier: Apache-2.0

/// A line of the prompt, from Enter to the next prompt.
extension ConsoleSession {
    mutating func beginPrompt() {
        stage = .prompt
        command.clear()
        isStale = true
    }

    /// Enter at the prompt.
    mutating func submit() {
        let typed = command.string
        if typed.contains("\n") {
            command.editor.set("")
            pastedLines = typed.split(separator: "\n").map(String.init)
            return command.clear()
        }
        leaveLine()
        command.clear()
        perform(typed)
    }

    private mutating func perform(_ typed: String) {
        guard let first = typed.first(where: { !$0.isWhitespace }), first != "#" else { return }
        do throws(Filter.Fault) {
            if !host.isSecret(typed) { command.history.append(typed) }
            let line = try PipedLine(typed)
            if line.command.isEmpty { return fail("Before | a command is missing.") }
            outlet.begin(page: line.filters.contains(.noMore) ? nil : page)
            if perform(builtIn: line) { return }
            request(line)
        } catch {
            fail(error.sentence)
        }
    }

    mutating func request(_ line: PipedLine, footer: [String] = []) {
        guard let user else { return }
        stage = .performing(Running(pipeline: Pipeline(line.filters), footer: footer))
        actions.append(
            .perform(
                Performance(
                    number: nextNumber(), line: line.command, user: user, isJSON: line.filters.contains(.json),
                    columns: terminal.columns, isASCII: terminal.isASCII)))
    }

    /// Says what is wrong; pasted lines behind it are not carried out.
    mutating func fail(_ sentence: String) {
        put(["% " + sentence])
        guard !pastedLines.isEmpty else { return }
        put(["% \(pastedLines.count) more of the pasted lines: not carried out."])
        pastedLines.removeAll()
    }

    // MARK: - The host's answers

    mutating func take(_ answer: ConsoleAnswer) {
        switch (stage, answer) {
        case (.checking, .loggedIn(let user, let greeting)): welcome(user, greeting: greeting)
        case (.checking, .loginRefused(let reason, let wait)): refuseLogin(reason, wait: wait)
        case (.performing(let running), _): take(answer, running)
        default: break
        }
    }

    private mutating func take(_ answer: ConsoleAnswer, _ old: Running) {
        var running = old
        switch answer {
        case .ended(let refusal): return finish(running, refusal)
        case .lasts:
            running.lasts = true
            outlet.begin(page: nil)
        case .output(let text) where !running.isCancelled:
            running.assembler.take(text) { if let line = running.pipeline.pass($0) { outlet.put(line: line) } }
        case .asks(let text, let question) where !running.isCancelled: return ask(text, question, running)
        default: break
        }
        stage = .performing(running)
    }

    private mutating func finish(_ old: Running, _ refusal: String?) {
        var running = old
        if isEditing { leaveLine() }
        if !running.isCancelled {
            running.assembler.finish { if let line = running.pipeline.pass($0) { outlet.put(line: line) } }
        }
        if !running.isCancelled || running.lasts {
            for line in running.pipeline.finish() { outlet.put(line: line) }
            outlet.noteLeftOut()
            put(running.footer)
        }
        if let refusal { fail(refusal) }
        beginPrompt()
    }

    /// Ctrl-C: output stops at once, and the line is cancelled; the second one does not wait for that any more.
    mutating func interrupt(_ old: Running) {
        var running = old
        forgetTypedAhead()
        if running.isCancelled {
            number += 1
            put(["% It has not ended yet, and is left behind."])
            return beginPrompt()
        }
        outlet.drop(terminal)
        outlet.put(bytes: Array("^C\r\n".utf8))
        running.isCancelled = true
        stage = .performing(running)
        actions += [.discardOutput, .cancel(number: number)]
    }
}
