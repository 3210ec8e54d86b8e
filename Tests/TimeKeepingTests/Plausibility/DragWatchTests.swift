// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TimeKeeping

@Suite struct DragWatchTests {
    /// An oscillator and the stamps of a pulse, second by second, without a loop around them.
    private struct Bench {
        var watch = DragWatch()
        var random = SplitMix64(state: 11)
        let scale: Double
        var (phase, walk, step) = (0.0, 0.0, 0.0)
        var second = 100_000.0
        var drag = 0.0

        init(scale: Double) { self.scale = scale }

        /// What is found in so many seconds, and after how many. `ramp`: change of frequency a second.
        mutating func run(_ seconds: Int, rate: Double = 0, ramp: Double = 0) -> (DragWatch.Finding, after: Int)? {
            for k in 0..<seconds {
                drag += rate
                step += ramp
                walk += scale * 2.9e-10 * random.normal()
                phase += walk + step + scale * 1e-9 * random.normal()
                second += 1
                let found = watch.hear(
                    phase: phase + drag + 100e-9 * random.normal(), at: second, jitter: 100e-9,
                    noise: .calm(scale: scale), mayJudge: true)
                if let found { return (found, k) }
            }
            return nil
        }

        /// Lets a day pass without its seconds: what its frequencies come to.
        mutating func learnDay() {
            for hour in 0...24 {
                watch.learn(
                    frequency: scale * 6e-7 * Double((hour + 6) % 12 - 6).magnitude / 6, at: Double(hour) * 3600)
            }
        }
    }

    private func learned(scale: Double) -> Bench {
        var bench = Bench(scale: scale)
        bench.learnDay()
        #expect(bench.run(2400) == nil)
        return bench
    }

    @Test(arguments: [(0.01, 18e-9), (1, 270e-9), (10, 1.2e-6)])
    func `what is visible is said, oscillator by oscillator`(scale: Double, most: Double) {
        let visible = learned(scale: scale).watch.slowestVisible(jitter: 100e-9)
        #expect(visible < most)
        #expect(visible > most / 2)
    }

    @Test(arguments: [
        (0.01, 10e-9, 260), (0.01, 30e-9, 100), (0.01, 300e-9, 16), (0.01, 10e-6, 16), (1, 150e-9, 32), (1, 300e-9, 16),
        (1, 10e-6, 16), (10, 800e-9, 16), (10, 2e-6, 16), (10, 10e-6, 16),
    ])
    func `a drag is found in time, in either direction`(scale: Double, rate: Double, within: Int) throws {
        let bench = learned(scale: scale)
        for sign in [1.0, -1.0] {
            var dragged = bench
            let found = dragged.run(600, rate: sign * rate)
            let (finding, after) = try #require(found)
            #expect(after <= within)
            #expect(finding.rate * sign > rate * 0.4)
            #expect(finding.lasting >= Double(after))
        }
    }

    @Test(arguments: [0.01, 1, 10]) func `a heater that is switched on is no drag`(scale: Double) {
        var bench = learned(scale: scale)
        #expect(bench.run(600, ramp: scale * 1.67e-9) == nil)
        #expect(bench.run(600) == nil)
        #expect(bench.run(600, ramp: -scale * 1.67e-9) == nil)
    }

    @Test func `before a day was seen no oscillator is taken for an oven`() {
        var bench = Bench(scale: 0.01)
        #expect(bench.run(2400) == nil)
        #expect(bench.watch.slowestVisible(jitter: 100e-9) > 100e-9)
        #expect(bench.run(600, ramp: 1.67e-9) == nil)
    }

    @Test func `a drag that begins while there are no pulses is found when they are back`() throws {
        var bench = learned(scale: 1)
        bench.second += 30
        let found = bench.run(200, rate: 300e-9)
        let (finding, after) = try #require(found)
        #expect(after <= 20)
        #expect(finding.rate > 250e-9)
    }

    @Test func `an operator who has it reacquired makes it more lenient`() {
        var bench = learned(scale: 1)
        let before = bench.watch.slowestVisible(jitter: 1e-9)
        bench.watch.relent()
        #expect(bench.watch.slowestVisible(jitter: 1e-9) > 1.3 * before)
        #expect(bench.run(2400, ramp: 3.3e-9) == nil)
    }
}
