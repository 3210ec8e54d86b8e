// SPDX-License-Identifier: Apache-2.0

import Accounts
import Console
import LinuxBoard
import NIOCore

/// Drives one session: hands it what happens, in order, and does what it wants done.
///
/// One task alone has the session. What takes time runs beside it, so that Ctrl-C is always heard.
final class ConsoleDriver {
    private let house: ConsoleHouse
    private let link: ConsoleLink
    private let tell: @Sendable (ConsoleEvent) -> Void
    private var session: ConsoleSession
    private var user: User?
    private var errands: [Int: Errand] = [:]
    private let flow = ConsoleFlow()
    private var isOver = false
    private var waitsForRoom = false
    /// What is typed for somebody once they are logged in.
    private var firstLine: String?

    private struct Errand {
        let task: Task<Void, Never>
        let reply: AsyncStream<String>.Continuation
    }

    init(
        house: ConsoleHouse, link: ConsoleLink, settings: ConsoleSettings, firstLine: String? = nil,
        tell: @escaping @Sendable (ConsoleEvent) -> Void
    ) {
        (self.house, self.link, self.tell, self.firstLine) = (house, link, tell, firstLine)
        session = ConsoleSession(host: ConsoleFace(house: house, isTrusted: link.isTrusted), settings: settings)
    }

    deinit { for errand in errands.values { errand.task.cancel() } }

    func start() {
        carryOut(session.start(at: HostClock.now))
        drain()
    }

    /// False once the session is over and all of it was sent, or nobody is there any more.
    func take(_ event: ConsoleEvent) -> Bool {
        switch event {
        case .bytes(let bytes): carryOut(session.receive(bytes))
        case .size(let columns, let rows): carryOut(session.resized(columns: columns, rows: rows))
        case .answer(let answer, let number): take(answer, to: number)
        case .entered(let user, let answer, let number):
            if let user { self.user = user }
            take(answer, to: number)
        case .tick:
            carryOut(session.tick(HostClock.now))
            if link.isLeft() { return false }
        case .room: waitsForRoom = false
        case .gone: return false
        }
        drain()
        return !isOver || session.hasOutput
    }

    private func take(_ answer: ConsoleAnswer, to number: Int) {
        if case .ended = answer { errands[number] = nil }
        carryOut(session.receive(answer, to: number))
        guard case .loggedIn = answer, let line = firstLine else { return }
        firstLine = nil
        carryOut(session.receive(Array("terminal length 0\r\(line)\rexit\r".utf8)))
    }

    private func carryOut(_ actions: [ConsoleAction]) {
        for action in actions {
            switch action {
            case .logIn(let name, let password, let number):
                letIn(number) { await $0.logIn(name, password) }
            case .setUp(let answers, let number): letIn(number) { await $0.setUp(answers) }
            case .perform(let performance): begin(performance)
            case .reply(let text, let number): errands[number]?.reply.yield(text)
            case .cancel(let number): cancel(number)
            case .loggedOut: leave()
            case .discardOutput: link.discard()
            case .hangUp: isOver = true
            }
        }
    }

    // MARK: What takes time

    private func letIn(_ number: Int, _ ask: @escaping @Sendable (ConsoleLogin) async -> ConsoleLogin.Verdict) {
        let login = ConsoleLogin(house: house, place: link.place)
        Task { [tell] in
            let verdict = await ask(login)
            tell(.entered(verdict.user, verdict.answer, number))
        }
    }

    private func begin(_ performance: Performance) {
        let number = performance.number
        guard let user else { return tell(.answer(.ended(refusal: "Log in first."), number)) }
        let (replies, reply) = AsyncStream.makeStream(of: String.self)
        let errand = ConsoleErrand(
            house: house, user: user, place: link.place, performance: performance, replies: replies, flow: flow
        ) { [tell] in tell(.answer($0, number)) }
        errands[number] = Errand(task: Task { await errand.run() }, reply: reply)
    }

    /// What was begun and cannot be stopped ends by itself; nobody waits for it.
    private func cancel(_ number: Int) {
        errands.removeValue(forKey: number)?.task.cancel()
        tell(.answer(.ended(refusal: nil), number))
    }

    private func leave() {
        user = nil
        for number in errands.keys { cancel(number) }
    }

    // MARK: What is shown

    private func drain() {
        defer { flow.set(isOpen: session.wantsOutput) }
        while session.hasOutput {
            let room = link.room()
            guard room > 0 else { return lookAgain() }
            let bytes = session.takeOutput(atMost: room)
            if bytes.isEmpty { return }
            link.send(bytes)
        }
    }

    /// A line does not tell when it can take more.
    private func lookAgain() {
        guard !waitsForRoom else { return }
        waitsForRoom = true
        link.channel.eventLoop.scheduleTask(in: .milliseconds(20)) { [tell] in tell(.room) }
    }
}
