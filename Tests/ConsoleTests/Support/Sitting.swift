// SPDX-License-Identifier: Apache-2.0

import TimeBase

@testable import Console

/// Somebody at a terminal, with a house that answers at once.
final class Sitting {
    var session: ConsoleSession
    var screen: Screen
    private(set) var actions: [ConsoleAction] = []
    private(set) var sent: [UInt8] = []
    private var seconds: Int64 = 1000
    /// What the house answers to a line.
    var answers: (Performance) -> [ConsoleAnswer] = { [.output("you said: \($0.line)\n"), .ended(refusal: nil)] }
    var replies: (String) -> [ConsoleAnswer] = { [.output("you replied: \($0)\n"), .ended(refusal: nil)] }
    /// Without it the terminal's bytes wait.
    var isTaking = true
    /// How many bytes the line takes at once.
    var piece = 7

    static let eve = ConsoleUser(name: "eve", level: .administering)

    init(
        _ host: TestHost = TestHost(), user: ConsoleUser? = Sitting.eve, terminal: Terminal = Terminal(),
        screen: Screen? = nil, settings: ConsoleSettings? = nil, hangsUp: Bool = true
    ) {
        session = ConsoleSession(
            host: host, settings: settings ?? ConsoleSettings(user: user, terminal: terminal, hangsUp: hangsUp))
        self.screen =
            screen
            ?? Screen(
                terminal.kind == .vt100 ? .vt100 : .dumb, columns: terminal.columns, rows: terminal.rows)
        carryOut(session.start(at: MonotonicInstant(sinceEpoch: .seconds(seconds))))
        take()
    }

    @discardableResult
    func type(_ text: String) -> Self {
        for scalar in text.unicodeScalars { press(Array(String(Character(scalar)).utf8)) }
        return self
    }

    /// All at once, as from a clipboard or a script.
    @discardableResult
    func paste(_ text: String) -> Self { press(Array(text.utf8)) }

    @discardableResult
    func press(_ bytes: [UInt8]) -> Self {
        carryOut(session.receive(bytes))
        take()
        return self
    }

    @discardableResult
    func control(_ letter: Character) -> Self { press([(letter.asciiValue ?? 0) & 0x1F]) }

    @discardableResult
    func wait(_ duration: Int64) -> Self {
        for _ in 0..<duration {
            seconds += 1
            carryOut(session.tick(MonotonicInstant(sinceEpoch: .seconds(seconds))))
            take()
        }
        return self
    }

    func answer(_ answer: ConsoleAnswer, to number: Int? = nil) {
        carryOut(session.receive(answer, to: number ?? lastNumber))
        take()
    }

    func resize(columns: Int, rows: Int) { carryOut(session.resized(columns: columns, rows: rows)) }

    var lastNumber: Int {
        for action in actions.reversed() {
            switch action {
            case .perform(let performance): return performance.number
            case .logIn(_, _, let number), .setUp(_, let number): return number
            default: continue
            }
        }
        return 0
    }

    var performed: [String] { actions.compactMap { if case .perform(let it) = $0 { it.line } else { nil } } }

    /// What waits goes to the screen, in pieces; what the terminal answers comes back.
    func take() {
        guard isTaking else { return }
        repeat {
            let bytes = session.takeOutput(atMost: piece)
            sent += bytes
            screen.feed(bytes)
            if bytes.isEmpty { break }
        } while true
        guard !screen.answers.isEmpty else { return }
        let said = screen.answers
        screen.answers = []
        press(said)
    }

    private func carryOut(_ wanted: [ConsoleAction]) {
        actions += wanted
        for action in wanted {
            switch action {
            case .perform(let performance):
                for answer in answers(performance) { self.answer(answer, to: performance.number) }
            case .reply(let text, let number): for answer in replies(text) { self.answer(answer, to: number) }
            case .cancel(let number): answer(.ended(refusal: nil), to: number)
            case .logIn(let name, let password, let number): logIn(name, password, number)
            default: break
            }
        }
    }

    private func logIn(_ name: String, _ password: String, _ number: Int) {
        if name == "eve", password == "correct horse" {
            answer(.loggedIn(Self.eve, greeting: ["Last login: yesterday."]), to: number)
        } else {
            answer(.loginRefused("Name or password is wrong.", wait: .zero), to: number)
        }
    }
}
