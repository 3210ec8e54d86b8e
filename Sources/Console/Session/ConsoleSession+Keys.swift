// SPDX-License-Identifier: Apache-2.0

/// Where a key goes.
extension ConsoleSession {
    mutating func press(_ key: Key) {
        if outlet.isAtMore { return pressAtMore(key) }
        if outlet.isFlowing, isUntouched, pressEarly(key) { return }
        switch stage {
        case .silent: if key == .enter { wake() }
        case .probing: pressProbing(key)
        case .checking: typeAhead(key)
        case .waiting, .over: break
        case .performing(let running) where running.asked == nil: pressPerforming(key, running)
        case .name, .password, .setup, .performing: edit(entry.press(Self.answering(key)))
        case .prompt: edit(command.press(key))
        }
    }

    /// A pasted line's end is none of an answer's characters.
    private static func answering(_ key: Key) -> Key { key == .pasted("\n") ? .unknown : key }

    /// Keys that came before their time, and lines that were pasted.
    mutating func goOn() {
        while isEditing, !outlet.isAtMore {
            if case .prompt = stage, !pastedLines.isEmpty {
                command.editor.set(pastedLines.removeFirst())
                submit()
            } else if !typedAhead.isEmpty {
                press(typedAhead.removeFirst())
            } else {
                return
            }
        }
    }

    private mutating func typeAhead(_ key: Key) {
        guard typedAhead.count < Self.mostTypedAhead else { return ring() }
        typedAhead.append(key)
        if hasLineAhead { outlet.begin(page: nil) }
    }

    /// Somebody has typed the next line already: no text in between stops for him.
    var hasLineAhead: Bool {
        guard pastedLines.isEmpty else { return true }
        guard let end = typedAhead.lastIndex(of: .enter) else { return false }
        return typedAhead[..<end].contains { if case .text = $0 { true } else { false } }
    }

    mutating func forgetTypedAhead() {
        typedAhead.removeAll()
        pastedLines.removeAll()
    }

    // MARK: - While a line is carried out

    private mutating func pressPerforming(_ key: Key, _ running: Running) {
        switch key {
        case .control("c"), .control("z"): interrupt(running)
        case .control("d") where running.lasts: interrupt(running)
        case .text("q") where running.lasts && typedAhead.isEmpty: interrupt(running)
        default: typeAhead(key)
        }
    }

    private mutating func pressAtMore(_ key: Key) {
        switch outlet.press(key, terminal) {
        case .quits: stop(isShown: false)
        case .interrupts:
            forgetTypedAhead()
            stop(isShown: true)
        case .goesOn, .finds, .nothing: break
        }
        isStale = true
    }

    /// Nothing has been typed since the text began.
    private var isUntouched: Bool {
        switch stage {
        case .prompt: command.editor.buffer.isEmpty && typedAhead.isEmpty
        case .performing(let running): running.asked == nil && typedAhead.isEmpty
        default: false
        }
    }

    /// On a slow line fingers are at `--More--` before it is: whether the key was meant for that.
    private mutating func pressEarly(_ key: Key) -> Bool {
        switch key {
        case .text(" "): outlet.grantPage()
        case .text("q"):
            outlet.quit()
            stop(isShown: false)
            isStale = true
        default: return false
        }
        return true
    }

    /// The text that was being shown is not wanted; nor is what still makes it.
    private mutating func stop(isShown: Bool) {
        if isShown { outlet.put(bytes: Array("^C\r\n".utf8)) }
        guard case .performing(var running) = stage, !running.isCancelled else { return }
        if running.asked != nil { return isShown ? refuse(running) : () }
        running.isCancelled = true
        stage = .performing(running)
        actions.append(.cancel(number: number))
    }

    // MARK: - In a line

    private mutating func edit(_ edit: Edit) {
        isStale = true
        switch edit {
        case .up: if case .setup(let dialog) = stage { goBack(dialog) }
        case .changed, .down, .search: break
        case .nothing: ring()
        case .accepted: accept()
        case .interrupted: interruptLine()
        case .endOfInput: endInput()
        case .complete: complete()
        case .help: help()
        case .clearScreen: clearScreen()
        }
    }

    /// A bell, unless bells wait already.
    mutating func ring() { if outlet.size < 16 { outlet.put(bytes: [7]) } }

    private mutating func accept() {
        switch stage {
        case .prompt: submit()
        case .name: acceptName()
        case .password(let name): acceptPassword(name)
        case .setup(let dialog): answer(dialog)
        case .performing(let running): reply(running)
        default: break
        }
    }

    private mutating func interruptLine() {
        breakLine()
        switch stage {
        case .prompt: command.clear()
        case .setup: skipSetup()
        case .performing(let running): refuse(running)
        default: beginLogin()
        }
    }

    private mutating func endInput() {
        switch stage {
        case .prompt: logOut()
        case .name, .password: end()
        default: ring()
        }
    }

    private mutating func clearScreen() {
        if terminal.kind == .vt100 {
            outlet.put(bytes: Array("\u{1B}[H\u{1B}[2J".utf8))
            view.forget()
        } else {
            outlet.put(bytes: view.leave(.dumb))
        }
    }
}
