// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Console

struct LineEditorTests {
    /// What is typed, as a terminal sends it, and the line that comes of it.
    @Test(arguments: [
        ("abc\u{2}\u{2}x", "axbc"), ("abc\u{1}x\u{5}y", "xabcy"), ("abc\u{1}\u{6}\u{4}", "ac"),
        ("abc\u{1}\u{1B}[3~", "bc"),
        ("ab\u{8}\u{7F}c", "c"), ("one two\u{17}x", "one x"), ("a/b c\u{1B}\u{7F}", "a/b "), ("a/b\u{1B}\u{7F}", "a/"),
        ("one two\u{15}x\u{19}", "xone two"), ("one two\u{1}\u{1B}f\u{B}", "one"), ("one two\u{1}\u{1B}d", " two"),
        ("a b c\u{17}\u{17}\u{19}", "a b c"), ("a b\u{17}x\u{17}\u{19}\u{1B}y", "a b"), ("ab\u{14}", "ba"),
        ("ab cd\u{1}\u{6}\u{14}", "ba cd"), ("one two\u{1B}[1;5D\u{1B}b-", "-one two"), ("abc\u{1A}", ""),
        ("abc def\u{1A}", "abc"), ("abc\u{15}\u{1F}d", "abcd"), ("ae\u{301}\u{7F}", "a"), ("日本\u{1B}[D\u{7F}", "本"),
        ("a\u{1B}[H\u{1B}[Db\u{1B}[F\u{1B}[Cc", "bac"), ("ab\u{10}\u{E}", "ab"), ("\u{1B}[31~a\u{1B}Ob", "a"),
    ])
    func `keys do what hands expect`(typed: String, line: String) {
        let sitting = Sitting()
        sitting.type(typed)
        #expect(sitting.session.command.string == line)
        #expect(sitting.screen.lines.last == ("gnomon# " + line).trimmed)
    }

    @Test func `earlier lines come back, those that begin alike`() {
        let (up, down) = ("\u{1B}[A", "\u{1B}[B")
        let sitting = Sitting()
        sitting.type("status\rconfig show\rsatellites\rconfig diff\r")
        let line = { sitting.session.command.string }
        sitting.type(up)
        #expect(line() == "config diff")
        sitting.type(up + up + up + up)
        #expect(line() == "status")
        sitting.type(down + down + down + down)
        #expect(line() == "")
        sitting.type("con" + up + up)
        #expect(line() == "config show")
        sitting.type(up)
        #expect(line() == "config show" && sitting.screen.bells == 2)
        sitting.type(down + down)
        #expect(line() == "con")
    }

    @Test func `control-R searches, and the line that was typed comes back`() {
        let sitting = Sitting()
        sitting.type("status\rconfig show\rconfig diff\rabc").control("r").type("on")
        #expect(sitting.screen.lines.last == "(search 'on') config diff")
        sitting.control("r")
        #expect(sitting.screen.lines.last == "(search 'on') config show")
        sitting.control("r")
        #expect(sitting.screen.lines.last == "(no line has 'on') config show")
        sitting.control("c")
        #expect(sitting.screen.lines.last == "gnomon# abc")
        sitting.control("r").type("stat").control("e").type("x\r")
        #expect(sitting.performed.last == "statusx")
        sitting.control("r").type("diff\r")
        #expect(sitting.performed.last == "config diff")
    }

    @Test func `control-C drops the line and shows that it did`() {
        let sitting = Sitting()
        sitting.control("l").type("abc").control("a").control("c")
        #expect(sitting.screen.lines == ["gnomon# abc^C", "gnomon#"])
        #expect(sitting.actions.isEmpty)
    }

    @Test func `a key costs a slow line no more than it must`() {
        let sitting = Sitting()
        let cost = { (bytes: [UInt8]) -> Int in
            let before = sitting.sent.count
            sitting.press(bytes)
            return sitting.sent.count - before
        }
        #expect("status ntp".utf8.map { cost([$0]) } == Array(repeating: 1, count: 10))
        #expect(cost([0x7F]) == 4)
        #expect(cost([0x02]) == 1 && cost([0x01]) <= 4 && cost([0x05]) <= 5)
        #expect(cost(Array("\u{1B}b".utf8)) <= 4)
        #expect(cost([0x78]) == 5)
        #expect(cost(Array("lots of keys at once".utf8)) <= 24)
    }

    @Test func `alt and a point puts in the last word again`() {
        let sitting = Sitting()
        sitting.type("network set 'eth 0'\rping \u{1B}.\r")
        #expect(sitting.performed.last == "ping 'eth 0'")
    }

    @Test func `a line has an end, and a bell says so`() {
        let sitting = Sitting()
        sitting.paste(String(repeating: "x", count: 5000))
        #expect(sitting.session.command.editor.buffer.text.count == 4096)
        #expect(sitting.screen.bells > 0 && sitting.screen.faults.isEmpty)
    }

    @Test func `the history keeps the last two hundred`() {
        let sitting = Sitting()
        for number in 0..<250 { sitting.paste("line \(number)\r") }
        #expect(sitting.session.command.history.lines.count == 200)
        #expect(sitting.session.command.history.lines.first == "line 50")
    }

    @Test(
        arguments: [
            ("", [], "", false, 0), ("a b", ["a"], "b", false, 0), ("a b ", ["a", "b"], "", false, 0),
            ("a \"b c", ["a"], "b c", true, 0),
            ("a 'b\\' c\\", ["a", "b\\"], "c", true, 0), ("a | b", [], "b", false, 1),
            ("a '|' b", ["a", "|"], "b", false, 0),
            ("a \\| b|", [], "", false, 1), ("\"\"", [], "", false, 0),
        ] as [(String, [String], String, Bool, Int)])
    func `words are cut at blanks outside quotes`(
        line: String, complete: [String], begun: String, isQuoted: Bool, pipes: Int
    ) {
        let words = Words(line)
        #expect(words.complete == complete && words.begun == begun)
        #expect(words.isQuoted == isQuoted && words.pipes.count == pipes)
    }
}

extension String {
    var trimmed: String { String(reversed().drop { $0 == " " }.reversed()) }
}
