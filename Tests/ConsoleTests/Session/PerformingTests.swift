// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import Console

struct PerformingTests {
    @Test func `a line is carried out with what the terminal is`() {
        let sitting = Sitting(terminal: Terminal(columns: 100, rows: 30, isASCII: true))
        sitting.type("  status  | json\r")
        #expect(
            sitting.actions == [
                .perform(
                    Performance(
                        number: 1, line: "status", user: Sitting.eve, isJSON: true, columns: 100, isASCII: true))
            ])
    }

    @Test func `a refusal is a sentence, and then the prompt comes`() {
        let sitting = Sitting()
        sitting.control("l")
        sitting.answers = { _ in [.output("partial"), .ended(refusal: "No such command.")] }
        sitting.type("nonsense\r")
        #expect(sitting.screen.lines == ["gnomon# nonsense", "partial", "% No such command.", "gnomon#"])
    }

    @Test(arguments: [
        ("yes\r", "you replied: yes"), ("Y\r", "you replied: yes"), ("what\rn\r", "you replied: no"),
        ("\u{3}", "you replied: no"),
    ])
    func `a question is answered by yes or no`(typed: String, shown: String) {
        let sitting = Sitting()
        sitting.answers = { _ in [.output("The clock will be away.\n"), .asks("Reboot now?", .yesNo)] }
        sitting.type("reboot\r")
        #expect(sitting.screen.lines.suffix(2) == ["The clock will be away.", "Reboot now? (yes/no)"])
        sitting.type(typed)
        #expect(sitting.screen.lines.suffix(2) == [shown, "gnomon#"])
    }

    @Test func `what was typed ahead answers no question`() {
        let sitting = Sitting()
        sitting.answers = { _ in [.asks("Reboot now?", .yesNo)] }
        sitting.paste("reboot\ryes\r")
        #expect(sitting.screen.lines.last == "Reboot now? (yes/no)")
    }

    @Test func `a secret is asked for twice, and shown nowhere`() {
        let sitting = Sitting()
        sitting.answers = { _ in [.asks("New password", .newSecret)] }
        sitting.type("users add bob\rtop secret\rtop sacred\r")
        #expect(sitting.screen.lines.suffix(4) == ["New password:", "Once more:", "These were not alike.", "gnomon#"])
        sitting.type("users add bob\rtop secret\rtop secret\r")
        #expect(sitting.actions.last == .reply("top secret", number: 2))
        sitting.answers = { _ in [.ended(refusal: nil)] }
        sitting.type("history\r").control("y")
        #expect(!sitting.screen.everything.replacing("you replied: top secret", with: "").contains("top"))
    }

    @Test func `control-C at a secret cancels the line`() {
        let sitting = Sitting()
        sitting.answers = { _ in [.asks("Passphrase:", .secret)] }
        sitting.type("backup\rabc").control("c")
        #expect(sitting.actions.last == .cancel(number: 1))
        #expect(sitting.screen.lines.last == "gnomon#")
    }

    @Test func `control-C stops a line, and a second one does not wait`() {
        var session = ConsoleSession(host: TestHost(), settings: ConsoleSettings(user: Sitting.eve))
        _ = session.start(at: .init(sinceEpoch: .zero))
        _ = session.receive(Array("slow\r".utf8))
        #expect(session.receive([3]) == [.discardOutput, .cancel(number: 1)])
        #expect(session.receive(Array("status\r".utf8)).isEmpty)
        #expect(session.receive([3]).isEmpty)
        #expect(session.receive(.output("late\n"), to: 1).isEmpty)
        guard case .perform(let next)? = session.receive(Array("status\r".utf8)).first else {
            return #expect(Bool(false))
        }
        #expect(next.number == 3)
        let shown = String(decoding: session.takeOutput(atMost: 10_000), as: UTF8.self)
        #expect(!shown.contains("late") && shown.contains("left behind"))
    }

    @Test(arguments: [
        ("include b", ["b 2", "ab 4"]), ("include B", []), ("exclude b", ["a 1", "C 3"]), ("begin c", ["C 3", "ab 4"]),
        ("count", ["4 lines"]), ("inc b | count", ["2 lines"]), ("last 1", ["ab 4"]), ("include a | last 1", ["ab 4"]),
        ("include 'ab 4'", ["ab 4"]), ("last 0", ["% 'last' needs a number of lines."]),
        ("nothing", ["% No filter is called 'nothing': begin, count, exclude, include, json, last, no-more."]),
        ("include", ["% 'include' needs a text."]),
        ("", ["% Behind | stands one of begin, count, exclude, include, json, last, no-more."]),
    ])
    func `a report goes through filters`(filter: String, shown: [String]) {
        let sitting = Sitting(terminal: Terminal(columns: 120))
        sitting.control("l")
        sitting.answers = { _ in [.output("a 1\r\nb "), .output("2\nC 3\nab 4"), .ended(refusal: nil)] }
        sitting.type("x | \(filter)\r")
        #expect(Array(sitting.screen.lines.dropFirst().dropLast()) == shown)
    }

    @Test func `pasted lines wait for Enter, then go one by one, up to the first that fails`() {
        let sitting = Sitting()
        sitting.control("l").paste("\u{1B}[200~one\r\ntwo\nthree\u{1B}[201~")
        #expect(sitting.performed.isEmpty)
        #expect(sitting.screen.lines == ["gnomon# one↵two↵three"])
        sitting.answers = { [.ended(refusal: $0.line == "two" ? "Refused." : nil)] }
        sitting.type("\r")
        #expect(sitting.performed == ["one", "two"])
        #expect(
            sitting.screen.lines.suffix(3) == [
                "% Refused.", "% 1 more of the pasted lines: not carried out.", "gnomon#",
            ])
    }

    @Test func `a remark does nothing`() {
        let sitting = Sitting()
        sitting.type("# a remark | x\r \r\r")
        #expect(sitting.actions.isEmpty)
    }

    @Test func `lines are numbered in the history, without secrets`() {
        let sitting = Sitting()
        sitting.type("status\rstatus\rset passphrase x\r hidden\r").control("l").type("history\r")
        #expect(sitting.screen.lines == ["gnomon# history", "   1  status", "   2  history", "gnomon#"])
    }

    @Test func `the terminal can be told what it is`() {
        let sitting = Sitting()
        sitting.type("terminal ascii\rterm len 10\rterm wid 60\rterm dumb\r").control("l").type("terminal\r")
        #expect(sitting.screen.shown.contains("dumb, 60 columns, 24 rows, ASCII, pages of 10 rows"))
        sitting.type("terminal length 2\r")
        #expect(sitting.screen.shown.contains("% A page has 3 to 1000 rows; 0 means no paging."))
    }

    @Test func `help keys tells the keys`() {
        let sitting = Sitting(terminal: Terminal(rows: 40))
        sitting.type("help keys\r")
        #expect(sitting.screen.shown.contains("Ctrl-R            search the earlier lines"))
        #expect(sitting.performed.isEmpty)
        sitting.type("help\r")
        #expect(sitting.performed == ["help"])
    }
}
