// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TimeKeeping

@Suite struct JitterAndGateTests {
    @Test(arguments: [5e-9, 100e-9, 2e-6, 50e-6])
    func `the jitter is learned within minutes, whatever offset, frequency and outliers there are`(jitter: Double) {
        var meter = JitterMeter()
        var random = SplitMix64(state: 3)
        for i in 0..<600 {
            let late = random.uniform() < 0.01 ? 300e-6 : 0
            meter.pass(1, corrected: 0)
            meter.hear(0.1 + 20e-6 * Double(i) + jitter * random.normal() + late)
        }
        let ratio = meter.variance(whiteNoise: 0).squareRoot() / jitter
        #expect(ratio > 0.8 && ratio < 1.25)
    }

    @Test(arguments: [0.2, 0.5, 0.8])
    func `missing seconds do not hide the jitter`(missing: Double) {
        var meter = JitterMeter()
        var random = SplitMix64(state: 3)
        for i in 0..<2000 {
            meter.pass(1, corrected: 1e-4)
            if random.uniform() < missing { continue }
            meter.hear(0.1 + 120e-6 * Double(i) + 1e-7 * random.normal())
        }
        let ratio = meter.variance(whiteNoise: 0).squareRoot() / 1e-7
        #expect(ratio > 0.8 && ratio < 1.25)
    }

    @Test func `what corrections gave is no jitter`() {
        var meter = JitterMeter()
        var random = SplitMix64(state: 3)
        var (phase, last) = (0.0, 0.0)
        for _ in 0..<300 {
            meter.pass(1, corrected: last)
            meter.hear(phase + 1e-7 * random.normal())
            last = 1e-4 * random.normal()
            phase += last
        }
        #expect(meter.variance(whiteNoise: 0).squareRoot() < 2e-7)
    }

    /// In standard deviations of 100 ns.
    private func judge(_ gate: inout SampleGate, _ size: Double) -> SampleGate.Verdict {
        gate.judge(lowest: size, highest: size, innovation: size * 1e-7, tolerance: 1.2e-6)
    }

    @Test func `four refusals in a row are outliers, the fifth is the clock`() {
        var gate = SampleGate()
        for i in 0..<4 { #expect(judge(&gate, 20 + Double(i)) == .refused) }
        #expect(judge(&gate, 20) == .moved)
    }

    @Test func `refusals that scatter are outliers for longer, but not for ever`() {
        var gate = SampleGate()
        for i in 0..<59 { #expect(judge(&gate, i % 2 == 0 ? 500 : 1000 + Double(i) * 20) == .refused) }
        #expect(judge(&gate, 700) == .moved)
    }

    @Test func `a clock that moved is seen among late edges`() {
        var gate = SampleGate()
        var seconds = 0
        while judge(&gate, seconds % 3 == 2 ? 900 + Double(seconds) * 30 : 300) != .moved { seconds += 1 }
        #expect(seconds < 15)
    }

    @Test func `a believed sample in between starts the count anew`() {
        var gate = SampleGate()
        for _ in 0..<20 {
            #expect(judge(&gate, 20) == .refused)
            #expect(judge(&gate, 1) == .believed)
        }
    }

    @Test func `the late side is narrower than the early one`() {
        var gate = SampleGate()
        #expect(judge(&gate, 6) == .refused)
        #expect(judge(&gate, -6) == .believed)
        #expect(judge(&gate, -9) == .refused)
    }

    @Test func `the servo takes the whole offset out, within its limit`() {
        let servo = Servo(slewLimit: 1e-4)
        #expect(servo.frequencyCorrection(offset: 5e-8, frequency: 2e-6) == -2e-6 - 5e-8)
        #expect(servo.frequencyCorrection(offset: 1, frequency: 0) == -1e-4)
        #expect(servo.frequencyCorrection(offset: -1, frequency: 0) == 1e-4)
    }
}
