// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TimeKeeping

@Suite struct ClockFilterTests {
    /// Random turns: any hypothesis' noise, gaps, measurements from perfect to useless, doubts.
    private func disturb(_ filter: inout ClockFilter, _ random: inout SplitMix64) {
        let noise = OscillatorModel.noise(of: Int(random.uniform() * 10))
        let dt = random.uniform() < 0.05 ? 60 * random.uniform() : 1
        filter.predict(ClockNoise(noise, dt), control: 1e-6 * random.normal())
        switch random.uniform() {
        case ..<0.02: filter.doubt(by: 1 + 10 * random.uniform())
        case ..<0.04: filter.loosen(phase: random.uniform() * 1e-6, frequency: 1e-12)
        case ..<0.05: filter.setPhase(random.normal(), variance: 1e-18)
        case ..<0.06: filter.forgetDrift(1e-11)
        case ..<0.9:
            let deviation = [1e-12, 1e-9, 1e-7, 1e-3][Int(random.uniform() * 4)]
            filter.correct(measured: filter.phase + deviation * random.normal(), noise: deviation * deviation)
        default: break
        }
    }

    @Test func `the covariance stays positive through any sequence of turns, and nothing is ever not a number`() {
        var filter = ClockFilter()
        filter.loosen(phase: 1, frequency: 1e-8)
        var random = SplitMix64(state: 7)
        var isSound = true
        for _ in 0..<100_000 {
            disturb(&filter, &random)
            let (d, p) = (filter.d, filter.covariance)
            isSound = isSound && d[0] > 0 && d[1] > 0 && d[2] > 0 && filter.phase.isFinite
            isSound = isSound && p[0] * p[3] >= p[1] * p[1] * (1 - 1e-12) && p[3] * p[5] >= p[4] * p[4] * (1 - 1e-12)
            isSound = isSound && p[0] < 1e30 && filter.frequency.isFinite && filter.drift.isFinite
        }
        #expect(isSound)
    }

    @Test func `a month without a measurement and one after it leave a sound filter`() {
        var model = OscillatorModel(phase: 0, phaseVariance: 1e-14, frequency: 0, frequencyVariance: 1e-8)
        model.predict(2_600_000, control: 0)
        model.correct(measured: 1e-3, noise: 1e-18)
        let known = model.estimate
        #expect((known.state[0] - 1e-3).magnitude < 1e-8)
        #expect(known.covariance[0][0] < 1.1e-18 && known.covariance[1][1] > 0)
    }

    @Test func `the factors say what the textbook's matrices say`() {
        let noise = OscillatorNoise.calm(scale: 10)
        let step = ClockNoise(noise, 1)
        var matrix = KalmanFilter<3>()
        matrix.covariance = [[1e-12, 0, 0], [0, 1e-10, 0], [0, 0, 1e-20]]
        var factors = ClockFilter(matrix)
        for i in 0..<500 {
            let measured = 1e-7 * Double(i * 37 % 11)
            matrix.correct(measured: measured, noise: 1e-14)
            factors.correct(measured: measured, noise: 1e-14)
            matrix.predict(
                transition: [[1, 1, step.phaseByDrift], [0, 1, step.frequencyByDrift], [0, 0, step.kept]],
                noise: [
                    [
                        step.phase + step.frequency / 4 + step.drift / 36, step.frequency / 2 + step.drift / 12,
                        step.drift / 6,
                    ],
                    [step.frequency / 2 + step.drift / 12, step.frequency + step.drift / 4, step.drift / 2],
                    [step.drift / 6, step.drift / 2, step.drift],
                ], control: 2e-9)
            factors.predict(step, control: 2e-9)
        }
        let dense = factors.dense
        for i in 0..<3 {
            #expect((dense.state[i] - matrix.state[i]).magnitude <= 1e-6 * matrix.covariance[i][i].squareRoot())
            for j in 0..<3 {
                let scale = (matrix.covariance[i][i] * matrix.covariance[j][j]).squareRoot()
                #expect((dense.covariance[i][j] - matrix.covariance[i][j]).magnitude < 1e-9 * scale)
            }
        }
    }

    @Test func `phase and frequency of a straight line are found`() {
        let noise = ClockNoise(.calm(scale: 0.01), 1)
        var filter = ClockFilter()
        filter.loosen(phase: 1, frequency: 1e-8)
        for i in 0..<200 {
            filter.correct(measured: 1e-5 + 3e-6 * Double(i), noise: 1e-16)
            filter.predict(noise, control: 0)
        }
        #expect((filter.frequency - 3e-6).magnitude < 1e-12)
        #expect((filter.phase - 1e-5 - 6e-4).magnitude < 1e-10)
    }
}
