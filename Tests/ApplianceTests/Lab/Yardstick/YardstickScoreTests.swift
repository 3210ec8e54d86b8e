// SPDX-License-Identifier: Apache-2.0

import SimulatedBoard
import Testing

@testable import Appliance

/// What the yardstick's own scorer says of the same residuals.
struct YardstickScoreTests {
    @Test(arguments: ["S2", "S2o", "S2q", "S3"])
    func `a steady clock is scored as the yardstick scores it`(name: String) throws {
        let score = try MadeTraces.score(name)
        expect(score, .rms, 2.886746975724033e-08)
        expect(score, .p99, 4.955e-08)
        expect(score, .max, 4.995e-08)
        expect(score, .mean, -6.944444444444908e-13)
        expect(score, .changeRMS, 2.7282944481774638e-08)
        expect(score, .outside, 1 - 0.9990046296296297)
        expect(score, .worst, 1.04875)
        expect(score, .tight, 3.4641068594146085)
    }

    @Test func `a warm-up is scored as the yardstick scores it`() throws {
        let score = try MadeTraces.score("S1")
        expect(score, .t100us, 7)
        expect(score, .t10us, 8)
        expect(score, .t1us, 10)
        expect(score, .overshoot, 4.45887158203125e-07)
        expect(score, .rmsLast, 2.8879649697783156e-08)
        expect(score, .outside, 1 - 0.9976385609112377)
        expect(score, .worst, 3125001.04875)
    }

    @Test(arguments: ["S4", "S4w"])
    func `holdover is scored as the yardstick scores it`(name: String) throws {
        let score = try MadeTraces.score(name)
        expect(score, .error4h, 8.295405e-05)
        expect(score, .error24h, 0.00298599405)
        expect(score, .max4h, 8.295405e-05)
        expect(score, .max24h, 0.00298599405)
        expect(score, .t1us, 1556)
        expect(score, .t10us, 5001)
        expect(score, .t100us, 15_815)
        expect(score, .t1ms, 50_001)
        expect(score, .outside, 1 - 0.005659656716936147)
        expect(score, .worst, 73962.76876)
        expect(score, .bound24h, 1e-7)
        expect(score, .tight, 3.464, within: 0.001)
    }

    @Test func `a manoeuvre is scored as the yardstick scores it`() throws {
        let score = try MadeTraces.score("S5")
        expect(score, .max, 7.4715e-07)
        expect(score, .rms, 2.1979827588799084e-07)
        expect(score, .t300ns, 100)
        expect(score, .rmsBefore, 2.8866517513086566e-08)
        expect(score, .outside, 1 - 0.9221794871794872)
        expect(score, .worst, 16.07375)
        expect(score, .tight, 0.8047155789593241)
    }

    @Test func `a return is scored as the yardstick scores it`() throws {
        let score = try MadeTraces.score("S6")
        expect(score, .errorAtReturn, 9.003005e-05)
        expect(score, .t1us, 3)
        expect(score, .overshoot, 4.995e-08)
        expect(score, .jump, 5.39981e-05)
        expect(score, .rmsLast, 2.8883592997486385e-08)
        expect(score, .outside, 1 - 0.9986111111111111)
        expect(score, .worst, 900.3005)
    }

    @Test func `a clock that does not come back has never settled`() {
        let errors = [1e-3, 5e-7, 2e-6][...]
        #expect(errors.settling(below: 1e-6) == .infinity)
        #expect(errors.settling(below: 1e-5) == 1)
        #expect(errors.leaving(1e-2) == .infinity)
        #expect([1e-3, 2e-3][...].overshoot == .infinity)
        #expect([3, 1, 2, 10].quantile(0.5) == 2.5)
    }

    private func expect(
        _ score: YardstickScore, _ metric: YardstickMetric, _ value: Double, within share: Double = 1e-9,
        at place: SourceLocation = #_sourceLocation
    ) {
        let found = score[metric] ?? .nan
        #expect((found - value).magnitude <= share * value.magnitude, "\(metric): \(found)", sourceLocation: place)
    }
}
