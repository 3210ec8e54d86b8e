// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Console

struct PagingTests {
    private func sitting(_ count: Int, rows: Int = 8, _ kind: Terminal.Kind = .vt100) -> Sitting {
        let sitting = Sitting(terminal: Terminal(kind: kind, columns: 40, rows: rows))
        sitting.answers = { _ in
            [.output((1...count).map { "row \($0)\n" }.joined()), .ended(refusal: nil)]
        }
        return sitting
    }

    @Test(arguments: [Terminal.Kind.vt100, .dumb])
    func `a long text stops at each full screen`(kind: Terminal.Kind) {
        let sitting = sitting(20, kind)
        sitting.type("satellites\r")
        #expect(sitting.screen.lines == (1...7).map { "row \($0)" } + ["--More--"])
        sitting.type(" ")
        #expect(sitting.screen.lines == (8...14).map { "row \($0)" } + ["--More--"])
        sitting.type("\r")
        #expect(sitting.screen.lines == (9...15).map { "row \($0)" } + ["--More--"])
        sitting.type(" ")
        #expect(sitting.screen.lines == (14...20).map { "row \($0)" } + ["gnomon#"])
        #expect(!sitting.screen.everything.contains("--More--"))
    }

    @Test func `what fits a screen is not stopped`() {
        let sitting = sitting(7)
        sitting.type("satellites\r")
        #expect(sitting.screen.lines == (1...7).map { "row \($0)" } + ["gnomon#"])
    }

    @Test func `a number takes so many rows, and backspace takes its digits back`() {
        let sitting = sitting(40)
        sitting.type("x\r").type("127\u{7F}")
        #expect(sitting.screen.lines.last == "--More-- 12")
        sitting.type(" ")
        #expect(sitting.screen.lines.dropLast().last == "row 19")
    }

    @Test func `q ends it`() {
        let sitting = sitting(40)
        sitting.type("x\rq")
        #expect(sitting.screen.lines == (1...7).map { "row \($0)" } + ["gnomon#"])
    }

    @Test func `control-C ends it, and cancels what still goes on`() {
        let sitting = sitting(40)
        sitting.answers = { _ in [.output((1...40).map { "row \($0)\n" }.joined())] }
        sitting.type("x\r").control("c")
        #expect(sitting.actions.last == .cancel(number: 1))
        #expect(sitting.screen.lines.suffix(2) == ["^C", "gnomon#"])
    }

    @Test func `a slash searches, n searches on`() {
        let sitting = sitting(60)
        sitting.type("x\r/ROW")
        #expect(sitting.screen.lines.last == "/ROW")
        sitting.type("\r")
        #expect(sitting.screen.lines.last == "(not found) --More--")
        sitting.type("/row 3\r")
        #expect(sitting.screen.lines.dropLast().suffix(7) == (30...36).map { "row \($0)" })
        sitting.type("n")
        #expect(sitting.screen.lines.dropLast().first == "row 37")
    }

    @Test func `G goes on to the end, and any other key tells what there is`() {
        let sitting = sitting(60)
        sitting.type("x\rx")
        #expect(sitting.screen.shown.contains("space: page"))
        sitting.type("G")
        #expect(sitting.screen.lines.suffix(2) == ["row 60", "gnomon#"])
    }

    @Test(arguments: ["x | no-more\r", "terminal length 0\rx\r"])
    func `it can be had without`(typed: String) {
        let sitting = sitting(60)
        sitting.type(typed)
        #expect(sitting.screen.lines.suffix(2) == ["row 60", "gnomon#"])
    }

    @Test func `lines that were pasted or typed ahead are not swallowed by it`() {
        let sitting = sitting(30)
        sitting.paste("one\rtwo\rthree\r")
        #expect(sitting.performed == ["one", "two", "three"])
        #expect(sitting.screen.lines.last == "--More--")
    }

    @Test func `rows that a long line takes are counted`() {
        let sitting = sitting(1)
        sitting.answers = { _ in
            [.output(String(repeating: "0123456789", count: 60) + "\nend\n"), .ended(refusal: nil)]
        }
        sitting.type("x\r")
        #expect(
            sitting.screen.lines == Array(repeating: String(repeating: "0123456789", count: 4), count: 7) + ["--More--"]
        )
    }

    @Test func `a blank or a q may come before the stop that it is meant for`() {
        let sitting = sitting(40)
        sitting.isTaking = false
        sitting.type("x\r ")
        sitting.isTaking = true
        sitting.take()
        #expect(sitting.screen.lines == (8...14).map { "row \($0)" } + ["--More--"])
        sitting.type("q")
        sitting.isTaking = false
        sitting.type("x\rq")
        sitting.isTaking = true
        sitting.take()
        #expect(sitting.screen.lines.suffix(2) == ["gnomon# x", "gnomon#"])
        #expect(sitting.session.command.editor.buffer.isEmpty)
    }

    @Test func `control-C drops what a slow line has not shown yet, though it has ended`() {
        let sitting = sitting(5000)
        sitting.isTaking = false
        sitting.type("x | no-more\r")
        sitting.screen.feed(sitting.session.takeOutput(atMost: 100))
        sitting.type("abc").control("c")
        sitting.isTaking = true
        sitting.take()
        #expect(sitting.actions.last == .discardOutput)
        #expect(sitting.screen.lines.suffix(2) == ["^C", "gnomon#"])
    }

    @Test func `a lasting line is not paged, and ends by control-C or q`() {
        for end in ["\u{3}", "q"] {
            let sitting = sitting(1)
            sitting.answers = { _ in [.lasts, .output((1...40).map { "row \($0)\n" }.joined())] }
            sitting.type("log follow\r")
            #expect(sitting.screen.lines.last == "row 40")
            sitting.type(end)
            #expect(sitting.actions.last == .cancel(number: 1))
            #expect(sitting.screen.lines.suffix(2) == ["^C", "gnomon#"])
        }
    }

    @Test func `a lasting line's filters tell at its end what they kept`() {
        let sitting = sitting(1)
        sitting.answers = { _ in [.lasts, .output("a\nb\na\n")] }
        sitting.type("log follow | include a | count\r").control("c")
        #expect(sitting.screen.lines.suffix(3) == ["^C", "2 lines", "gnomon#"])
    }

    @Test func `output is made only as fast as it is taken, and control-C drops what waits`() {
        let sitting = sitting(1)
        sitting.answers = { _ in [.lasts, .output((1...100_000).map { "row \($0)\n" }.joined())] }
        sitting.isTaking = false
        sitting.type("log follow\r")
        #expect(!sitting.session.wantsOutput)
        let before = sitting.sent.count
        let first = sitting.session.takeOutput(atMost: 48)
        #expect(first.count == 48)
        sitting.screen.feed(first)
        sitting.isTaking = true
        sitting.control("c")
        #expect(sitting.actions.contains(.discardOutput))
        #expect(sitting.sent.count < before + 40 && sitting.session.wantsOutput)
        #expect(sitting.screen.lines.last == "gnomon#")
    }

    @Test func `what is more than can be kept is left out, and that is said`() {
        var backlog = Backlog()
        let line = String(repeating: "x", count: 65_534)
        for _ in 0..<70 { backlog.append(.line(line)) }
        #expect(backlog.size <= Backlog.most)
        backlog.append(.bytes([1]))
        #expect(backlog.rest.suffix(2) == [.line("... 6 lines left out: more than this console keeps."), .bytes([1])])
        backlog.removeFirst(64)
        #expect(backlog.size == 54 && backlog.rest.count == 2)
        backlog.drop()
        #expect(backlog.isEmpty && backlog.size == 0)
    }

    @Test func `what is thrown away parts neither a character nor a sequence`() {
        var queue = SendQueue()
        queue.append(Array("ab\u{1B}[12Cé".utf8))
        #expect(queue.take(atMost: 4) == Array("ab\u{1B}[".utf8))
        queue.drop()
        #expect(queue.take(atMost: 99) == Array("12C".utf8))
        queue.append(Array("é€".utf8))
        #expect(queue.take(atMost: 3).count == 3)
        queue.drop()
        #expect(queue.take(atMost: 99) == [0x82, 0xAC])
    }
}
