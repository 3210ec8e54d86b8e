// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TimeKeeping

@Suite struct SurpriseMeterTests {
    @Test func `innovations as expected are seldom a surprise`() {
        var meter = SurpriseMeter()
        var random = SplitMix64(state: 5)
        var (large, excess) = (0, 0)
        for _ in 0..<20_000 {
            meter.hear(1e-7 * random.normal(), variance: 1e-14)
            if meter.lag.magnitude > 0.5e-7 { large += 1 }
            if meter.excess > 1.05 { excess += 1 }
        }
        #expect(large < 1500)
        #expect(excess < 200)
    }

    @Test(arguments: [-1.0, 1.0])
    func `a lag of two deviations is noticed within ten seconds, with its sign`(sign: Double) {
        var meter = SurpriseMeter()
        var random = SplitMix64(state: 5)
        for _ in 0..<1000 { meter.hear(1e-7 * random.normal(), variance: 1e-14) }
        for _ in 0..<10 { meter.hear(sign * 2e-7 + 1e-7 * random.normal(), variance: 1e-14) }
        #expect(meter.lag * sign > 0.4e-7)
    }

    @Test func `outliers that were believed count no more than four deviations`() {
        var meter = SurpriseMeter()
        meter.hear(1, variance: 1e-14)
        #expect(meter.lag < 6e-7)
    }
}
