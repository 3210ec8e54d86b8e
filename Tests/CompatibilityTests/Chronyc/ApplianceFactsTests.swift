// SPDX-License-Identifier: Apache-2.0

import Board
import StillAppliance
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance
@testable import Compatibility

/// What chronyc is told is what the snapshot says, in chronyd's units and signs.
struct ApplianceFactsTests {
    private func facts(_ change: (inout ApplianceSnapshot) -> Void = { _ in }) -> Chronyc.ApplianceFacts {
        var snapshot = ApplianceSnapshot.locked
        (snapshot.pulse.residual, snapshot.pulse.jitter) = (.nanoseconds(8), .nanoseconds(20))
        change(&snapshot)
        return Chronyc.ApplianceFacts(snapshot: snapshot)
    }

    @Test func `A locked clock is tracked as NTP claims it`() {
        let tracking = facts().tracking
        #expect(tracking.referenceID == 0x4750_5300)
        #expect(tracking.stratum == 1 && tracking.leap == .insert)
        // The clock was last corrected at 2016-12-31T23:59:50Z.
        #expect(tracking.referenceTime?.seconds == 1_483_228_790)
        #expect(abs(tracking.offset + 12e-9) < 1e-15)
        #expect(abs(tracking.lastOffset - 8e-9) < 1e-15 && abs(tracking.usualOffset - 20e-9) < 1e-15)
        #expect(tracking.frequency == 1.5e-6 && tracking.skew == 25e-9)
        #expect(tracking.rootDelay == 0)
        // 300 ns, and 25 ns/s for two seconds.
        #expect(abs(tracking.rootDispersion - 350e-9) < 1e-15)
        #expect(tracking.updateInterval == 1)
    }

    @Test func `An outdated leap-second table adds its second`() {
        let dispersion = facts { $0.state.utc.isCurrent = false }.tracking.rootDispersion
        #expect(abs(dispersion - 1.00000035) < 1e-9)
    }

    @Test(arguments: [TimeState.Phase.starting, .acquiring, .unsynchronised])
    func `Nothing is claimed of a clock that is not to be relied on`(phase: TimeState.Phase) {
        let tracking = facts { $0.state.phase = phase }.tracking
        var expected = Chronyc.Tracking()
        expected.frequency = 1.5e-6
        #expect(tracking == expected)
    }

    @Test func `In holdover the offset is not measured, and the dispersion grows`() {
        let tracking = facts {
            $0.state.phase = .holdover
            $0.now += .seconds(3)
        }.tracking
        #expect(tracking.stratum == 1 && tracking.referenceID == 0x4750_5300)
        #expect(tracking.offset == 0 && tracking.lastOffset == 0)
        #expect(abs(tracking.rootDispersion - (300e-9 + 5 * 25e-9)) < 1e-12)
    }

    @Test func `The pulse is followed, and the receiver is used beside it`() throws {
        let sources = facts().sources
        #expect(sources.map(\.identity) == [.clock(0x474E_5353), .clock(0x5050_5300)])
        #expect(sources.map(\.state) == [.combined, .selected])
        let pulse = try #require(sources[1].sample)
        #expect(abs(pulse.age - 0.9) < 1e-9 && abs(pulse.offset - 8e-9) < 1e-15)
        #expect(abs(pulse.error - 20e-9) < 1e-15)
        // Its message began 400 ms ago and stated the second before: 600 ms late by our clock.
        let receiver = try #require(sources[0].sample)
        #expect(abs(receiver.age - 0.4) < 1e-9 && abs(receiver.offset - 0.6) < 1e-9)
        #expect(abs(receiver.error - 0.6) < 1e-9)
    }

    @Test func `Where there is no pulse the receiver stands alone`() {
        let sources = facts { $0.pulse = PulseFacts(source: nil) }.sources
        #expect(sources.map(\.state) == [.selected])
    }

    @Test(
        arguments: [
            (.receiverContradicts, [.falseticker, .unusable]), (.noFix, [.unusable, .unusable]),
            (.receiverUnplugged, [.unusable, .unusable]), (.pulseLost, [.unused, .unusable]),
            (.pulseContradicts, [.unused, .falseticker]),
        ] as [(Conditions, [Chronyc.Source.State])])
    func `What is wrong is told of whom it is wrong with`(wrong: Conditions, states: [Chronyc.Source.State]) {
        let sources = facts {
            $0.state.phase = .holdover
            $0.conditions = [wrong, .holdover]
        }.sources
        #expect(sources.map(\.state) == states)
    }

    @Test func `What was never measured has no sample, and chronyd's statistics of nothing`() {
        let sources = Chronyc.ApplianceFacts(snapshot: .starting).sources
        #expect(sources.map(\.state) == [.unusable])
        #expect(sources[0].sample == nil && sources[0].statistics == Chronyc.Statistics())
        #expect(facts { $0.pulse.residual = nil }.sources[1].sample == nil)
    }

    @Test func `What was done for NTP's clients is counted as chronyd counts it`() {
        let server = facts { $0.ntp.dropped.append(NamedCount("unsent", 5)) }.server
        #expect(server.ntpReceived == 12 && server.ntpDropped == 2)
        #expect(server.receivingStampedByKernel == 10 && server.sendingStampedByProgram == 10)
    }

    @Test func `Clients keep their places while the last heard changes`() {
        let now = ApplianceSnapshot.locked.now
        func client(_ number: UInt32, first: Int, last: Int) -> NTPClientFacts {
            NTPClientFacts(
                address: IPAddress(v4: number), version: 4, answered: 5, refused: 2, lastRefusal: nil,
                first: now - .seconds(first), last: now - .seconds(last), meanInterval: .seconds(16))
        }
        let known = [client(3, first: 50, last: 1), client(1, first: 90, last: 4)]
        let clients = Chronyc.Client.all(
            known, commands: [IPAddress(v4: 1): Chronyc.Asking(hits: 7), .loopbackV4: Chronyc.Asking(hits: 9)], at: now)
        #expect(clients.map(\.address) == [IPAddress(v4: 1), IPAddress(v4: 3), .loopbackV4])
        #expect(clients[0].ntp == Chronyc.Asking(hits: 7, drops: 2, interval: 16, age: 4))
        #expect(clients.map(\.commands.hits) == [7, 0, 9])
        #expect(clients[2].ntp == Chronyc.Asking())
    }
}
