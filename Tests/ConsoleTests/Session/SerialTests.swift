// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Console

struct SerialTests {
    @Test func `at a serial line the banner stands until Enter, then the terminal is asked what it is`() {
        let sitting = Sitting(screen: Screen(.vt100, columns: 132, rows: 43), settings: .serial())
        #expect(
            sitting.screen.shown == """
                Gnomon 1.0 on gnomon: locked to GNSS
                eth0 10.0.0.5/24, page https://10.0.0.5/

                Press Enter to log in.
                """)
        sitting.type("x\r")
        #expect(sitting.session.terminal == Terminal(kind: .vt100, columns: 132, rows: 43, isASCII: false))
        #expect(sitting.screen.lines.last == "gnomon login:" && sitting.screen.lines.count == 5)
        sitting.type("eve\rcorrect horse\rexit\r")
        #expect(sitting.screen.lines.last == "Press Enter to log in.")
        #expect(!sitting.actions.contains(.hangUp))
        #expect(sitting.screen.faults.isEmpty)
    }

    @Test func `the banner is of now`() {
        let sitting = Sitting(screen: Screen(), settings: .serial())
        sitting.wait(100).type("\r")
        #expect(sitting.screen.lines.filter { $0.hasPrefix("Gnomon 1.0") }.count == 2)
    }

    @Test func `one that does not answer is dumb`() {
        let sitting = Sitting(screen: Screen(.dumb), settings: .serial())
        sitting.type("\reve\r").wait(1)
        #expect(sitting.screen.lines.count == 4 || sitting.screen.lines.count == 5)
        sitting.wait(2)
        #expect(sitting.session.terminal == Terminal(kind: .dumb, isASCII: true))
        #expect(sitting.screen.lines.suffix(2) == ["gnomon login: eve", "Password:"])
    }

    @Test func `an answer that nobody asked for means nothing`() {
        let sitting = Sitting()
        sitting.type("a").press(Array("\u{1B}[5;5R".utf8)).type("b\r")
        #expect(sitting.performed == ["ab"])
    }

    @Test func `a size can be asked for again`() {
        let sitting = Sitting(screen: Screen(.vt100, columns: 100, rows: 50))
        sitting.control("l").type("terminal detect\r")
        #expect(sitting.screen.lines[1] == "vt100, 100 columns, 50 rows, UTF-8, a page is a screen")
        #expect(sitting.screen.lines.last == "gnomon#")
    }

    /// Login, help, a long line, a page and a question, with nothing but printing, BS, CR and LF.
    @Test func `a dumb terminal has it all`() {
        var host = TestHost()
        host.bannerLines = ["Gnomon – ±12 ns"]
        let terminal = Terminal(kind: .dumb, columns: 40, rows: 10, isASCII: true)
        let sitting = Sitting(host, user: nil, terminal: terminal)
        sitting.type("eve\rcorrect horse\rconf\tshow extra extra extra extra extra extra").control("a").type("x ")
        #expect(
            sitting.screen.shown == """
                Gnomon - +/-12 ns
                gnomon login: eve
                Password:
                Last login: yesterday.
                gnomon# x config show extra extra extr>
                """)
        #expect(sitting.screen.column == 10)
        sitting.control("e")
        #expect(sitting.screen.lines.last == "<tra extra extra extra")
        sitting.control("u").type("network set e?")
        #expect(
            sitting.screen.lines.suffix(4) == [
                "gnomon# network set e?", "  eth0  the first interface", "  eth1  not connected",
                "gnomon# network set e",
            ])
        sitting.control("c")
        sitting.answers = { _ in [.output((1...12).map { "\($0) → µs\n" }.joined()), .asks("Go on?", .yesNo)] }
        sitting.type("x\r")
        #expect(sitting.screen.lines.last == "--More--")
        sitting.type(" yes\r")
        #expect(
            sitting.screen.lines.suffix(5) == [
                "11 -> us", "12 -> us", "Go on? (yes/no) yes", "you replied: yes", "gnomon#",
            ])
        #expect(sitting.screen.faults.isEmpty)
        #expect(sitting.sent.allSatisfy { (0x20...0x7E).contains($0) || [7, 8, 10, 13].contains($0) })
    }

    @Test func `a line that hangs is cleared by Ctrl-C whatever was half typed`() {
        let sitting = Sitting()
        sitting.press(Array("ab\u{1B}[200~garbage".utf8)).control("c").type("status\r")
        #expect(sitting.performed == ["status"])
        sitting.press(Array("\u{1B}[12".utf8)).control("c").type("alarms\r")
        #expect(sitting.performed.last == "alarms")
    }
}
