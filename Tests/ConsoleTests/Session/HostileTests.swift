// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Console

/// Names of satellites, clients and lines of a log are other people's: none of it may do anything to the terminal.
struct HostileTests {
    static let texts = [
        "\u{1B}[2J\u{1B}[H", "\u{1B}]0;owned\u{7}", "\u{1B}c", "\u{9B}31m", "\u{90}q\u{9C}", "a\rb\u{8}\u{8}c",
        "\u{E}\u{F}\u{5}",
        "\u{202E}txt.exe", "\u{2066}\u{2069}\u{200F}\u{61C}", "a" + String(repeating: "\u{335}", count: 40),
        "\u{FEFF}\u{200B}\u{E0001}",
        "\u{1B}[6n", "\u{1B}P+q\u{1B}\\", "\u{7F}\u{0}", "\u{2028}x\u{2029}", "🏴\u{E0067}\u{E007F}",
        String(repeating: "日", count: 100),
    ]

    @Test(arguments: texts)
    func `whatever is shown is shown clean`(text: String) {
        var host = TestHost()
        host.bannerLines = [text]
        host.shownState = ConsoleState(hostName: text)
        for terminal in [Terminal(), Terminal(kind: .dumb, isASCII: true)] {
            let sitting = Sitting(host, user: nil, terminal: terminal)
            sitting.answers = { _ in [.output(text + "\n"), .output(text), .asks(text, .yesNo)] }
            sitting.replies = { _ in [.ended(refusal: text)] }
            sitting.type("eve\rcorrect horse\rx | include \(text.filter { $0.isASCII && $0.isLetter })\rno\r")
            #expect(sitting.screen.bells == 0)
            sitting.type(text.filter { $0 != "\r" })
            sitting.control("c").type("history\r")
            #expect(sitting.screen.faults.isEmpty)
        }
    }

    @Test func `what the escapes say can be read`() {
        let sitting = Sitting()
        sitting.control("l")
        sitting.answers = { _ in [.output("SV \u{1B}[31m\u{202E}01\u{9B}\n"), .ended(refusal: nil)] }
        sitting.type("x\r")
        #expect(sitting.screen.lines[1] == "SV \\x1B[31m\\u{202E}01\\x9B")
    }

    @Test func `a suggestion that carries a control is shown as an escape, and inserted as what it is`() {
        let found = Suggestions(all: [Suggestion("a\u{1B}[2Jb", kind: .value)], begun: "", start: 0)
        let sitting = Sitting()
        sitting.session.command.editor.replace(from: 0, with: Words.quoted(found.words[0]))
        sitting.type(" ")
        #expect(sitting.screen.lines.last == "gnomon# a\\x1B[2Jb")
        #expect(sitting.screen.faults.isEmpty)
    }

    @Test func `thousands of random lines end at a prompt, and only those that are lines are carried out`() {
        var random = SeededNumbers(seed: 11)
        let sitting = Sitting()
        sitting.piece = 4096
        sitting.answers = { _ in [.output("\u{1B}[2Jx\n"), .ended(refusal: nil)] }
        for _ in 0..<2000 {
            let line = (0..<random.below(30)).map { _ in UInt8(random.below(256)) }
            sitting.press(line + [0x03, 0x1B, 0x5B, 0x41, 0x03, 0x03])
            guard sitting.session.user != nil else { return }
        }
        #expect(sitting.screen.faults.isEmpty)
        sitting.type("q").control("c").type("status\r")
        #expect(sitting.performed.last == "status")
    }
}
