// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Console

struct KeyDecoderTests {
    private func keys(_ text: String) -> [Key] {
        var decoder = KeyDecoder()
        var heard: [Key] = []
        for byte in text.utf8 { decoder.decode(byte) { heard.append($0) } }
        return heard
    }

    @Test(
        arguments: [
            ("a", [.text("a")]), ("é", [.text("é")]), ("\r", [.enter]), ("\n", [.enter]), ("\r\n", [.enter]),
            ("\r\u{0}", [.enter]), ("\r\r\n\n", [.enter, .enter, .enter]), ("\u{8}\u{7F}", [.backspace, .backspace]),
            ("\t", [.tab]), ("\u{1}\u{1A}", [.control("a"), .control("z")]), ("\u{0}\u{1C}\u{9B}", []),
            ("\u{1F}", [.control("_")]),
            ("\u{1B}[A\u{1B}[B\u{1B}[C\u{1B}[D", [.up, .down, .right, .left]),
            (
                "\u{1B}OA\u{1B}OB\u{1B}OC\u{1B}OD\u{1B}OH\u{1B}OF\u{1B}OM",
                [.up, .down, .right, .left, .home, .end, .enter]
            ),
            ("\u{1B}[H\u{1B}[F\u{1B}[1~\u{1B}[4~\u{1B}[7~\u{1B}[8~", [.home, .end, .home, .end, .home, .end]),
            ("\u{1B}[3~\u{1B}[5~\u{1B}[6~", [.delete, .pageUp, .pageDown]),
            ("\u{1B}[1;5C\u{1B}[1;5D\u{1B}[1;3C\u{1B}[1;2D", [.wordRight, .wordLeft, .wordRight, .left]),
            ("\u{1B}b\u{1B}f\u{1B}\u{7F}\u{1B}\u{8}", [.alt("b"), .alt("f"), .alt("\u{7F}"), .alt("\u{7F}")]),
            ("\u{1B}\u{1B}[A", [.up]), ("\u{1B}[24;80R", [.cursorReport(row: 24, column: 80)]),
            ("\u{1B}[R", [.unknown]),
            ("\u{1B}[99999999999999999999;5R", [.unknown]),
            ("\u{1B}[9999999999;5R", [.cursorReport(row: 9999, column: 5)]),
            ("\u{1B}[2\u{3}x", [.control("c"), .text("x")]), ("\u{1B}[\u{1B}[A", [.up]),
            ("\u{1B}[15~\u{1B}[Z", [.unknown, .unknown]),
            ("\u{1B}]0;title\u{7}x", [.text("x")]), ("\u{1B}P1$r\u{1B}\\x", [.alt("\\"), .text("x")]),
            ("\u{1B}]\u{3}", [.control("c")]),
            (
                "\u{1B}[200~a\tb\r\nc\u{1B}[A\u{4}\u{1B}[201~d",
                [
                    .pasted("a"), .pasted(" "), .pasted("b"), .pasted("\n"), .pasted("c"), .text("d"),
                ]
            ),
            ("\u{1B}[200~a\u{3}b", [.pasted("a"), .control("c"), .text("b")]),
        ] as [(String, [Key])])
    func `keys are told apart`(typed: String, meant: [Key]) {
        #expect(keys(typed) == meant)
    }

    @Test func `a sequence that is never ended is given up`() {
        let sitting = Sitting()
        sitting.type("\u{1B}").wait(2).type("b\r")
        #expect(sitting.performed == ["b"])
        sitting.type("\u{1B}]" + String(repeating: "x", count: 257) + "y\r")
        #expect(sitting.performed.last == "y")
    }
}
