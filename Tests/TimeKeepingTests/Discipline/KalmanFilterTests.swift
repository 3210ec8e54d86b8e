// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TimeKeeping

@Suite struct KalmanFilterTests {
    @Test func `a measurement without noise is taken as it is`() {
        var filter = KalmanFilter<3>()
        filter.covariance[0][0] = 1
        filter.correct(measured: 0.25, noise: 0)
        #expect(filter.state[0] == 0.25)
        #expect(filter.covariance[0][0] == 0)
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
