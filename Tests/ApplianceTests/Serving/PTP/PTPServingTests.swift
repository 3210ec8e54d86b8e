// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import PTP
import Testing
import TimeBase

@testable import Appliance

@Suite struct `PTP's ports` {
    private static func settings(_ text: String) throws -> Settings {
        try Settings(reading: Array(text.utf8), file: "f")
    }

    private let time: Published<ServedTime> = {
        let now = HostClock.now
        let state = TimeState(
            phase: .starting, since: now, asOf: now, reason: .justStarted, utc: UTCRelation(taiMinusUTC: 37))
        let reading = ClockReading(era: 0, shown: TAIInstant(sinceEpoch: .zero))
        return Published(ServedTime(state: state, clock: ClockMapping(anchor: now, atAnchor: reading, rate: 0)))
    }()

    /// Looks again for up to half a minute.
    private func wait(until isSo: () -> Bool) -> Bool {
        for _ in 0..<300 where !isSo() { HostThread.sleep(for: .milliseconds(100)) }
        return isSo()
    }

    @Test func `wait for their interfaces, and say so`() throws {
        let notices = BoardNotices()
        let serving = PTPServing(
            try Self.settings(
                """
                ptp:
                  ports: [{interface: gnnowhere0}, {interface: gnnowhere1, profile: 802.1as}]
                  clockIdentity: 00:1b:21:ff:fe:00:00:01
                  management: {socket: ~}
                """), notices: notices)
        defer { serving.stop() }
        #expect(serving.facts.ports.map(\.state) == [.faulty, .faulty])
        serving.keepUp(time, .simulated)
        #expect(wait { serving.facts.ports.allSatisfy { $0.trouble?.kind == .noInterface } })
        let facts = serving.facts
        #expect(facts.clockIdentity == ClockIdentity(raw: 0x001B_21FF_FE00_0001))
        #expect(facts.ports.map(\.number) == [1, 2])
        #expect(facts.ports.map(\.interface) == ["gnnowhere0", "gnnowhere1"])
        #expect(facts.ports[0].trouble?.clause == "gnnowhere0 is not there, or it is down")
        let told = notices.takeAll().map(\.message)
        #expect(told.filter { $0.contains("gnnowhere0") }.count == 1, "\(told)")
    }

    @Test func `come and go with the settings`() throws {
        let serving = PTPServing(try Self.settings("ptp: {ports: [{interface: gnnowhere0}]}"), notices: BoardNotices())
        defer { serving.stop() }
        serving.keepUp(time, .simulated)
        // Nobody can give the clock a name yet.
        #expect(serving.facts.clockIdentity == nil && serving.facts.ports[0].trouble?.kind == .noInterface)
        serving.apply(try Self.settings("ptp: {clockIdentity: 00:1b:21:ff:fe:00:00:01, ports: [{interface: gnno1}]}"))
        serving.keepUp(time, .simulated)
        #expect(wait { serving.facts.ports[0].trouble?.clause == "gnno1 is not there, or it is down" })
        serving.apply(try Self.settings(""))
        serving.keepUp(time, .simulated)
        #expect(serving.facts.ports.isEmpty && serving.clients.isEmpty)
    }

    @Test func `are asked by a socket for them all, whose trouble is told`() throws {
        let serving = PTPServing(
            try Self.settings(
                """
                ptp:
                  ports: [{interface: gnnowhere0}]
                  clockIdentity: 00:1b:21:ff:fe:00:00:01
                  management: {socket: /nonexistent/gnomon/ptp.sock}
                """), notices: BoardNotices())
        defer { serving.stop() }
        serving.keepUp(time, .simulated)
        #expect(wait { serving.facts.socketTrouble != nil })
    }

    /// Whether the ports of PTP are free on the loopback, and we may have them.
    private static var canServe: Bool {
        (try? PTPTransport(on: "lo", PTPTransport.Settings(.udp4, stamper: .kernel))) != nil
    }

    @Test(.enabled(if: canServe)) func `begin anew with other settings as soon as the old ones are given up`() throws {
        let notices = BoardNotices()
        let text = "ptp: {clockIdentity: 00:1b:21:ff:fe:00:00:01, ports: [{interface: lo, domain: 93}]}"
        let serving = PTPServing(try Self.settings(text), notices: notices)
        defer { serving.stop() }
        serving.keepUp(time, .simulated)
        #expect(wait { serving.facts.ports[0].state == .listening })
        serving.apply(try Self.settings(text.replacing("domain: 93", with: "domain: 94")))
        serving.keepUp(time, .simulated)
        #expect(wait { serving.facts.ports[0].state == .listening })
        #expect(serving.facts.ports[0].settings.domain == 94)
        let told = notices.takeAll().map(\.message)
        #expect(!told.contains { $0.contains("cannot be served") }, "\(told)")
    }
}
