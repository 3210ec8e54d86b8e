// SPDX-License-Identifier: Apache-2.0

import Board
import SimulatedBoard
import Testing
import TimeBase

/// A counter that jumps to what is waited for, or stops short when told to.
private final class JumpingPacer: Pacer {
    var now = MonotonicInstant(sinceEpoch: .seconds(5000))
    var waits: [MonotonicInstant] = []
    var wakeAfter: Int?

    func wait(until instant: MonotonicInstant) -> Bool {
        waits.append(instant)
        if waits.count == wakeAfter { return false }
        now = max(now, instant)
        return true
    }
}

struct PaceTests {
    @Test func `In real time the counter is the host's, and every event is waited for`() {
        let pacer = JumpingPacer()
        let board = SimulatedBoard(scene(), pace: .following(pacer))
        #expect(board.now.sinceEpoch == .seconds(5000))
        #expect(board.trueTime(at: board.now) == someStart)
        _ = board.nextEvent(before: instant(5100))
        let event = board.nextEvent(before: instant(5100))
        #expect(pacer.waits.last == event.at && pacer.now == event.at)
    }

    @Test func `Paced or not, the same things are heard at the same times after the start`() {
        let fast = SimulatedBoard(scene()).events(until: 20)
        let paced = SimulatedBoard(scene(), pace: .following(JumpingPacer())).events(until: 5020)
        #expect(fast.bytes == paced.bytes)
        #expect(fast.map { $0.at.sinceEpoch + .seconds(5000) } == paced.map(\.at.sinceEpoch))
    }

    @Test func `A board that is woken gives a tick, and obeys what was asked meanwhile`() {
        let pacer = JumpingPacer()
        pacer.wakeAfter = 1
        let board = SimulatedBoard(scene(), pace: .following(pacer))
        _ = board.nextEvent(before: instant(5100))
        guard case .tick = board.nextEvent(before: instant(5100)).kind else {
            Issue.record("no tick")
            return
        }
        var commands: [SceneCommand] = [.unplug]
        board.orders = { commands.popLast() }
        guard case .receiverLost(.absent) = board.nextEvent(before: instant(5100)).kind else {
            Issue.record("not unplugged")
            return
        }
    }
}
