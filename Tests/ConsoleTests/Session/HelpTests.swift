// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Console

struct HelpTests {
    @Test func `a question mark lists what may follow, and the line stays as it was`() {
        let sitting = Sitting()
        sitting.control("l").type("config ?")
        #expect(
            sitting.screen.shown == """
                gnomon# config ?
                  commit    take the candidate into use, on trial or for good
                  diff      what the candidate would change
                  rollback  back to what was in use before
                  set       change a key of the candidate
                  show      the configuration in use
                gnomon# config
                """)
        #expect((sitting.screen.row, sitting.screen.column) == (6, 15))
        sitting.type("d\r")
        #expect(sitting.performed == ["config d"])
    }

    @Test func `it tells values and kinds of values, and where a line may end`() {
        let sitting = Sitting()
        sitting.control("l").type("config commit confirm ?")
        #expect(
            sitting.screen.shown == """
                gnomon# config commit confirm ?
                  MINUTES  1 to 60
                  <enter>  ten minutes
                  |        filter what is shown
                gnomon# config commit confirm
                """)
        sitting.control("u").control("l").type("network set e?")
        #expect(
            sitting.screen.lines.prefix(3) == [
                "gnomon# network set e?", "  eth0  the first interface", "  eth1  not connected",
            ])
    }

    @Test func `in the middle of a line it tells of that place`() {
        let sitting = Sitting()
        sitting.control("l").type("config commit").press([0x1B, 0x62]).type("?")
        #expect(sitting.screen.lines.first == "gnomon# config commit")
        #expect(sitting.screen.lines[2] == "  diff      what the candidate would change")
        #expect(sitting.screen.lines.last == "gnomon# config commit")
        #expect(sitting.screen.column == 15)
    }

    @Test func `it says when nothing may follow`() {
        let sitting = Sitting()
        sitting.control("l").type("reboot x?")
        #expect(sitting.screen.lines == ["gnomon# reboot x?", "  Nothing begins like 'x' here.", "gnomon# reboot x"])
    }

    @Test func `within quotes, behind control-V and in a paste it is a character`() {
        let sitting = Sitting()
        sitting.type("a \"?\" '?' \\?").control("v").type("?")
        sitting.paste("\u{1B}[200~?\t?\u{1B}[201~").type("\r")
        #expect(sitting.performed == ["a \"?\" '?' \\???\u{20}?"])
    }

    @Test func `a tab completes what is certain`() {
        let sitting = Sitting()
        sitting.type("con\tc\tc\t5\r")
        #expect(sitting.performed == ["config commit confirm 5"])
    }

    @Test func `a tab that can add nothing lists what there is`() {
        let sitting = Sitting()
        sitting.control("l").type("network set e\t")
        #expect(sitting.screen.lines == ["gnomon# network set eth"])
        #expect(sitting.screen.bells == 1)
        sitting.type("\t")
        #expect(
            sitting.screen.lines == [
                "gnomon# network set eth", "  eth0  the first interface", "  eth1  not connected",
                "gnomon# network set eth",
            ])
        sitting.type("0 s\t\r")
        #expect(sitting.performed == ["network set eth0 static"])
    }

    @Test func `a value with a blank is written in quotes`() {
        let sitting = Sitting()
        sitting.type("network set m\t\r")
        #expect(sitting.performed == ["network set \"my net\""])
        sitting.type("network set \"my n\t\r")
        #expect(sitting.performed.last == "network set \"my net\"")
    }

    @Test func `a tab in the middle needs no second blank`() {
        let sitting = Sitting()
        sitting.type("conf show").press(Array("\u{1B}[D\u{1B}[D\u{1B}[D\u{1B}[D\u{1B}[D".utf8)).type("\t")
        sitting.type("\r")
        #expect(sitting.performed == ["config show"])
    }

    @Test func `many words are listed in columns`() {
        let words = (0..<40).map { "word\($0)" }
        let lines = HelpText.brief(words, columns: 80)
        #expect(lines.count == 5 && lines[0].hasPrefix("  word0   word5   word10"))
        #expect(lines.allSatisfy { $0.count <= 80 })
    }

    @Test func `long help stays in its column`() {
        let about = "one two three four five six seven eight"
        #expect(
            HelpText.long([Suggestion("word", about: about), Suggestion("w")], columns: 28) == [
                "  word  one two three four", "        five six seven eight", "  w",
            ])
    }

    @Test func `filters are completed and explained behind a pipe`() {
        let sitting = Sitting()
        sitting.type("status | inc\tUTC | c\t\r")
        #expect(sitting.performed == ["status"])
        #expect(sitting.session.command.history.lines == ["status | include UTC | count "])
        sitting.control("l").type("status | e?")
        #expect(sitting.screen.lines[1] == "  exclude  without the lines in which TEXT stands")
    }

    @Test func `the console's own commands are among the others`() {
        let sitting = Sitting()
        sitting.control("l").type("?")
        #expect(
            sitting.screen.lines.contains("  terminal    how this terminal is used: its size, its characters, paging"))
        #expect(sitting.screen.lines.filter { $0.hasPrefix("  history ") }.count == 1)
    }

    @Test func `a value with blanks is quoted, and one with a control character harms nobody`() {
        let hostile = [Suggestion("a b\u{1B}[2J", about: "x\u{202E}y\u{9B}", kind: .value)]
        #expect(HelpText.long(hostile, columns: 80) == ["  a b\\x1B[2J  x\\u{202E}y\\x9B"])
        #expect(Words.quoted("a b\"c") == "\"a b\\\"c\"")
    }
}
