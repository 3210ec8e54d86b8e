// SPDX-License-Identifier: Apache-2.0

import PTP
import StillAppliance
import Testing
import TimeBase

@testable import Appliance

@Suite struct `What is told of PTP` {
    private static func text(_ change: (inout PTPFacts) -> Void = { _ in }) -> String {
        var snapshot = ApplianceSnapshot.locked
        snapshot.ptp = .serving
        change(&snapshot.ptp)
        return PTPReport(snapshot).text
    }

    @Test func `is this, for people`() {
        #expect(
            Self.text() == """
                clock 001b21.fffe.000001

                port 1     eth0, default-p2p over udp4, domain 0
                state      master for 60 s. It is the master of its domain.
                stamps     Software timestamps, good to tens of microseconds: the configuration
                           says so.
                announces  class 6, within 250 ns, variance 0x4e5d, priorities 128 and 128, TAI
                           − UTC 37 s, from gnss; utc-offset-valid, ptp-timescale,
                           time-traceable, frequency-traceable
                master     001b21.fffe.000009 at 00:1b:21:00:00:09: class 7, priorities 128 and
                           128, 0 steps away, not better, heard 1.2 s ago
                link       812 ns to 001b21.fffe.000009-2
                sent       60 sync, 30 announce
                received   29 announce
                lapses     2 stamps late, 1 stamps lost
                refused    3 other-domain
                """)
    }

    @Test func `fits into eighty columns`() {
        let lines = Self.text { $0.makePassive() }.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 80 }, "\(lines)")
        let clients = ClientsReport([], ptp: [.still], in: .locked).ptpText.split(separator: "\n")
        #expect(
            clients == [
                "PTP: 1 client, the last heard first",
                "clock                 port  granted/s  asked/s  offset  seen  address",
                "001b21.fffe.00000a-1     1       32.5     15.9  −31 ns   1 s  10.0.0.7, slave, 2",
                "                                                              refused",
            ])
    }

    @Test func `says who is better, and why nobody is served`() {
        #expect(Self.text { $0.makePassive() }.contains("It keeps silent: 001b21.fffe.000009 is a better"))
        let text = Self.text { $0.ports[0].trouble = PTPTrouble(.failed, "another program serves PTP there") }
        #expect(text.contains("faulty. Nobody is served: another program serves PTP there."))
        #expect(Self.text { $0.ports = [] } == "PTP is not served.")
        #expect(Self.text { $0.socketTrouble = "/x may not be made" }.contains("/x may not be made"))
    }

    @Test func `is a line of the status where there are ports`() {
        var snapshot = ApplianceSnapshot.locked
        #expect(!StatusReport(snapshot).text.contains("\nptp "))
        snapshot.ptp = .serving
        #expect(StatusReport(snapshot).text.contains("1 of 1 port master, 1 unicast client\n"))
        snapshot.ptp.makePassive()
        #expect(StatusReport(snapshot).ptp == .init(ports: 1, masters: 0, passive: 1, clients: 1))
    }

    @Test func `names clients, what they are granted, and how they are off`() throws {
        let client = try #require(ClientsReport([], ptp: [.still], in: .locked).ptp.first)
        #expect((client.identity, client.address) == ("001b21.fffe.00000a-1", "10.0.0.7"))
        #expect((client.announcePerSecond, client.syncPerSecond) == (0.5, 16))
        #expect((client.state, client.grantSecondsLeft) == ("slave", 240))
        #expect(abs(try #require(client.offsetNs) + 31) < 1e-3)
        #expect((client.secondsSinceFirst, client.secondsSinceLast) == (60, 1))
    }
}
