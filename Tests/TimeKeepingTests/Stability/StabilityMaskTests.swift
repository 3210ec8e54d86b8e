// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TimeKeeping

/// The standards' limits, and the comparison with them.
struct StabilityMaskTests {
    @Test(
        "the limits at chosen times, ns",
        arguments: [
            (StabilityMask.prcMTIE, [(1, 25.275), (1000, 300), (10_000, 390)]),
            (.prcTDEV, [(1, 3), (100, 3), (500, 15), (5000, 30)]),
            (.prtcAMTIE, [(1, 25.275), (100, 52.5), (273, 100.075), (274, 100), (1e6, 100)]),
            (.prtcATDEV, [(1, 3), (100, 3), (150, 4.5), (1000, 30), (9999, 30)]),
            (.prtcBMTIE, [(1, 25.275), (54.5, 39.9875), (300, 40), (1e6, 40)]),
            (.prtcBTDEV, [(1, 1), (100, 1), (150, 1.5), (500, 5), (99_999, 5)]),
            (.eprtcMTIE, [(1, 4), (100, 15.004), (10_000, 15.375), (400_000, 30), (500_000, 30)]),
            (.eprtcTDEV, [(1, 1), (30_000, 1), (60_000, 1.999998), (300_000, 9.99999), (900_000, 10)]),
        ] as [(StabilityMask, [(Double, Double)])])
    func limits(mask: StabilityMask, limits: [(tau: Double, limit: Double)]) throws {
        for (tau, limit) in limits { #expect(agree(try #require(mask.limit(at: tau)), limit * 1e-9, within: 1e-9)) }
    }

    @Test("a table's rows meet, and where it says nothing there is no limit", arguments: StabilityMask.all)
    func shape(mask: StabilityMask) {
        #expect(zip(mask.rows, mask.rows.dropFirst()).allSatisfy { $0.end == $1.over && $0.includesEnd })
        #expect(mask.limit(at: 0.1) == nil)
        #expect(mask.limit(at: .nan) == nil)
        #expect((mask.limit(at: 1e7) == nil) == (mask.kind == .timeDeviation))
        #expect(mask.kind == .timeDeviation || mask.kind == .maximumTimeIntervalError)
    }

    @Test func `The time deviation of a PRTC-A has no limit from 10 000 s on`() {
        #expect(StabilityMask.prtcATDEV.limit(at: 10_000) == nil)
    }

    @Test func `A quiet clock is within, and the verdict says how close and how far`() throws {
        let phase = Records.noise(2000).map { $0 * 1e-9 }
        let verdict = StabilityMask.prtcAMTIE.verdict(
            of: StabilityCurve(.maximumTimeIntervalError, phase: phase, interval: 1))
        guard case .within(let closest, let through) = verdict else { throw Unexpected() }
        #expect(through == 512)
        #expect(closest.ratio < 1 && closest.ratio > 0.05)
    }

    @Test func `A clock that runs away exceeds, and the verdict says where the most`() throws {
        let phase = (0..<2000).map { Double($0) * 0.25e-9 }
        let verdict = StabilityMask.prtcAMTIE.verdict(
            of: StabilityCurve(.maximumTimeIntervalError, phase: phase, interval: 1, at: .chosen([100, 500, 900])))
        guard case .exceeded(let worst) = verdict else { throw Unexpected() }
        #expect(worst.tau == 900)
        #expect(agree(worst.value, 225e-9, within: 1e-9) && agree(worst.ratio, 2.25, within: 1e-9))
    }

    @Test func `Another kind of curve, or one outside the mask's range, is not judged`() {
        let phase = Records.noise(100)
        #expect(
            StabilityMask.prtcAMTIE.verdict(of: StabilityCurve(.timeDeviation, phase: phase, interval: 1)) == .notJudged
        )
        #expect(
            StabilityMask.prtcATDEV.verdict(of: StabilityCurve(.timeDeviation, phase: phase, interval: 1e-3))
                == .notJudged)
    }

    private struct Unexpected: Error {}
}
