// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing
import TimeBase

@testable import Console

struct LoginTests {
    @Test func `a name and a password lead to the prompt, and the password is never shown`() {
        let sitting = Sitting(user: nil)
        sitting.type("eve\rcorrect horse\r")
        #expect(
            sitting.screen.shown == """
                Gnomon 1.0 on gnomon: locked to GNSS
                eth0 10.0.0.5/24, page https://10.0.0.5/
                gnomon login: eve
                Password:
                Last login: yesterday.
                gnomon#
                """)
        #expect(!String(decoding: sitting.sent, as: UTF8.self).contains("horse"))
    }

    @Test func `three refused logins end a session`() {
        let sitting = Sitting(user: nil)
        sitting.type("eve\rwrong\rroot\r\radmin\rx\r")
        #expect(sitting.actions.last == .hangUp)
        #expect(sitting.performed.isEmpty)
        #expect(sitting.screen.shown.split(separator: "\n").filter { $0 == "Name or password is wrong." }.count == 3)
    }

    @Test func `on a serial line they shut the door for a while`() {
        let sitting = Sitting(user: nil, hangsUp: false)
        sitting.type("eve\rwrong\rroot\r\radmin\rx\r")
        let shut = sitting.screen.shown
        sitting.type("eve\rcorrect horse\r").wait(29)
        #expect(sitting.screen.shown == shut)
        sitting.wait(2).type("eve\rcorrect horse\r")
        #expect(sitting.screen.lines.last == "gnomon#")
    }

    @Test func `the host's back-off is kept`() {
        let sitting = Sitting(user: nil)
        sitting.type("mallory\r")
        sitting.isTaking = false
        _ = sitting.session.receive(Array("x\r".utf8))
        _ = sitting.session.receive(.loginRefused("Too many: wait.", wait: .seconds(5)), to: 1)
        sitting.isTaking = true
        sitting.type("a\rb\r").wait(4)
        #expect(sitting.screen.lines.last == "Too many: wait.")
        sitting.wait(2)
        #expect(sitting.screen.lines.last == "gnomon login:")
    }

    @Test func `what is typed before the login is checked is a line of the session, and of no other`() {
        let host = TestHost()
        var session = ConsoleSession(host: host, settings: ConsoleSettings())
        _ = session.start(at: .init(sinceEpoch: .zero))
        let first = session.receive(Array("eve\rcorrect horse\rstatus\r".utf8))
        #expect(first == [.logIn(name: "eve", password: "correct horse", number: 1)])
        let next = session.receive(.loggedIn(Sitting.eve, greeting: []), to: 1)
        guard case .perform(let performance)? = next.first else { return #expect(Bool(false)) }
        #expect(performance.line == "status" && performance.user == Sitting.eve)
        #expect(session.receive(.loggedIn(Sitting.eve, greeting: []), to: 1).isEmpty)
    }

    @Test func `who types nothing is logged out`() {
        let sitting = Sitting(user: nil, hangsUp: false)
        sitting.type("eve\rcorrect horse\r").wait(899).type("s").wait(899)
        #expect(sitting.screen.lines.last == "gnomon# s")
        sitting.wait(1)
        #expect(sitting.screen.shown.contains("Logged out: nothing was typed for 15 minutes."))
        #expect(sitting.actions.last == .loggedOut(Sitting.eve))
        #expect(sitting.screen.lines.last == "gnomon login:")
    }

    @Test func `a login that is not gone on with is given up`() {
        let sitting = Sitting(user: nil)
        sitting.type("eve\rcorr").wait(61)
        #expect(sitting.actions.last == .hangUp)
    }

    @Test(arguments: ["exit", "logout", "quit", "exi"])
    func `the session is left by a word`(word: String) {
        let sitting = Sitting()
        sitting.type(word + "\r")
        #expect(Array(sitting.actions.suffix(2)) == [.loggedOut(Sitting.eve), .hangUp])
        #expect(sitting.screen.lines.last == "Logged out.")
    }

    @Test func `control-D leaves on an empty line only`() {
        let sitting = Sitting()
        sitting.type("st").control("d")
        #expect(sitting.actions.isEmpty)
        sitting.control("u").control("d")
        #expect(sitting.actions.last == .hangUp)
    }

    @Test func `nothing that a session knew is left for the next`() {
        let sitting = Sitting(user: nil, hangsUp: false)
        sitting.type("eve\rcorrect horse\rstatus one\rstatus two").control("u").type("exit\reve\rcorrect horse\r")
        sitting.press([0x1B, 0x5B, 0x41]).control("y")
        #expect(sitting.screen.lines.last == "gnomon#")
    }

    @Test func `an alarm shows in the prompt while nobody types`() {
        let host = TestHost()
        let sitting = Sitting(host)
        sitting.control("l").type("stat")
        host.alarm.isOn.store(true, ordering: .relaxed)
        sitting.wait(1)
        #expect(sitting.screen.lines == ["gnomon!# stat"] && sitting.screen.column == 13)
    }

    @Test func `the prompt shows who one is, an alarm, and a change on trial`() {
        var host = TestHost()
        host.shownState = ConsoleState(hostName: "roof", isOnTrial: true, hasAlarm: true)
        #expect(Sitting(host).screen.lines.last == "roof!(trial)#")
        #expect(Sitting(user: ConsoleUser(name: "v", level: .viewer)).screen.lines.last == "gnomon>")
    }
}
