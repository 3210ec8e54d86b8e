// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// From the first key to the prompt, and back.
extension ConsoleSession {
    static let mostRefusals = 3
    /// How long a serial line stays shut behind three refused logins, if the host asks for no longer time.
    static let pause = Duration.seconds(30)
    /// How long a name or a password may be typed.
    static let loginLimit = Duration.seconds(60)
    static let longestName = 64
    static let longestPassword = 1024

    mutating func begin() {
        outlet.begin(page: nil)
        put(host.banner())
        bannerShown = now
        refusals = 0
        isSetupSkipped = false
        if let user = settings.user { return welcome(user, greeting: []) }
        guard settings.waitsForEnter else { return beginLogin() }
        put(["", "Press Enter to log in."])
        stage = .silent
    }

    mutating func wake() {
        if now - bannerShown > .seconds(60) { put(host.banner()) }
        if settings.asksTerminal { probe(isAtPrompt: false) } else { beginLogin() }
    }

    mutating func beginLogin() {
        forgetTypedAhead()
        if let setup = host.setup(), !isSetupSkipped { return begin(setup) }
        ask(.name, [], limit: Self.longestName)
    }

    /// Has a line typed that is no command.
    mutating func ask(_ stage: Stage, _ abilities: LineEditor.Abilities, limit: Int = 1024) {
        self.stage = stage
        entry = PromptLine(abilities, limit: limit)
        isStale = true
    }

    mutating func acceptName() {
        leaveLine()
        let name = PipedLine.trimmed(entry.editor.buffer.text[...])
        if name.isEmpty {
            isSetupSkipped = false
            return beginLogin()
        }
        ask(.password(name: name), .secret, limit: Self.longestPassword)
    }

    mutating func acceptPassword(_ name: String) {
        leaveLine()
        let password = entry.string
        entry.clear()
        stage = .checking(nil)
        actions.append(.logIn(name: name, password: password, number: nextNumber()))
    }

    // MARK: - The host's answer

    mutating func welcome(_ user: ConsoleUser, greeting: [String]) {
        (self.user, refusals) = (user, 0)
        if case .checking(.some) = stage { isSetupSkipped = true }
        put(greeting)
        command = PromptLine()
        if terminal.kind == .vt100, !isBracketing {
            outlet.put(bytes: Array("\u{1B}[?2004h".utf8))
            isBracketing = true
        }
        if let setup = host.setup(), !isSetupSkipped, user.level == .administering { return begin(setup) }
        beginPrompt()
    }

    mutating func refuseLogin(_ reason: String, wait: Duration) {
        if case .checking(let dialog?) = stage { return begin(again: dialog, reason) }
        refusals += 1
        forgetTypedAhead()
        put([reason])
        let isLast = refusals >= Self.mostRefusals
        if isLast, settings.hangsUp { return end() }
        let pause = max(wait, isLast ? Self.pause : .zero)
        if isLast { refusals = 0 }
        guard pause > .zero else { return beginLogin() }
        stage = .waiting(until: now + pause)
    }

    // MARK: - Leaving

    mutating func logOut(_ reason: String? = nil) {
        if isEditing { leaveLine() }
        if case .performing(let running) = stage, !running.isCancelled { actions.append(.cancel(number: number)) }
        if let user { actions.append(.loggedOut(user)) }
        user = nil
        forgetTypedAhead()
        (command, entry) = (PromptLine(), PromptLine([]))
        put([reason ?? "Logged out."])
        end()
    }

    /// The session's end, or its beginning anew.
    mutating func end() {
        if case .prompt = stage {} else if isEditing { leaveLine() }
        if isBracketing { outlet.put(bytes: Array("\u{1B}[?2004l".utf8)) }
        isBracketing = false
        number += 1
        stage = .over
        if settings.hangsUp || settings.user != nil { return actions.append(.hangUp) }
        (terminal, pageLength) = (settings.terminal, nil)
        put([""])
        begin()
    }
}
