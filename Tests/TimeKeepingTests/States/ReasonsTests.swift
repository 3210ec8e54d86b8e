// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import TimeKeeping

/// What is said while something goes wrong is true at that moment, not only once it has gone wrong for good.
@Suite struct ReasonsTests {
    private func locked() -> World {
        var world = World()
        #expect(world.run(until: .locked) != nil)
        world.run(100)
        return world
    }

    private func unvouched(_ world: World) -> Reason.HoldoverCause? {
        guard case .followingUnvouched(let cause, _) = world.reason else { return nil }
        return cause
    }

    @Test func `a lost fix is said within two seconds, while the pulse is still followed`() {
        var world = locked()
        world.receiver.isValid = false
        world.run(2)
        #expect(world.phase == .locked)
        #expect(unvouched(world) == .fixLost)
    }

    @Test func `a port that is gone is said at once`() {
        var world = locked()
        world.lose()
        #expect(world.phase == .locked)
        #expect(world.reason == .followingUnvouched(since: .receiverUnplugged, for: .zero))
    }

    @Test func `silence is said once it is longer than a receiver pauses`() {
        var world = locked()
        world.receiver.isSpeaking = false
        world.run(5)
        #expect(world.phase == .locked)
        #expect(unvouched(world) == .receiverSilent)
    }

    @Test func `a contradiction is said before it has persisted`() {
        var world = locked()
        world.receiver.lie = 604_800
        world.run(4)
        #expect(world.phase == .locked)
        #expect(unvouched(world) == .receiverContradicts)
    }

    @Test func `when the trouble is over the sentence is as before`() {
        var world = locked()
        let before = world.reason
        world.receiver.isValid = false
        world.run(4)
        world.receiver.isValid = true
        world.run(2)
        #expect(world.reason == before)
    }

    @Test func `a port that is gone outweighs what was said through it`() {
        var world = locked()
        world.receiver.lie = 604_800
        world.run(20)
        #expect(world.keeper.conditions.contains(.receiverContradicts))
        world.lose()
        #expect(world.reason == .receiverUnplugged)
        world.run(20)
        world.plugIn()
        world.receiver.isSpeaking = false
        world.run(1)
        guard case .receiverSilent = world.reason else {
            Issue.record("\(world.reason)")
            return
        }
        #expect(world.keeper.conditions.contains(.receiverSilent))
    }

    @Test func `a receiver that is back is not said to have no pulse while it is still on trial`() {
        var world = locked()
        world.receiver.isSpeaking = false
        world.run(30)
        world.receiver.isSpeaking = true
        world.run(2)
        guard case .labelling(let agreeing, 3) = world.reason else {
            Issue.record("\(world.reason)")
            return
        }
        #expect(agreeing < 3)
    }

    @Test(arguments: [true, false])
    func `bytes without a time in them are told from silence`(isUnderstood: Bool) {
        var keeper = Timekeeper(relation: UTCRelation(taiMinusUTC: 37), at: instant(0))
        keeper.receiverOpened(at: instant(0))
        for second in 1...20 {
            keeper.hearBytes(at: instant(second), isUnderstood: isUnderstood)
            _ = keeper.tick(at: instant(second))
        }
        #expect(keeper.state.reason == .noTimeStated(for: .seconds(20), isUnderstood: isUnderstood))
        for second in 21...24 { _ = keeper.tick(at: instant(second)) }
        #expect(keeper.state.reason == .receiverSilent(for: .seconds(24)))
    }

    @Test func `until it is locked the time is not to be relied on, and that is an alarm`() {
        var world = World()
        world.run(3)
        #expect(world.phase == .acquiring)
        #expect(world.keeper.conditions == .unsynchronised)
        _ = world.run(until: .locked)
        #expect(world.keeper.conditions.isEmpty)
    }

    @Test func `a pulse that never came is missed after the grace`() {
        var world = World()
        world.pulse.isPresent = false
        world.run(8)
        #expect(!world.keeper.conditions.contains(.pulseLost))
        world.run(4)
        #expect(world.keeper.conditions.contains(.pulseLost))
    }

    private func instant(_ second: Int) -> MonotonicInstant { MonotonicInstant(sinceEpoch: .seconds(second)) }
}
