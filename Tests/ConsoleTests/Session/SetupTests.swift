// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Console

struct SetupTests {
    private func sitting(user: ConsoleUser? = nil) -> Sitting {
        var host = TestHost()
        host.bannerLines = ["Gnomon 1.0: not set up yet"]
        host.offeredSetup = .standard(interface: "eth0", receivers: ["/dev/ttyS1"])
        return Sitting(host, user: user)
    }

    @Test func `five questions set an appliance up`() {
        let sitting = sitting()
        sitting.type("\rcorrect horse\rcorrect horse\r10.0.0.5/24 10.0.0.1\r\r\r")
        #expect(
            sitting.screen.everything
                == """
                Gnomon 1.0: not set up yet

                Welcome. 5 questions and this appliance is set up.
                Enter takes what is in brackets, the up key goes back, Ctrl-C leaves all as it is.

                1/5  Who may do everything here.
                Administrator's name [admin]:

                2/5  It is asked twice, and not shown.
                Password:
                Once more:

                3/5  dhcp, or address/prefix and gateway, such as 10.0.0.2/24 10.0.0.1
                Address of eth0 [dhcp]: 10.0.0.5/24 10.0.0.1

                4/5  auto, or a device such as /dev/ttyS1 (found: /dev/ttyS1).
                Receiver [auto]:

                5/5  everybody, or prefixes such as 10.0.0.0/8 2001:db8::/32
                NTP is served to [everybody]:

                  Administrator's name  admin
                  Password              (not shown)
                  Address of eth0       10.0.0.5/24 10.0.0.1
                  Receiver              auto
                  NTP is served to      everybody

                Is that right? [yes]
                """.replacing(
                    "brackets, the up key goes back, Ctrl-C leaves all as it is.",
                    with: "brackets, the up key goes back, Ctrl-C leaves all as it\nis."))
        sitting.type("\r")
        #expect(
            sitting.actions.last
                == .setUp(
                    [
                        "administrator": "admin", "password": "correct horse", "network": "10.0.0.5/24 10.0.0.1",
                        "receiver": "auto", "clients": "everybody",
                    ], number: 1))
        sitting.answer(.loggedIn(Sitting.eve, greeting: ["Done."]))
        #expect(sitting.screen.lines.suffix(2) == ["Done.", "gnomon#"])
    }

    @Test func `a wrong answer is asked for again, with the reason`() {
        let sitting = sitting()
        sitting.type("\rshort\rcorrect horse\rcorrect house\rcorrect horse\rcorrect horse\rtheirs\r")
        #expect(sitting.screen.everything.contains("A password has at least 12 characters."))
        #expect(sitting.screen.everything.contains("These were not alike. Once again, please."))
        #expect(sitting.screen.lines.suffix(2) == ["'theirs' is no address/prefix.", "Address of eth0 [dhcp]:"])
        #expect(!String(decoding: sitting.sent, as: UTF8.self).contains("horse"))
    }

    @Test func `one can go back, and what was answered stands in brackets`() {
        let sitting = sitting()
        sitting.type("root\r").press(Array("\u{1B}[A".utf8))
        #expect(sitting.screen.lines.last == "Administrator's name [root]:")
        sitting.press(Array("\u{1B}[A".utf8))
        #expect(sitting.screen.bells == 1)
    }

    @Test func `no at the end begins anew, and so does what could not be done`() {
        let sitting = sitting()
        sitting.type("\rcorrect horse\rcorrect horse\r\r\r\rmaybe\rno\r")
        #expect(sitting.screen.lines.contains("Please answer yes or no."))
        #expect(sitting.screen.lines.last == "Administrator's name [admin]:")
        sitting.type("\rcorrect horse\rcorrect horse\r\r/dev/ttyS1\r\r\r")
        sitting.answer(.loginRefused("The disk is full.", wait: .zero))
        #expect(sitting.screen.shown.contains("The disk is full."))
        sitting.type("\rcorrect horse\rcorrect horse\r\r")
        #expect(sitting.screen.lines.last == "Receiver [/dev/ttyS1]:")
    }

    @Test func `control-C leaves all as it is`() {
        let sitting = sitting()
        sitting.type("\r").control("c")
        #expect(sitting.screen.lines.last == "gnomon login:")
        #expect(sitting.actions.isEmpty)
        sitting.type("\r")
        #expect(sitting.screen.lines.last == "Administrator's name [admin]:")
    }

    @Test func `who is in already gets the questions as well`() {
        let sitting = sitting(user: Sitting.eve)
        #expect(sitting.screen.lines.last == "Administrator's name [admin]:")
        sitting.control("c")
        #expect(sitting.screen.lines.last == "gnomon#")
        sitting.type("status\r")
        #expect(sitting.performed == ["status"])
    }

    @Test func `one of several words is taken by its beginning`() {
        let question = SetupQuestion(name: "a", title: "A", about: "", standard: "one", kind: .choice(["one", "two"]))
        var dialog = SetupDialog(Setup(questions: [question]))
        #expect(dialog.answer("three") == .goesOn(["Please answer one of one, two."]))
        #expect(dialog.answer("t") == .checks("two"))
        #expect(dialog.answer("") == .checks("one"))
    }
}
