// SPDX-License-Identifier: Apache-2.0

import Console
import TimeBase

/// A session whose terminal and whose house do what the input says.
struct FuzzedSitting {
    private var session: ConsoleSession
    private var checker = OutputChecker()
    private var seconds: Int64 = 0
    /// Who was let in, as far as the house knows.
    private var user: ConsoleUser?
    private var isOver = false
    /// The last request, and whether it is a login that was not answered yet.
    private var number = 0
    private var letsIn = false

    init(_ input: inout Input) {
        let choice = input.next()
        let host = FuzzHost(
            text: String(decoding: input.some(Int(input.next() % 16)), as: UTF8.self), offersSetup: choice & 1 != 0)
        user = choice & 2 != 0 ? FuzzHost.user : nil
        let terminal = Terminal(
            kind: choice & 4 != 0 ? .dumb : .vt100, columns: Int(input.next()), rows: Int(input.next() % 32),
            isASCII: choice & 8 != 0)
        session = ConsoleSession(
            host: host,
            settings: ConsoleSettings(
                user: user, terminal: terminal, asksTerminal: choice & 16 != 0, waitsForEnter: choice & 32 != 0,
                hangsUp: choice & 64 != 0))
        carryOut(session.start(at: MonotonicInstant(sinceEpoch: .zero)), &input)
    }

    mutating func step(_ input: inout Input) {
        let choice = input.next()
        switch choice {
        case 0xF8...0xFF: take(Int(input.next()))
        case 0xF0...0xF7:
            seconds += Int64(input.next())
            carryOut(session.tick(MonotonicInstant(sinceEpoch: .seconds(seconds))), &input)
        case 0xE8...0xEF: carryOut(session.resized(columns: Int(input.next()), rows: Int(input.next())), &input)
        case 0xC0...0xE7: answer(&input)
        case 0x80...0x8F: carryOut(session.receive(Array(Self.words[Int(choice & 15)].utf8)), &input)
        case 0x90...0xBF: carryOut(session.receive(input.some(Int(choice & 31) + 1)), &input)
        default: carryOut(session.receive([choice]), &input)
        }
    }

    private static let words = [
        "eve\rpassword\r", "\u{1B}[200~", "\u{1B}[201~", "\u{1B}[A", "\u{1B}[24;80R", "status | include ", "terminal ",
        "length 0\r", "dumb\r", "\u{3}", "?", "\t", " | count\r", "history\r", "\u{12}", "vt100\rterminal utf8\r",
    ]

    /// The whole input once more, as four lines that somebody types.
    mutating func finish(_ bytes: [UInt8]) {
        var none = Input([])
        for start in 0..<4 {
            let line = stride(from: start, to: bytes.count, by: 4).map { bytes[$0] & 0x7F }
            carryOut(session.receive(line + [0x0D]), &none)
            take(64)
            carryOut(session.receive(.ended(refusal: nil), to: number), &none)
        }
        take(1 << 16)
        precondition(session.hasOutput || session.takeOutput(atMost: 8).isEmpty)
    }

    // MARK: - The terminal's side

    private mutating func take(_ count: Int) {
        let bytes = session.takeOutput(atMost: count)
        precondition(bytes.count <= count)
        for byte in bytes { checker.check(byte) }
    }

    // MARK: - The house's side

    private mutating func carryOut(_ actions: [ConsoleAction], _ input: inout Input) {
        for action in actions {
            precondition(!isOver)
            switch action {
            case .logIn(_, _, let number), .setUp(_, let number):
                request(number)
                letsIn = true
            case .perform(let performance):
                precondition(user != nil && performance.user == user)
                request(performance.number)
                letsIn = false
            case .reply(_, let number), .cancel(let number): precondition(user != nil && number <= self.number)
            case .loggedOut(let who):
                precondition(who == user)
                user = nil
            case .discardOutput: break
            case .hangUp: isOver = true
            }
        }
    }

    private mutating func request(_ number: Int) {
        precondition(number > self.number)
        self.number = number
    }

    private mutating func answer(_ input: inout Input) {
        let choice = input.next()
        let text = String(decoding: input.some(Int(choice >> 3)), as: UTF8.self) + FuzzHost.poison
        let answer: ConsoleAnswer =
            switch choice & 7 {
            case 0: .lasts
            case 1: .output(text)
            case 2: .output(text + "\n")
            case 3: .asks(text, [.yesNo, .secret, .newSecret, .yesNo][Int(choice >> 6)])
            case 4: .ended(refusal: choice & 8 == 0 ? nil : text)
            case 5: .loginRefused(text, wait: .seconds(Int64(choice >> 3)))
            case 6: .output(String(repeating: text + "\n", count: Int(choice)))
            default: .loggedIn(FuzzHost.user, greeting: [text])
            }
        switch answer {
        case .loggedIn where letsIn:
            user = FuzzHost.user
            letsIn = false
        case .loginRefused: letsIn = false
        default: break
        }
        carryOut(session.receive(answer, to: number), &input)
    }
}
