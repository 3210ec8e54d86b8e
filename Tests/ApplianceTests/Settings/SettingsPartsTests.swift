// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

@Suite struct `The settings` {
    private func settings(_ text: String) throws -> Settings { try Settings(reading: Array(text.utf8), file: "f") }

    @Test func `become an access policy`() throws {
        let policy = try settings("allow: [10.0.0.0/8, '2001:db8::/32']\ndeny: [10.9.0.0/16]").accessPolicy
        #expect(policy.allows(try number("10.1.2.3")))
        #expect(!policy.allows(try number("10.9.2.3")))
        #expect(policy.allows(try number("2001:db8::7")))
        #expect(!policy.allows(try number("192.0.2.1")))
        #expect(try settings("").accessPolicy.allows(try number("192.0.2.1")))
    }

    private func number(_ text: String) throws -> UInt128 { try #require(IPAddress(text)).number }

    @Test func `may name many networks`() throws {
        let prefixes = (0..<1_000).map { "10.\($0 / 250).\($0 % 250).0/24" }
        let policy = try settings("deny: [\(prefixes.joined(separator: ", "))]").accessPolicy
        #expect(!policy.allows(try number("10.3.249.7")))
        #expect(policy.allows(try number("10.3.250.7")))
    }

    @Test func `become the timekeeping's`() throws {
        let keeping = try settings(
            """
            receiver: {labelOffsetSeconds: -1, messageDelayMs: 1100}
            pulse: {cableDelayNs: 52.5}
            clock: {holdoverSeconds: 60, holdoverErrorNs: 500, step: never, retrospectSeconds: 20}
            """
        ).timekeeping
        #expect(keeping.retrospect.seconds == 20)
        #expect(keeping.labelling.statedOffset == .seconds(-1))
        #expect(keeping.labelling.latency == .milliseconds(1100) ... .milliseconds(2000))
        #expect(keeping.pulse.cableDelay == .nanoseconds(52) + .nanoseconds(1) / 2)
        #expect(keeping.holdover.longest == .seconds(60))
        #expect(keeping.holdover.largestError == .nanoseconds(500))
        #expect(keeping.steering.stepBeyond > .seconds(1_000_000_000))
    }

    @Test(arguments: [
        ("kind: simulated", 100), ("kind: phc", 100), ("kind: pps", 10_000), ("kind: gpio, line: 1", 10_000),
        ("kind: phc, uncertaintyNs: 25.5", 25.5), ("kind: pps, uncertaintyNs: 0", 0),
    ] as [(String, Double)])
    func `take a stamp made by an interrupt for less exact than one made by hardware`(
        _ pulse: String, nanoseconds: Double
    ) throws {
        let keeping = try settings("pulse: {\(pulse)}").timekeeping
        #expect(keeping.pulse.uncertainty == .picoseconds(Int64(nanoseconds * 1000)))
    }

    @Test func `bring a clock back gently where PTP clocks follow, unless it is said otherwise`() throws {
        let ports = "ptp: {ports: [{interface: eth0}]}"
        #expect(try settings("").timekeeping.steering.returnSlew == nil)
        #expect(try settings(ports).timekeeping.steering.returnSlew == 50e-9)
        #expect(try settings("clock: {returnSlewNs: 0}\n" + ports).timekeeping.steering.returnSlew == nil)
        #expect(try settings("clock: {returnSlewNs: 200}").timekeeping.steering.returnSlew == 200e-9)
    }

    @Test func `become what is done about an implausible source`() throws {
        let text = """
            trust: {drag: alarm, jump: off, replay: alarm, position: holdover, uniformity: off, fixedAntenna: yes,
              earliest: '2026-01-01T00:00:00Z'}
            """
        let trust = try settings(text).timekeeping.trust
        #expect(trust.drag == .alarm && trust.jump == .off && trust.past == .alarm)
        #expect(trust.position == .holdover && trust.uniformity == .off && trust.fixedAntenna == .yes)
        let table = LeapSecondTable.builtIn
        let kept = try KnownTime(utc: #require(UTCInstant(iso8601: "2025-06-01T00:00:00Z")))
        let stated = try #require(UTCInstant(iso8601: "2026-01-01T00:00:00Z"))
        #expect(try settings(text).trust.earliest(kept: kept, table) == table.tai(stated))
        #expect(try settings("").trust.earliest(kept: kept, table) == table.tai(kept.utc) - .seconds(60))
        #expect(try settings("trust: {earliest: auto}").trust.earliest(kept: nil, table) == nil)
    }

    @Test func `let no clock of the machine be taken over where a virtual one is kept`() {
        let text = "clock: {kind: virtual, followers: [system]}"
        #expect(throws: SettingsFaults.self) { try settings(text) }
        #expect(throws: Never.self) { try settings("clock: {kind: virtual, followers: [/dev/ptp0]}") }
    }

    @Test func `by default are the timekeeping's own defaults`() throws {
        #expect(Settings(defaultsFor: .linux).timekeeping == TimekeepingSettings())
    }

    @Test func `sum up in a few lines`() throws {
        let text = try settings("board: {kind: simulated, seed: 9}\nconsole: {socket: ~}").summary
        #expect(
            text == """
                board     simulated, seed 9
                receiver  simulated
                pulse     simulated
                clock     simulated; no clock of this machine is set
                ntp       127.0.0.1:11123
                nts       127.0.0.1:14460
                http      127.0.0.1:8080
                control   off

                """)
    }

    @Test func `sum up the PTP ports where there are any`() throws {
        let text = try settings("ptp: {ports: [{interface: eth0}, {interface: eth1, profile: 802.1as}]}").summary
        #expect(text.contains("\nptp       eth0 (default-e2e over udp4), eth1 (802.1as over ethernet)\n"))
    }

    @Test func `suggest what to try, on the demonstration only`() throws {
        let text = try settings(
            "board: {kind: simulated}\nconsole: {socket: /tmp/x.sock}\nmanagement: {tls: {certificate: /x/tls.pem}}"
        ).whatToTry
        #expect(
            text == """

                Try:
                  gnomon status --wait --socket /tmp/x.sock
                  gnomon satellites --socket /tmp/x.sock
                  gnomon scene antenna-off --socket /tmp/x.sock
                  curl http://127.0.0.1:8080/api/v1/status
                  chronyd -Q -t 10 'server 127.0.0.1 port 11123 iburst'
                  chronyd -Q -t 10 'server 127.0.0.1 iburst nts ntsport 14460' 'ntstrustedcerts /x/tls.pem'

                """)
        #expect(try settings("").whatToTry.isEmpty)
        // Who says where the time is served says so of NTS.
        #expect(try settings("board: {kind: simulated}\nntp: {listen: ['127.0.0.1:1123']}").ntp.nts.listen.isEmpty)
    }
}
