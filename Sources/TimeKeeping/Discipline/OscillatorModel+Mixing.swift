// SPDX-License-Identifier: Apache-2.0

/// How the hypotheses share what they know.
extension OscillatorModel {
    /// How probable a change from one hypothesis to another is within a second. A manoeuvre begins seldom and ends
    /// within minutes; an oscillator does not change its nature, but the filter must be able to change its mind.
    private static func change(from i: Int, to j: Int) -> Double {
        if i == manoeuvre { return j == i ? 1 - 2e-3 : 4e-4 }
        let begins = i >= 2 ? 5e-5 : (i == 1 ? 1e-6 : 1e-7)
        if j == manoeuvre { return begins }
        let neighbours = i == 0 || i == manoeuvre - 1 ? 1.0 : 2.0
        if i == j { return 1 - begins - neighbours * 1e-5 }
        return (i - j).magnitude == 1 ? 1e-5 : 0
    }

    /// The mixing step: each filter starts from what all of them know, as far as the oscillator may have changed.
    mutating func mix() {
        let (old, oldWeights) = (filters, weights)
        for j in 0..<Self.count {
            var share = InlineArray<6, Double>(repeating: 0)
            var sum = 0.0
            for i in 0..<Self.count {
                share[i] = Self.change(from: i, to: j) * oldWeights[i]
                sum += share[i]
            }
            weights[j] = sum
            Self.keepApart(&share, into: j, duringManoeuvre: oldWeights[Self.manoeuvre] > 0.5)
            filters[j] = Self.merge(old, share)
        }
    }

    /// Weight flows between calm hypotheses, knowledge does not: the quietest needs an hour to settle, and would never
    /// get it if the others kept pouring their own noisier estimates in.
    private static func keepApart(_ share: inout InlineArray<6, Double>, into j: Int, duringManoeuvre: Bool) {
        var sum = 0.0
        for i in 0..<count {
            if i != j, j != manoeuvre, i != manoeuvre || !duringManoeuvre { share[i] = 0 }
            sum += share[i]
        }
        for i in 0..<count { share[i] /= sum }
    }

    /// The one Gaussian that has the mean and covariance of the mixture.
    static func merge(_ from: InlineArray<6, KalmanFilter<3>>, _ share: InlineArray<6, Double>)
        -> KalmanFilter<3>
    {
        var merged = KalmanFilter<3>()
        for i in 0..<count {
            for a in 0..<3 { merged.state[a] += share[i] * from[i].state[a] }
        }
        for i in 0..<count where share[i] > 1e-300 {
            for a in 0..<3 {
                let da = from[i].state[a] - merged.state[a]
                for b in 0..<3 {
                    let db = from[i].state[b] - merged.state[b]
                    merged.covariance[a][b] += share[i] * (from[i].covariance[a][b] + da * db)
                }
            }
        }
        return merged
    }
}
