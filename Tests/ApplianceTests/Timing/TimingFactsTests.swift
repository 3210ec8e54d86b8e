// SPDX-License-Identifier: Apache-2.0

import Board
import SimulatedBoard
import Testing
import TimeBase

@testable import Appliance

@Suite struct `The facts of the timing loop` {
    @Test func `have when another program set the clock`() {
        var world = World()
        world.run(until: 100)
        #expect(world.loop.engine.facts.steppedByOthers == nil)
        let (now, era) = (world.loop.board.now, world.loop.board.clock.reading(at: world.loop.board.now).era)
        world.loop.handle(TimingEvent(at: now, .clockStepped(ClockStep(era: era + 1, change: .seconds(3)))))
        while world.loop.nextNote() != nil {}
        #expect(world.loop.engine.facts.steppedByOthers == now)
    }

    @Test func `have the end of the leap-second table, moved on by a receiver that vouches`() throws {
        var world = World(language: .init(.nmea, baud: 115_200))
        world.run(until: 60)
        #expect(world.loop.engine.facts.leapTableEnds == LeapSecondTable.builtIn.expiry)
        var vouched = World()
        vouched.run(until: 60)
        let ends = try #require(vouched.loop.engine.facts.leapTableEnds)
        #expect(ends >= LeapSecondTable.builtIn.expiry && ends > World.start + .seconds(50 * 86_400))
    }
}
