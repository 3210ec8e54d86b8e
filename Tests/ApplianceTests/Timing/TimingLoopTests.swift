// SPDX-License-Identifier: Apache-2.0

import Board
import SimulatedBoard
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

@Suite struct `The timing loop, in a simulated world,` {
    @Test(arguments: [ReceiverModel(.ubx, baud: 115_200), ReceiverModel(.nmea, baud: 9600)])
    func `locks on the true second`(_ receiver: ReceiverModel) {
        var world = World(language: receiver)
        world.run(until: 120)
        #expect(world.state.phase == .locked)
        #expect(world.error.magnitude < .microseconds(1))
        #expect(world.error.magnitude <= world.bound)
        #expect(world.state.utc.taiMinusUTC == 37)
    }

    @Test(arguments: [
        ReceiverLie.weeks(1), .weeks(1024), .seconds(1), .seconds(-1), .seconds(3600),
    ])
    func `does not follow a receiver that lies after lock, and says so`(_ lie: ReceiverLie) {
        var world = World(script: [Scene.Cue(at: .seconds(100), .lie(lie)), Scene.Cue(at: .seconds(200), .lie(.none))])
        world.run(until: 99)
        #expect(world.state.phase == .locked)
        world.run(until: 160)
        #expect(world.state.phase == .holdover)
        guard case .receiverContradicts = world.state.reason else {
            Issue.record("the reason is \(world.state.reason)")
            return
        }
        #expect(world.loop.engine.facts.conditions.contains(.receiverContradicts))
        #expect(world.error.magnitude < .microseconds(10))
        #expect(world.error.magnitude <= world.bound)
        world.run(until: 260)
        #expect(world.state.phase == .locked)
        #expect(world.error.magnitude < .microseconds(10))
    }

    @Test func `says within seconds that nothing is heard, and recovers when something is`() {
        var world = World(script: [Scene.Cue(at: .zero, .unplug), Scene.Cue(at: .seconds(30), .replug)])
        world.run(until: 25)
        #expect(world.state.phase == .unsynchronised)
        #expect(world.loop.engine.facts.conditions.contains(.unsynchronised))
        world.run(until: 120)
        #expect(world.state.phase == .locked)
    }

    @Test(arguments: [1, 2, 3])
    func `is not led astray by a run of late pulses, even when the antenna is lost with it`(_ seed: UInt64) {
        var world = World(
            seed: seed,
            script: [
                Scene.Cue(at: .seconds(120), .latePulses(5, by: .microseconds(300))),
                Scene.Cue(at: .seconds(135), .antennaOff),
            ])
        world.run(until: 119)
        #expect(world.state.phase == .locked)
        for second in 120..<260 {
            world.run(until: second)
            #expect(world.error.magnitude <= world.bound)
            #expect(world.error.magnitude < .microseconds(20))
        }
        #expect(world.state.phase == .holdover)
    }

    @Test func `lifts a date that rolled over`() {
        var world = World(script: [Scene.Cue(at: .seconds(1), .lie(.weeks(-1024)))])
        world.run(until: 160)
        #expect(world.state.phase == .locked)
        #expect(world.error.magnitude < .microseconds(1))
    }

    @Test func `goes into holdover when the antenna is cut, and returns without a step`() {
        var world = World(script: [Scene.Cue(at: .seconds(300), .antennaOff), Scene.Cue(at: .seconds(900), .antennaOn)])
        world.run(until: 299)
        let era = world.loop.board.clock.atAnchor.era
        world.run(until: 890)
        #expect(world.state.phase == .holdover)
        #expect(world.error.magnitude <= world.bound)
        world.run(until: 1000)
        #expect(world.state.phase == .locked)
        #expect(world.loop.board.clock.atAnchor.era == era)
    }

    @Test func `survives an unplugged receiver`() {
        var world = World(script: [Scene.Cue(at: .seconds(100), .unplug), Scene.Cue(at: .seconds(160), .replug)])
        world.run(until: 150)
        #expect(world.state.phase == .holdover)
        #expect(world.loop.engine.facts.portFault != nil)
        world.run(until: 280)
        #expect(world.state.phase == .locked)
        #expect(world.notes.contains(.receiverLost))
    }

    @Test func `keeps the truth within its bound for an hour`() {
        var run = SimulatedRun(seed: 3)
        let summary = run.run(seconds: 3600)
        #expect(summary.finalPhase == .locked)
        #expect(summary.secondsOutsideBound == 0)
        #expect(summary.rmsLockedNs < 100)
    }
}
