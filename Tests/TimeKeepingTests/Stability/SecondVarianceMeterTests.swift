// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import TimeKeeping

struct SecondVarianceMeterTests {
    private func mark(_ second: Int) -> TAIInstant { World.start + .seconds(second) }

    private func noise(_ count: Int, sigma: Double) -> [Double] {
        var random = SplitMix64(state: 5)
        return (0..<count).map { _ in random.normal() * sigma }
    }

    @Test func `it is a third of the Allan variance at a second`() throws {
        let offsets = noise(500, sigma: 30e-9)
        var meter = SecondVarianceMeter()
        for (second, offset) in offsets.enumerated() { meter.hear(offset, at: mark(second)) }
        let curve = StabilityCurve(.allanDeviation, of: PhaseRecord(offsets, interval: 1), at: .octaves)
        let deviation = try #require(curve.points.first { $0.tau == 1 }).value
        let variance = try #require(meter.variance)
        #expect((variance / (deviation * deviation / 3) - 1).magnitude < 1e-9)
        // White noise of the phase: its own variance.
        #expect((variance / (30e-9 * 30e-9) - 1).magnitude < 0.3)
    }

    @Test func `offset and frequency are not noise`() {
        var meter = SecondVarianceMeter()
        for second in 0..<100 { meter.hear(1e-3 + 1e-6 * Double(second), at: mark(second)) }
        #expect(meter.variance.map { $0 < 1e-30 } ?? false)
    }

    @Test func `a second that is missing, doubled or interrupted joins nothing`() {
        var meter = SecondVarianceMeter()
        for run in 0..<100 {
            // Each run lies elsewhere: what joined two of them would be seen.
            let begin = run * 10
            for second in 0..<4 { meter.hear(Double(run) * 1e-3, at: mark(begin + second)) }
            if run.isMultiple(of: 2) { meter.interrupt() }
            if run.isMultiple(of: 3) { meter.hear(1, at: mark(begin + 3)) }
        }
        #expect(meter.variance == 0)
    }

    @Test func `little says nothing`() {
        var meter = SecondVarianceMeter()
        for second in 0..<33 { meter.hear(0, at: mark(second)) }
        #expect(meter.variance == nil)
        meter.hear(0, at: mark(33))
        #expect(meter.variance == 0)
    }

    @Test func `it follows a noise that changes within half an hour`() throws {
        var meter = SecondVarianceMeter()
        let offsets = noise(2_000, sigma: 100e-9) + noise(5_000, sigma: 10e-9)
        for (second, offset) in offsets.enumerated() { meter.hear(offset, at: mark(second)) }
        let variance = try #require(meter.variance)
        #expect(variance > 0.7e-16 && variance < 3e-16)
    }

    @Test func `locked, the state has it; in holdover it keeps it`() throws {
        var world = World()
        _ = world.run(until: .locked)
        #expect(world.keeper.state.hasLocked && world.keeper.state.variance == nil)
        world.run(900)
        let variance = try #require(world.keeper.state.variance)
        // The pulse's jitter: 50 ns.
        #expect((variance / 2.5e-15 - 1).magnitude < 0.3)
        world.pulse.isPresent = false
        world.run(100)
        #expect(world.phase == .holdover && world.keeper.state.variance == variance)
        #expect(world.keeper.state.hasLocked)
    }

    @Test func `what is set before the first lock is not told to have been right`() {
        var world = World()
        while world.phase != .locked {
            #expect(!world.keeper.state.hasLocked)
            world.run(1)
        }
        #expect(world.keeper.state.hasLocked)
    }
}
