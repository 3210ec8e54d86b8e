// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import TimeKeeping

/// Pulses that are not one clean edge in each second: what becomes of the clock, and what is said.
@Suite struct OddPulsesTests {
    private func locked() -> World {
        var world = World()
        #expect(world.run(until: .locked) != nil)
        world.run(300)
        return world
    }

    @Test(arguments: [5, 6, 7, 8])
    func `a clock that is only being acquired is not relied on while further edges come`(after: Int) {
        var world = World()
        world.run(after)
        guard world.phase != .locked else { return }
        world.pulse.ghosts = [0.9995]
        world.run(60)
        #expect(world.phase == .acquiring && world.reason == .edgesCrowded)
        world.pulse.ghosts = []
        #expect(world.run(until: .locked, limit: 200) != nil)
        #expect(world.error.magnitude < 1e-6 && world.worstRatio < 1)
    }

    @Test(arguments: [2, 3] as [Int64])
    func `a pulse that comes only every few seconds is followed all the same`(period: Int64) {
        var world = World()
        world.pulse.period = period
        #expect(world.run(until: .locked, limit: 60) != nil)
        world.run(600)
        #expect(world.phase == .locked && world.worstRatio < 1)
        #expect(world.keeper.state.errorBound.base < .microseconds(1))
    }

    /// Edges in s after the true one; near one: before the next.
    @Test(arguments: [[0.001], [0.01], [0.1], [0.4], [0.5], [0.9995], [0.999], [0.98], [0.9], [0.2, 0.4, 0.6, 0.8]])
    func `further edges leave a locked clock as it is`(ghosts: [Double]) {
        var world = locked()
        var plain = world
        world.pulse.ghosts = ghosts
        world.run(120)
        plain.run(120)
        #expect(world.phase == .locked && world.worstRatio < 1)
        #expect((world.error - plain.error).magnitude < 20e-9)
        #expect(world.worstLocked < 300e-9 || world.worstLocked == plain.worstLocked)
    }

    @Test(arguments: [[0.001], [0.1], [0.5], [0.98], [0.2, 0.4, 0.6, 0.8]])
    func `with further edges from the first on no second is told, and it is said why`(ghosts: [Double]) {
        var world = World()
        world.pulse.ghosts = ghosts
        world.run(60)
        #expect(world.phase == .acquiring && world.steps == 0)
        #expect(world.reason == .edgesCrowded)
        world.pulse.ghosts = []
        #expect(world.run(until: .locked, limit: 60) != nil)
        #expect(world.error.magnitude < 200e-9)
    }

    @Test(arguments: [0.02, 0.1, 0.2, 0.5])
    func `a pulse that is inverted while locked is not followed, and followed again once it is right`(width: Double) {
        var world = locked()
        let steps = world.steps
        world.pulse.late = width
        world.run(60)
        #expect(world.phase == .holdover)
        #expect(world.error.magnitude < 200e-9)
        // Seen from the messages, it may have another second, or none; from the clock, it jumped.
        if case .messagesEarly(let time) = world.reason {
            #expect((time - .milliseconds(50)).magnitude < .milliseconds(10))
        }
        #expect(!world.keeper.conditions.isDisjoint(with: [.pulseContradicts, .receiverContradicts, .labelAmbiguous]))
        world.pulse.late = 0
        #expect(world.run(until: .locked, limit: 60) != nil)
        #expect(world.steps == steps && world.worstRatio < 1)
        #expect(world.error.magnitude < 200e-9)
    }

    @Test func `a polarity that changes every ten seconds is never followed`() {
        var world = locked()
        for second in 0..<200 {
            world.pulse.late = (second / 10) % 2 == 0 ? 0.1 : 0
            world.run(1)
        }
        #expect(world.error.magnitude < 300e-9 && world.worstRatio < 1)
    }

    @Test func `a pulse inverted from the first on shows in messages that come before their edge`() {
        var world = World()
        world.pulse.late = 0.2
        world.run(60)
        #expect(world.phase == .acquiring && world.steps == 0)
        guard case .messagesEarly(let time) = world.reason else {
            Issue.record("\(world.reason)")
            return
        }
        #expect((time - .milliseconds(50)).magnitude < .milliseconds(15))
        #expect(world.keeper.conditions.contains(.labelAmbiguous))
    }

    @Test func `one that ends before the messages begin cannot be told from a right one`() {
        var world = World()
        world.pulse.late = 0.1
        world.run(60)
        #expect(world.phase == .locked)
        #expect((world.error + 0.1).magnitude < 1e-6)
        #expect((world.keeper.labelEvidence.latency - .milliseconds(50)).magnitude < .milliseconds(10))
    }

    @Test(arguments: [2, 3, 5, 10])
    func `a slower pulse is counted right, and keeps a clock that was locked`(interval: Int) {
        var world = locked()
        for second in 0..<300 {
            world.pulse.isPresent = second % interval == 0
            world.run(1)
        }
        #expect(world.keeper.state.isTrustworthy)
        #expect((world.phase == .locked) == (interval <= 3))
        #expect(world.error.magnitude < 200e-9 && world.worstRatio < 1)
        #expect(world.keeper.marked == World.start + .seconds(world.second - Int64(299 % interval) - 1))
    }

    @Test func `two of three pulses missing cost a few tens of nanoseconds`() {
        var world = locked()
        for second in 0..<300 {
            world.pulse.isPresent = second % 3 == 0
            world.run(1)
        }
        #expect(world.phase == .locked)
        #expect(world.worstLocked < 200e-9 && world.worstRatio < 1)
    }
}
