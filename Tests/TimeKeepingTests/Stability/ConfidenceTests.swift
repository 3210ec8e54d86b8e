// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TimeKeeping

/// The confidence intervals: the noise they are for, the degrees of freedom, the quantiles.
struct ConfidenceTests {
    @Test(
        "the noise of a clock is told at each averaging time",
        arguments: [
            (PowerLawNoise.whitePhase, Records.noise(4000)),
            (.whiteFrequency, Records.summed(Records.noise(4000))),
            (.randomWalkFrequency, Records.summed(Records.summed(Records.noise(4000)))),
        ])
    func noise(kind: PowerLawNoise, phase: [Double]) {
        for factor in [1, 2, 8, 32] { #expect(PowerLawNoise(of: phase, factor: factor) == kind) }
    }

    @Test func `The noise is told in spite of a frequency offset and of gaps`() {
        var phase = Records.noise(4000).enumerated().map { $1 + 3 * Double($0) }
        for gap in stride(from: 5, to: 4000, by: 17) { phase[gap] = .nan }
        #expect(PowerLawNoise(of: phase, factor: 1) == .whitePhase)
        #expect(PowerLawNoise(of: phase, factor: 4) == .whitePhase)
    }

    @Test func `Too few samples, or no noise, do not tell`() {
        #expect(PowerLawNoise(of: Records.noise(20), factor: 1) == nil)
        #expect(PowerLawNoise(of: Records.noise(200), factor: 10) == nil)
        #expect(PowerLawNoise(of: Array(repeating: 1, count: 100), factor: 1) == nil)
    }

    /// Made with the Python package allantools 2024.6, function edf_greenhall: records of 1001 samples (factors 1, 10,
    /// 100, 256) and 86 400 (8192). It uses the paper's fitted tables where there are many lags, hence the 3 %.
    @Test(
        "the degrees of freedom are those of Greenhall and Riley",
        arguments: [
            (1, 1001, [514.036, 635.466, 782.030, 895.247, 762.290], [514.036, 635.466, 782.030, 895.247, 762.290]),
            (10, 1001, [507.173, 247.307, 135.071, 114.669, 91.0384], [123.940, 98.1165, 94.6343, 93.2730, 74.9571]),
            (100, 1001, [440.207, 53.8738, 12.8149, 9.94804, 7.75368], [9.93556, 7.72064, 7.41654, 7.22273, 5.72693]),
            (256, 1001, [.nan, 22.5272, 3.87963, 2.89895, 2.15587], [2.69362, 1.94414, 1.68938, 1.47219, 1.23990]),
            (
                8192, 86400, [38313.7, 175.284, 13.6169, 10.5762, 8.25033],
                [10.6068, 8.24468, 7.92277, 7.72274, 6.13023]
            ),
        ])
    func freedom(factor: Int, count: Int, allan: [Double], modified: [Double]) {
        let noises: [PowerLawNoise] = [
            .whitePhase, .flickerPhase, .whiteFrequency, .flickerFrequency, .randomWalkFrequency,
        ]
        for (index, noise) in noises.enumerated() {
            let single = degreesOfFreedom(noise, factor: factor, terms: count - 2 * factor, isModified: false)
            #expect(allan[index].isNaN || agree(single, allan[index], within: 0.03), "\(noise) \(single)")
            let mean = degreesOfFreedom(noise, factor: factor, terms: count - 3 * factor + 1, isModified: true)
            #expect(agree(mean, modified[index], within: 0.03), "\(noise) \(mean)")
        }
    }

    /// √(ν/χ²) at the two ends of 68.27 %, made with SciPy's chi2.ppf.
    @Test(
        "the interval's ends are those of the chi-squared distribution",
        arguments: [
            (1.5, 0.722865, 3.055723, 0.03), (2, 0.737005, 2.405948, 0.005), (3, 0.760560, 1.896732, 0.003),
            (5, 0.792733, 1.559461, 0.003), (10, 0.835497, 1.326790, 0.001), (100, 0.936195, 1.078922, 0.0001),
        ])
    func quantile(freedom: Double, low: Double, high: Double, share: Double) {
        #expect(agree((freedom / chiSquared(freedom, deviate: 1)).squareRoot(), low, within: max(share, 0.005)))
        #expect(agree((freedom / chiSquared(freedom, deviate: -1)).squareRoot(), high, within: share))
    }

    @Test("ln", arguments: [(1.0, 0.0), (2, 0.6931471805599453), (10, 2.302585092994046), (1e-9, -20.72326583694641)])
    func logarithm(x: Double, expected: Double) { #expect(agree(naturalLogarithm(x), expected, within: 1e-14)) }

    @Test(
        "the truth lies within the interval in about 68 of 100 records",
        arguments: [StabilityKind.allanDeviation, .modifiedAllanDeviation])
    func coverage(kind: StabilityKind) {
        // White frequency noise of deviation 1: σy(τ)² = 1/τ, Mod σy(τ)² = (m² + 1)/(2 m²) / τ.
        let factor = 8
        let modified = Double(factor * factor + 1) / Double(2 * factor * factor)
        let truth = ((kind == .allanDeviation ? 1 : modified) / Double(factor)).squareRoot()
        let within = (1...400).count { seed in
            let phase = Records.summed(Records.noise(257, seed: UInt64(seed)))
            let point = StabilityCurve(kind, phase: phase, interval: 1, at: .chosen([1, 2, 4, factor])).points.last
            return (point?.low ?? .infinity) <= truth && truth <= (point?.high ?? 0)
        }
        #expect((250...300).contains(within), "\(within) of 400")
    }

    @Test func `MTIE has no interval, and the others have one about the value`() {
        let phase = Records.noise(500)
        #expect(
            StabilityCurve(.maximumTimeIntervalError, phase: phase, interval: 1).points.allSatisfy {
                $0.low == nil && $0.high == nil && $0.noise == nil && $0.degreesOfFreedom == nil
            })
        for kind in StabilityKind.allCases where kind != .maximumTimeIntervalError {
            for point in StabilityCurve(kind, phase: phase, interval: 1).points {
                #expect((point.low ?? 0) < point.value && point.value < (point.high ?? 0))
            }
        }
    }
}
