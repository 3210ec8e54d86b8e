// SPDX-License-Identifier: Apache-2.0

import Board
import GNSS
import Testing
import TimeBase

@testable import Appliance

struct TimingTapTests {
    @Test func `who listens to the timing loop hears the receiver's octets and each pulse with its second`() throws {
        let taps = Taps()
        var world = World()
        world.loop = TimingLoop(board: world.loop.board, settings: World.settings, tap: nil, taps: taps)
        world.run(until: 60)
        var (line, pulse) = (taps.line.enter(), taps.pulse.enter())
        world.run(until: 65)
        var reader = FrameReader()
        var (frames, pulses): ([HeardFrame], [TappedPulse]) = ([], [])
        while case .heard(let entry)? = taps.line.read(&line) { frames += reader.take(entry) }
        while case .heard(let entry)? = taps.pulse.read(&pulse) { pulses.append(entry) }
        #expect(frames.count { $0.kind == .ubx(.navPVT) } >= 4)
        #expect((4...5).contains(pulses.count))
        for (index, pulse) in pulses.enumerated() {
            let marks = try #require(pulse.marks)
            #expect(marks - (pulses[0].marks ?? marks) == .seconds(index))
            #expect((pulse.edge.reading.shown - marks).magnitude < .microseconds(1))
            #expect(pulse.sawtooth != nil)
        }
    }
}
