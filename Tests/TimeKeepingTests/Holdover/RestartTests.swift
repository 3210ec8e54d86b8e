// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import TimeKeeping

/// A clock that runs by its oscillator alone, in turns of a minute.
private struct LoneClock {
    var discipline: Discipline
    /// Clock − reference, s.
    var error: Double
    static let turn = 60.0

    /// - Parameter frequency: of the oscillator in this turn, fractional.
    mutating func turn(frequency: Double) {
        _ = discipline.update(measured: nil, elapsed: Self.turn, mayStep: false)
        // Over a minute an offset is to be taken out at a sixtieth of the pace of single seconds.
        let pace = -discipline.frequency - discipline.offset / Self.turn
        discipline.noteApplied(ClockCorrection(frequency: pace))
        error += Self.turn * (frequency + pace)
    }

    /// The bound if nothing is heard for `seconds` more, s.
    func bound(after seconds: Int) -> Double { discipline.errorBound.after(.seconds(seconds)).realSeconds }

    /// The same clock after its program began anew, which took a turn.
    func restarted(frequency: Double) throws -> LoneClock {
        let values = try #require(discipline.memory(at: 5000)).values
        let memory = try #require(DisciplineMemory(values: values))
        let pace = discipline.applied.frequency
        let again = Discipline(applied: pace, memory: memory, at: 5000 + Self.turn, isSameClock: true)
        return LoneClock(discipline: again, error: error + Self.turn * (frequency + pace))
    }
}

@Suite struct RestartTests {
    /// Two and a half hours of lock, then two hours without a reference; the frequency walks on all the time.
    @Test func `a restart two hours into an outage changes neither the error nor the bound`() throws {
        var loop = Loop()
        _ = loop.run(9000)
        var random = SplitMix64(state: 3)
        var frequency = loop.frequencyNow
        let walk = 2.9e-10 * LoneClock.turn.squareRoot()
        var clock = LoneClock(discipline: loop.discipline, error: loop.error)
        for _ in 0..<120 {
            frequency += walk * random.normal()
            clock.turn(frequency: frequency)
        }
        var again = try clock.restarted(frequency: frequency)
        clock.turn(frequency: frequency)
        let promised = again.bound(after: 7200)
        for minute in 1...120 {
            frequency += walk * random.normal()
            clock.turn(frequency: frequency)
            again.turn(frequency: frequency)
            #expect((again.error - clock.error).magnitude < 1e-9, "\(minute)")
            #expect((0.999...1.1).contains(again.bound(after: 0) / clock.bound(after: 0)), "\(minute)")
            #expect(again.error.magnitude < again.bound(after: 0))
        }
        #expect((1...1.5).contains(promised / clock.bound(after: 0)), "\(promised / clock.bound(after: 0))")
    }
}

extension Loop {
    /// Of the oscillator, as the last second had it.
    fileprivate var frequencyNow: Double { frequency + walk }
}
