// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import TimeKeeping

/// What befalls a locked clock, and how soon it is over.
@Suite struct DisturbanceTests {
    private func rms(_ errors: ArraySlice<Double>) -> Double {
        (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)).squareRoot()
    }

    private func locked(_ change: (inout Loop) -> Void = { _ in }) -> Loop {
        var loop = Loop()
        change(&loop)
        _ = loop.run(1500)
        return loop
    }

    @Test func `in a storm that makes three edges in ten late the clock stays within three times its usual error`() {
        var loop = locked()
        let usual = rms(loop.run(600)[...])
        loop.storm = 0.3
        (loop.covered, loop.seconds) = (0, 0)
        let errors = loop.run(600)
        #expect(rms(errors[...]) < 3 * usual)
        #expect(errors.allSatisfy { $0.magnitude < 1e-6 })
        #expect(loop.covered == loop.seconds)
    }

    @Test(arguments: [(5e-6, 20), (-5e-6, 20), (50e-6, 90), (-50e-6, 90), (0.9e-3, 120)])
    func `a pulse that truly moved is followed`(step: Double, within: Int) {
        var loop = locked()
        loop.error += step
        let errors = loop.run(within + 200)
        #expect(errors[within...].allSatisfy { $0.magnitude < 0.5e-6 })
        #expect(loop.steps == 0)
    }

    @Test(arguments: [1e-7, -1e-7, 1e-6, -1e-6])
    func `a frequency that jumped is followed within half a minute`(jump: Double) {
        var loop = locked()
        loop.frequency += jump
        let errors = loop.run(300)
        #expect(errors.allSatisfy { $0.magnitude < 12 * jump.magnitude })
        #expect(errors[30...].allSatisfy { $0.magnitude < 0.3e-6 })
    }

    @Test(arguments: [1.0 / 65_536e6, 1e-9])
    func `a clock whose rate goes in steps is no worse and does not creep`(quantum: Double) {
        var (fine, coarse) = (locked(), locked { $0.quantum = quantum })
        let (free, stepped) = (fine.run(1500), coarse.run(1500))
        #expect(rms(stepped[...]) < 1.03 * rms(free[...]))
        #expect((stepped.reduce(0, +) / 1500).magnitude < 5e-9)
    }

    @Test func `a ramp of a millionth in ten minutes costs less than three times the jitter`() {
        var loop = locked()
        var errors: [Double] = []
        for _ in 0..<600 {
            errors += loop.run(1)
            loop.frequency += 1e-6 / 600
        }
        errors += loop.run(200)
        #expect(errors.allSatisfy { $0.magnitude < 300e-9 })
        #expect(rms(errors[100...]) < 45e-9)
    }

    @Test(arguments: [20e-9, 500e-9, 2e-6])
    func `a pulse that became more or less noisy is taken for what it is within ten minutes`(jitter: Double) {
        var loop = locked()
        loop.jitter = jitter
        (loop.covered, loop.seconds) = (0, 0)
        _ = loop.run(600)
        let ratio = loop.discipline.jitterDeviation / jitter
        #expect(ratio > 0.8 && ratio < 1.25)
        #expect(loop.seconds - loop.covered <= 150)
    }

    @Test func `late edges that are refused say nothing about the noise of the others`() {
        var loop = locked()
        let usual = loop.discipline.jitterDeviation
        loop.storm = 0.4
        _ = loop.run(600)
        #expect((loop.discipline.jitterDeviation / usual - 1).magnitude < 0.15)
    }
}
