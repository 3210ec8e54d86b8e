// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import TimeKeeping

/// The discipline alone in the yardstick's closed loop: e[k+1] = e[k] + step + frequency + y[k].
struct Loop {
    var discipline = Discipline()
    var random = SplitMix64(state: 11)
    var error: Double
    var frequency: Double
    var jitter = 100e-9
    /// Multiple of a temperature-compensated crystal's noise.
    var scale = 1.0
    /// What the clock can set its rate by.
    var quantum = 0.0
    /// How probable it is that an edge is stamped late, by 50 to 500 µs.
    var storm = 0.0
    var settled = false
    var covered = 0
    var seconds = 0
    var steps = 0
    var walk = 0.0

    init(error: Double = 0, frequency: Double = 2e-6) { (self.error, self.frequency) = (error, frequency) }

    mutating func run(_ count: Int, lost: Bool = false, late: Double = 0) -> [Double] {
        var errors: [Double] = []
        for _ in 0..<count {
            errors.append(error)
            let stormy = random.uniform() < storm ? 50e-6 + 450e-6 * random.uniform() : 0
            let measured = lost ? nil : Duration.realSeconds(error + jitter * random.normal() + late + stormy)
            var correction = discipline.update(measured: measured, mayStep: !settled)
            if quantum > 0 {
                correction.frequency = (correction.frequency / quantum).rounded() * quantum
                discipline.noteApplied(correction)
            }
            settled = settled || discipline.isSettled
            if correction.step != .zero { steps += 1 }
            error += correction.step.realSeconds + correction.frequency + frequency + walk
            error += 1e-9 * scale * random.normal()
            walk += 2.9e-10 * scale * random.normal()
            seconds += 1
            if error.magnitude <= discipline.boundInOneSecond { covered += 1 }
        }
        return errors
    }
}

@Suite struct DisciplineTests {
    private func rms(_ errors: ArraySlice<Double>) -> Double {
        (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)).squareRoot()
    }

    @Test func `half a second and 30 ppm are gone within ten seconds, without overshoot`() {
        var loop = Loop(error: 0.5, frequency: 30e-6)
        let errors = loop.run(600)
        #expect(errors[10...].allSatisfy { $0.magnitude < 1e-6 })
        #expect(loop.steps == 1)
    }

    @Test(arguments: [(0.01, 20e-9), (1, 34e-9), (10, 68e-9)])
    func `the oscillator's restlessness is learned and the error far below the jitter`(scale: Double, limit: Double) {
        var loop = Loop()
        loop.scale = scale
        let errors = loop.run(9000)
        #expect(rms(errors[6000...]) < limit)
        #expect(Double(loop.covered) / Double(loop.seconds) > 0.999)
    }

    @Test func `a second of slewing never exceeds the policy's limit once settled`() {
        var loop = Loop()
        _ = loop.run(1000)
        loop.error += 700e-6
        let errors = loop.run(120)
        for (before, after) in zip(errors, errors.dropFirst()) { #expect((after - before).magnitude < 96e-6) }
        #expect(loop.error.magnitude < 1e-6)
        #expect(loop.steps == 0)
    }

    @Test func `without measurements the bound grows and holds`() {
        var loop = Loop()
        _ = loop.run(3000)
        let before = loop.discipline.errorBound.base
        (loop.covered, loop.seconds) = (0, 0)
        _ = loop.run(4000, lost: true)
        #expect(loop.discipline.errorBound.base > before * 10)
        #expect(loop.covered == loop.seconds)
    }

    @Test func `the extrapolated bound contains every later bound of an outage's first minutes`() {
        var loop = Loop()
        _ = loop.run(3000)
        let bound = loop.discipline.errorBound
        for second in 1...300 {
            let error = loop.run(1, lost: true)[0]
            #expect(error.magnitude <= bound.after(.seconds(second)).realSeconds)
        }
    }

    @Test func `a jump beyond what may be followed is not followed`() {
        var loop = Loop()
        _ = loop.run(1000)
        _ = loop.run(20, late: 5e-3)
        #expect(loop.discipline.verdict == .jumped)
        #expect(loop.error.magnitude < 1e-5)
    }

    @Test func `a correction that was clamped is reckoned with`() {
        var discipline = Discipline()
        _ = discipline.update(measured: .microseconds(500), mayStep: true)
        discipline.noteApplied(.init(frequency: 0))
        _ = discipline.update(measured: nil, mayStep: true)
        #expect((discipline.offset - 500e-6).magnitude < 1e-9)
    }
}
