// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TimeKeeping

@Suite struct KalmanFilterTests {
    @Test func `the covariance stays symmetric and positive through years of odd measurements`() {
        var filter = KalmanFilter<3>()
        var random = SplitMix64(state: 7)
        filter.covariance = [[1, 0, 0], [0, 1e-8, 0], [0, 0, 1e-20]]
        for i in 0..<20_000 {
            let noise = OscillatorNoise.calm(scale: [0.01, 1, 100][i % 3])
            let dt = i % 100 == 0 ? 5000 * random.uniform() : 1
            filter.predict(transition: noise.transition(dt), noise: noise.covariance(dt), control: 0)
            if random.uniform() < 0.9 {
                filter.correct(measured: random.normal() * 1e-6, noise: random.uniform() < 0.5 ? 1e-18 : 1e-10)
            }
            let p = filter.covariance
            #expect(p[0][1] == p[1][0] && p[0][2] == p[2][0] && p[1][2] == p[2][1])
            #expect(p[0][0] > 0 && p[1][1] > 0 && p[2][2] > 0)
            #expect(p[0][0] * p[1][1] - p[0][1] * p[0][1] > -1e-12 * p[0][0] * p[1][1])
        }
    }

    @Test func `a measurement without noise is taken as it is`() {
        var filter = KalmanFilter<3>()
        filter.covariance[0][0] = 1
        filter.correct(measured: 0.25, noise: 0)
        #expect(filter.state[0] == 0.25)
        #expect(filter.covariance[0][0] == 0)
    }

    @Test func `phase and frequency of a straight line are found`() {
        let noise = OscillatorNoise.calm(scale: 0.01)
        var filter = KalmanFilter<3>()
        filter.covariance = [[1, 0, 0], [0, 1e-8, 0], [0, 0, 1e-30]]
        for i in 0..<200 {
            filter.correct(measured: 1e-5 + 3e-6 * Double(i), noise: 1e-16)
            filter.predict(transition: noise.transition(1), noise: noise.covariance(1), control: 0)
        }
        #expect((filter.state[1] - 3e-6).magnitude < 1e-12)
        #expect((filter.state[0] - 1e-5 - 6e-4).magnitude < 1e-10)
    }

    @Test(arguments: [(0, 1), (-1, 0.36787944117144233), (-0.5, 0.6065306597126334), (-20, 2.061153622438558e-9)])
    func `the exponential is right to twelve digits`(x: Double, wanted: Double) {
        #expect((exponential(x) / wanted - 1).magnitude < 1e-12)
    }

    @Test func `the exponential of very little is nothing, and of more than nothing is one`() {
        #expect(exponential(-1e9) == 0)
        #expect(exponential(5) == 1)
        #expect(exponential(-.infinity) == 0)
    }
}
