// SPDX-License-Identifier: Apache-2.0

import Board
import SimulatedBoard
import Testing
import TimeBase

struct ClockTests {
    @Test func `The demonstration begins 0.3 s and 12 ppm wrong`() {
        let board = SimulatedBoard(.demonstration(seed: 3, start: someStart, utc: presentUTC))
        #expect(board.trueOffset(at: board.now) == .milliseconds(300))
        #expect(abs(board.freeRunningFrequency - 12e-6) < 2e-8)
    }

    @Test func `A free-running clock gains what its frequency says`() {
        let board = SimulatedBoard(scene { $0.oscillator = OscillatorModel(frequency: 10e-6) })
        _ = board.events(until: 100)
        #expect(abs(board.trueOffset(at: board.now).realSeconds - 1e-3) < 1e-12)
    }

    @Test func `A correction of frequency adds to the rate, and one of phase begins an era`() {
        let board = SimulatedBoard(scene { $0.oscillator = OscillatorModel(frequency: 10e-6) })
        _ = board.events(until: 10.25)
        let applied = board.apply(ClockCorrection(frequency: -10e-6, step: .microseconds(-100)))
        #expect(applied == ClockCorrection(frequency: -10e-6, step: .microseconds(-100)))
        _ = board.events(until: 60)
        #expect(abs(board.trueOffset(at: board.now).realSeconds - 2.5e-6) < 1e-12)
        #expect(board.clock.atAnchor.era == 1)
        #expect(board.clock.rate.magnitude < 1e-18)
    }

    @Test func `More than 500 ppm is refused, and what was taken is told`() {
        let board = SimulatedBoard(scene())
        #expect(board.apply(ClockCorrection(frequency: 0.1)).frequency == 500e-6)
        #expect(board.clock.atAnchor.era == 0)
    }

    @Test func `The mapping tells the clock's reading at an edge`() {
        let board = SimulatedBoard(scene { $0.initialOffset = .seconds(-2) })
        for event in board.events(until: 30).pulses {
            guard case .pulse(let edge) = event.kind else { continue }
            #expect(edge.reading.offset(from: board.trueTime(at: event.at)) == .seconds(-2))
        }
    }
}
