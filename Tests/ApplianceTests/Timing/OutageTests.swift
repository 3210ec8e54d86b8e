// SPDX-License-Identifier: Apache-2.0

import SimulatedBoard
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

@Suite struct `An outage of the simulated sky` {
    /// Loses its sky after ten minutes, and gets it back.
    private func world(_ seed: UInt64, for seconds: Int) -> (World, errors: [(at: MonotonicInstant, error: Duration)]) {
        var world = World(
            seed: seed,
            script: [
                Scene.Cue(at: .seconds(600), .antennaOff), Scene.Cue(at: .seconds(600 + seconds), .antennaOn),
            ])
        var errors: [(at: MonotonicInstant, error: Duration)] = []
        world.run(until: 595 + seconds)
        #expect(world.state.phase == .holdover)
        let end = MonotonicInstant(sinceEpoch: .seconds(700 + seconds))
        while world.loop.board.now < end, world.state.phase != .locked {
            // The truth before each event, and so before anything is done about a pulse.
            errors.append((world.loop.board.now, world.error))
            world.loop.step()
        }
        #expect(world.state.phase == .locked)
        return (world, errors)
    }

    @Test(arguments: [UInt64](1...8), [60, 900])
    func `is found as wrong as the clock truly was, and within what was promised`(_ seed: UInt64, _ seconds: Int) throws
    {
        let (world, errors) = world(seed, for: seconds)
        let outage = try #require(world.loop.engine.facts.outage)
        let finding = try #require(outage.finding)
        #expect(outage.number == 1 && outage.end == .returned && outage.cause == .fixLost)
        let truth = try #require(errors.last { $0.at < outage.began + finding.after }).error
        // Between the event before and that pulse the clock went on drifting a little.
        #expect((finding.offset - truth).magnitude <= finding.uncertainty + .nanoseconds(100))
        #expect(finding.offset.magnitude <= finding.bound && outage.isKept == true)
        #expect(truth.magnitude <= finding.bound)
        let predicted = try #require(outage.predicted)
        #expect(finding.offset.magnitude <= predicted)
        #expect(finding.after > .seconds(seconds - 20))
    }
}
