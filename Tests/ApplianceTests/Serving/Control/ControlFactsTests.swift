// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import NTP
import StillAppliance
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

struct ControlFactsTests {
    private let now = MonotonicInstant(sinceEpoch: .seconds(1000))

    private func snapshot(_ phase: TimeState.Phase) -> ApplianceSnapshot {
        let reading = ClockReading(era: 0, shown: TAIInstant(sinceEpoch: .seconds(1_700_000_037)))
        var state = TimeState(
            phase: phase, since: now, asOf: now, reason: .justStarted, offset: .nanoseconds(40), frequency: 12e-6,
            errorBound: ErrorBound(base: .microseconds(1)), reference: .gps, utc: UTCRelation(taiMinusUTC: 37))
        state.variance = 4e-18
        var snapshot = ApplianceSnapshot(
            now: now, started: now - .seconds(60), state: state, conditions: [],
            clock: ClockMapping(anchor: now, atAnchor: reading, rate: 0), receiver: ReceiverFacts(device: "/dev/ttyS1"),
            pulse: PulseFacts(source: "/dev/pps0"), ntp: NTPFacts())
        snapshot.receiver.isTimeValid = true
        snapshot.receiver.reach.note(at: now)
        snapshot.pulse.reach.note(at: now)
        (snapshot.pulse.lastEdge, snapshot.pulse.residual) = (now - .milliseconds(300), .nanoseconds(25))
        return snapshot
    }

    private func facts(_ snapshot: ApplianceSnapshot) -> ControlFacts {
        ControlFacts(snapshot, of: HostKernel(machine: "m", system: "s"))
    }

    @Test func `signs are turned: an offset is reference − clock, a frequency is what is added`() {
        let told = facts(snapshot(.locked))
        #expect(told.system.offset == .nanoseconds(-40) && told.system.frequency == -12e-6)
        #expect(told.associations[1].offset == .nanoseconds(-25))
    }

    @Test func `a third of the Allan variance is told as jitter and as wander`() throws {
        let told = facts(snapshot(.locked)).system
        #expect(told.clockJitter?.wholeNanoseconds == 2)
        #expect(abs(try #require(told.clockWander) - 3.4641e-9) < 1e-12)
    }

    @Test func `while locked the pulse is followed and the receiver vouches`() {
        let told = facts(snapshot(.locked))
        #expect(told.associations.map(\.selection) == [.candidate, .systemPeer])
        #expect(told.associations.map(\.referenceID) == ["GPS", "PPS"])
        #expect(told.associations.map(\.id) == [1, 2])
        #expect(told.system.source == .pulse)
    }

    @Test(arguments: [TimeState.Phase.holdover, .acquiring, .unsynchronised, .starting])
    func `otherwise nothing is followed`(phase: TimeState.Phase) {
        let told = facts(snapshot(phase))
        #expect(!told.associations.contains { $0.selection == .systemPeer })
        #expect(told.system.source == .unspecified)
    }

    @Test func `who contradicts is a falseticker`() {
        var snapshot = snapshot(.holdover)
        snapshot.conditions = [.receiverContradicts, .pulseContradicts]
        #expect(facts(snapshot).associations.map(\.selection) == [.falseTicker, .falseTicker])
    }

    @Test func `who is silent is not reached, and not used`() {
        var snapshot = snapshot(.locked)
        snapshot.receiver.reach = ReachRegister()
        #expect(facts(snapshot).associations[0].selection == .reject)
        #expect(facts(snapshot).associations[0].reach == 0)
    }

    @Test func `without a pulse there is a receiver alone`() {
        var snapshot = snapshot(.acquiring)
        snapshot.pulse.source = nil
        #expect(facts(snapshot).associations.map(\.name) == ["GNSS(0)"])
    }

    @Test func `datagrams are counted by what ntpq calls them`() {
        var snapshot = snapshot(.locked)
        (snapshot.ntp.received, snapshot.ntp.answered, snapshot.ntp.controlAnswered) = (100, 50, 7)
        snapshot.ntp.dropped = Refusal.allCases.enumerated().map { NamedCount("\($1)", UInt64(1) << UInt64($0)) }
        let counters = facts(snapshot).system.counters
        #expect((counters.received, counters.processed, counters.controlRequests) == (100, 50, 7))
        let all = counters.badFormat + counters.declined + counters.restricted + counters.rateLimited
        #expect(all == (1 << UInt64(Refusal.allCases.count)) - 1)
        let limited = [Refusal.controlLimited, .rateLimited, .crowded]
        #expect(counters.rateLimited == limited.reduce(0) { $0 + (1 << UInt64($1.rawValue)) })
    }

    @Test func `this machine may always ask, others where they are allowed, and nobody where it is off`() throws {
        func policy(_ text: String) throws -> AccessPolicy { try settings(text).controlPolicy }
        let (lan, other) = (IPAddress(v4: 0x0A01_0203).number, IPAddress(v4: 0xC000_0201).number)
        let open = try policy("compatibility: {allow: [10.0.0.0/8]}\nallow: [192.0.2.0/24]")
        #expect(open.allows(IPAddress.loopbackV4.number) && open.allows(IPAddress.loopbackV6.number))
        #expect(open.allows(IPAddress(v4: 0x7F12_0001).number) && open.allows(lan) && !open.allows(other))
        let shut = try policy("compatibility: {ntpq: false, allow: [10.0.0.0/8]}")
        #expect(!shut.allows(lan) && !shut.allows(IPAddress.loopbackV4.number))
    }

    private func settings(_ text: String) throws -> Settings { try Settings(reading: Array(text.utf8), file: "f") }
}
