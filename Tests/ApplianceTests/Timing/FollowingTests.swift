// SPDX-License-Identifier: Apache-2.0

import Board
import SimulatedBoard
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

/// The simulated board with another clock, 35 ppm fast and 20 ms ahead, that is compared after each pulse.
private final class FollowedBoard: TimingBoard {
    let board: SimulatedBoard
    var isCompared = true
    private var follower: VirtualClock
    private let noise = CounterNormal(seed: 5, stream: 7)
    private var due: MonotonicInstant?
    private var count: UInt64 = 0

    init(_ board: SimulatedBoard) {
        self.board = board
        let shown = board.clock.reading(at: board.now).shown + .milliseconds(20)
        follower = VirtualClock(showing: ClockReading(era: 0, shown: shown), at: board.now)
    }

    var now: MonotonicInstant { board.now }
    var clock: ClockMapping { board.clock }

    /// Follower − kept clock.
    func offset(at instant: MonotonicInstant) -> Duration {
        let fast = Duration.realSeconds(35e-6 * instant.sinceEpoch.realSeconds)
        return follower.mapping.reading(at: instant).shown - clock.reading(at: instant).shown + fast
    }

    func nextEvent(before deadline: MonotonicInstant) -> TimingEvent {
        if let due {
            self.due = nil
            count += 1
            return TimingEvent(
                at: due,
                .compared(
                    ClockComparison(
                        follower: 0, era: follower.mapping.atAnchor.era,
                        offset: offset(at: due) + .realSeconds(500e-9 * noise.value(count)),
                        uncertainty: .nanoseconds(1500))))
        }
        let event = board.nextEvent(before: deadline)
        if case .pulse = event.kind, isCompared { due = event.at }
        return event
    }

    func apply(_ correction: ClockCorrection) -> ClockCorrection { board.apply(correction) }
    func apply(_ correction: ClockCorrection, toFollower index: UInt8) -> ClockCorrection {
        follower.apply(correction, at: board.now)
    }
}

@Suite struct `A clock that follows the kept one` {
    @Test func `is brought to it once that is locked, and told of`() throws {
        let utc = LeapSecondTable.builtIn.relation(at: World.start)
        let board = SimulatedBoard(.demonstration(seed: 1, start: World.start, utc: utc))
        var loop = TimingLoop(board: FollowedBoard(board), settings: World.settings)
        while loop.engine.state.phase != .locked { loop.step() }
        #expect(loop.engine.facts.followers[0]?.state == .free)
        #expect(loop.board.offset(at: loop.board.now) > .milliseconds(20))
        let locked = loop.board.now
        while loop.board.now < locked + .seconds(240) { loop.step() }
        var squares = 0.0
        for turn in 1...300 {
            while loop.board.now < locked + .seconds(240 + turn) { loop.step() }
            let offset = loop.board.offset(at: loop.board.now)
            let claim = try #require(loop.engine.facts.followers[0])
            #expect(offset.magnitude <= claim.reach)
            squares += offset.realSeconds * offset.realSeconds
        }
        #expect((squares / 300).squareRoot() < 250e-9)
        try tell(&loop)
    }

    private func tell(_ loop: inout TimingLoop<FollowedBoard>) throws {
        let claim = try #require(loop.engine.facts.followers[0])
        #expect(claim.state == .following)
        #expect(claim.noise.map { $0 > .nanoseconds(350) && $0 < .nanoseconds(700) } ?? false)
        loop.board.isCompared = false
        let last = loop.board.now
        while loop.board.now < last + .seconds(10) { loop.step() }
        let facts = FollowerFacts(
            name: "eth0", claim: loop.engine.facts.followers[0]?.told(at: loop.board.now))
        #expect(facts.state == .lost && facts.name == "eth0" && facts.noise == claim.noise)
    }
}
