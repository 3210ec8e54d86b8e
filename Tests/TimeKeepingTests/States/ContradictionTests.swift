// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import TimeKeeping

@Suite struct ContradictionTests {
    private func locked() -> World {
        var world = World()
        #expect(world.run(until: .locked) != nil)
        world.run(200)
        return world
    }

    @Test(arguments: [1, -1, 7 * 86_400, -1024 * 7 * 86_400, 18] as [Int64])
    func `a receiver that states another second is not followed, but said`(lie: Int64) {
        var world = locked()
        world.receiver.lie = lie
        world.run(12)
        #expect(world.phase == .holdover)
        guard case .receiverContradicts(let stated, let expected) = world.reason else {
            Issue.record("\(world.reason)")
            return
        }
        #expect(stated - expected == .seconds(lie))
        #expect(world.keeper.conditions.contains(.receiverContradicts))
        world.run(600)
        #expect(world.error.magnitude < 1e-3)
        #expect(world.worstRatio < 1)
    }

    @Test func `when it agrees again it is followed again, without a step`() {
        var world = locked()
        let steps = world.steps
        world.receiver.lie = 1
        world.run(60)
        world.receiver.lie = 0
        #expect(world.run(until: .locked, limit: 20) != nil)
        #expect(world.steps == steps)
        #expect(world.notes.contains(.contradictionEnded))
        #expect(!world.keeper.conditions.contains(.receiverContradicts))
    }

    @Test func `one odd message is nothing`() {
        var world = locked()
        for _ in 0..<10 {
            world.receiver.lie = 604_800
            world.run(1)
            world.receiver.lie = 0
            world.run(5)
        }
        #expect(world.phase == .locked)
        #expect(!world.notes.contains { if case .contradictionBegan = $0 { true } else { false } })
    }

    @Test func `an operator may have the receiver followed`() {
        var world = locked()
        world.receiver.lie = 3600
        world.run(30)
        world.command(.reacquire)
        #expect(world.phase == .acquiring)
        #expect(world.run(until: .locked, limit: 60) != nil)
        #expect((world.error - 3600).magnitude < 1e-5)
    }

    @Test func `a lie that begins while the pulse is away is caught by our own clock`() {
        var world = locked()
        world.pulse.isPresent = false
        world.run(200)
        world.pulse.isPresent = true
        world.receiver.lie = 604_800
        world.run(60)
        #expect(world.phase == .holdover)
        guard case .receiverContradicts = world.reason else {
            Issue.record("\(world.reason)")
            return
        }
        #expect(world.error.magnitude < 1e-3)
    }

    @Test(arguments: [86_400, 100])
    func `a second that a lie has labelled is labelled anew once the receiver is right again`(budget: Int) {
        var settings = TimekeepingSettings()
        settings.holdover.longest = .seconds(budget)
        var world = World(settings: settings)
        #expect(world.run(until: .locked) != nil)
        world.run(200)
        let steps = world.steps
        world.pulse.isPresent = false
        world.run(200)
        world.pulse.isPresent = true
        world.receiver.lie = 1
        world.run(10)
        world.receiver.lie = 0
        #expect(world.run(until: .locked, limit: 60) != nil)
        #expect(world.steps == steps && world.error.magnitude < 1e-6)
    }
}
