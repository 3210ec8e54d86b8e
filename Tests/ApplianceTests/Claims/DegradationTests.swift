// SPDX-License-Identifier: Apache-2.0

import PTP
import SimulatedBoard
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

@Suite struct `What a grandmaster announces` {
    /// Its sky goes after ten minutes and comes back after twenty-five; five minutes of holdover are its budget.
    private static func outage(_ seed: UInt64) -> ClaimLog {
        let script = [Scene.Cue(at: .seconds(600), .antennaOff), Scene.Cue(at: .seconds(1_500), .antennaOn)]
        let world = World(seed: seed, script: script, settings: .budget { $0.longest = .seconds(300) })
        return ClaimLog(world, until: 1_620)
    }

    private static let outages = [outage(1), outage(2), outage(3)]
    private static let tick = Duration.milliseconds(250)

    @Test(arguments: 0..<3) func `goes from 248 to 6, 7, 52 and back, each at its second`(run: Int) throws {
        let scene = Self.outages[run]
        let changes = scene.changes
        #expect(changes.map(\.clockClass) == [248, 6, 7, 52, 6])
        guard changes.count == 5 else { return }
        let last = try #require(scene.pulses.last { $0 < .seconds(1_000) })
        #expect(last > .milliseconds(598_999))
        // Three seconds without a pulse are an outage.
        let patience = changes[2].at - last
        #expect(patience > .seconds(3) && patience <= .seconds(3) + Self.tick)
        let spent = changes[3].at - changes[2].at
        #expect(spent > .seconds(300) && spent <= .seconds(300) + Self.tick)
        #expect(changes[4].at > .seconds(1_500) && changes[4].at < .seconds(1_600))
        #expect(Set(scene.moments.map(\.telecom.quality.clockClass)) == [248, 6, 7, 160])
        for moment in scene.moments {
            let isDegraded = moment.claim.quality.clockClass == 52
            #expect((moment.telecom.quality.clockClass == 160) == isDegraded)
        }
    }

    @Test func `has the flags of its class`() {
        let scene = Self.outages[0]
        let known: MessageFlags = [.ptpTimescale, .utcOffsetValid]
        let told: [(UInt8, MessageFlags, TimeSource)] = [
            (248, [], .internalOscillator), (6, [.timeTraceable, .frequencyTraceable], .gnss),
            (7, .timeTraceable, .internalOscillator), (52, [], .internalOscillator),
        ]
        for (clockClass, traces, source) in told {
            let moments = scene.moments(of: clockClass)
            let flags = clockClass == 248 ? traces : traces.union(known)
            #expect(moments.allSatisfy { $0.claim.flags == flags && $0.claim.timeSource == source }, "\(clockClass)")
            #expect(moments.allSatisfy { $0.claim.utcOffset == 37 })
            let isUncertain = clockClass == 248 || clockClass == 52
            #expect(moments.allSatisfy { $0.telecom.flags.contains(.synchronizationUncertain) == isUncertain })
        }
    }

    @Test(arguments: 0..<3) func `grows less accurate step by step in holdover`(run: Int) {
        let steps = Self.outages[run].moments(of: 7).map(\.claim.quality.accuracy)
        #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 <= $1 && $1.rawValue - $0.rawValue <= 1 })
        #expect(Set(steps).count >= 3)
    }

    @Test func `tells no accuracy and no variance where it is not to be relied on`() {
        let scene = Self.outages[0]
        for clockClass: UInt8 in [248, 52] {
            let qualities = scene.moments(of: clockClass).map(\.claim.quality)
            #expect(qualities.allSatisfy { $0.accuracy == .unknown && $0.variance == ScaledLogVariance.unknown })
        }
        let locked = scene.moments(of: 6).last { $0.at < .seconds(600) }
        // About 100 ns from second to second: what this world's pulse and its stamps amount to.
        #expect(locked.map { (0x5000...0x5400).contains($0.claim.quality.variance) } ?? false)
    }

    @Test(arguments: [UInt64](1...3))
    func `is degraded as soon as the error may be larger than its budget`(seed: UInt64) throws {
        let budget = Duration.microseconds(2)
        let world = World(
            seed: seed, script: [Scene.Cue(at: .seconds(600), .antennaOff)],
            settings: .budget { $0.largestError = budget })
        let scene = ClaimLog(world, until: 2_000)
        #expect(scene.changes.map(\.clockClass) == [248, 6, 7, 52])
        let exceeded = try #require(scene.moments.first { $0.at > .seconds(600) && $0.state.errorBound.base > budget })
        let spent = try #require(scene.moments(of: 52).first)
        // The bound is worked out once a second, and carried on in between.
        #expect(spent.at >= exceeded.at && spent.at - exceeded.at < .seconds(1))
        #expect(scene.isHonest)
    }

    /// Whatever befalls it: each second the truth is within what is announced.
    @Test(
        arguments: [
            [Scene.Cue(at: .seconds(600), .antennaOff), Scene.Cue(at: .seconds(1_500), .antennaOn)],
            [Scene.Cue(at: .seconds(120), .unplug), Scene.Cue(at: .seconds(400), .replug)],
            [Scene.Cue(at: .seconds(120), .mute), Scene.Cue(at: .seconds(200), .unmute)],
            [Scene.Cue(at: .seconds(120), .latePulses(5, by: .microseconds(300)))],
            [
                Scene.Cue(at: .seconds(120), .latePulses(5, by: .microseconds(300))),
                Scene.Cue(at: .seconds(135), .antennaOff),
            ],
            [Scene.Cue(at: .seconds(120), .lie(.seconds(3))), Scene.Cue(at: .seconds(300), .lie(.none))],
            [Scene.Cue(at: .seconds(120), .missPulses(2)), Scene.Cue(at: .seconds(130), .doublePulses(20))],
        ], [UInt64](1...2))
    func `is never better than the truth`(script: [Scene.Cue], seed: UInt64) {
        let world = World(seed: seed, script: script, settings: .budget { $0.longest = .seconds(600) })
        let end = script.last.map { Int($0.at.wholeSeconds) + 120 } ?? 0
        let scene = ClaimLog(world, until: end)
        #expect(scene.isHonest)
        #expect(!scene.moments(of: 6).isEmpty)
    }
}
