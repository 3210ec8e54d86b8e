// SPDX-License-Identifier: Apache-2.0

/// How the hypotheses share what they know.
extension OscillatorModel {
    /// How probable a change from one hypothesis to another is within a second. An onset of a manoeuvre comes seldom
    /// and within half a minute is either a manoeuvre or was none; a manoeuvre ends within minutes. An oscillator does
    /// not change its nature, but the filter must be able to change its mind.
    private func change(from i: Int, to j: Int, readiness: Double) -> Double {
        switch (i, j) {
        case (Self.onset, Self.onset): 1 - Self.confirmed - Self.dropped
        case (Self.onset, Self.lasting): Self.confirmed
        case (Self.onset, _): Self.dropped * nature[j]
        case (Self.lasting, Self.lasting): 1 - Self.changed - Self.ended
        case (Self.lasting, Self.onset): Self.changed
        case (Self.lasting, _): Self.ended * nature[j]
        case (_, Self.onset): readiness * Self.beginning(from: i)
        case (_, Self.lasting): 0
        default: Self.wandering(from: i, to: j, readiness: readiness)
        }
    }
    private static let confirmed = 0.05
    private static let dropped = 0.05
    private static let changed = 1e-3
    private static let ended = 8e-3

    /// Where the pulse is noisy an onset takes long to be told from chance, and chance has long to look like one: so
    /// readiness for it goes down as this, s, is exceeded.
    private static let clearNoise = 2e-7

    /// A quiet oscillator is in an oven.
    private static func beginning(from calm: Int) -> Double {
        switch calm {
        case 0: 1e-7
        case 1, 2: 1e-6
        default: 1.5e-4
        }
    }

    private static func wandering(from i: Int, to j: Int, readiness: Double) -> Double {
        let neighbours = i == 0 || i == onset - 1 ? 1.0 : 2.0
        if i == j { return 1 - readiness * beginning(from: i) - neighbours * 1e-5 }
        return (i - j).magnitude == 1 ? 1e-5 : 0
    }

    /// How probable a manoeuvre must be before the calm hypotheses learn from it.
    private static let evident = 0.3

    /// The mixing step: each filter starts from what those know that the oscillator may have come from.
    ///
    /// Weight flows between calm hypotheses, knowledge does not: the quietest needs an hour to settle, and would never
    /// get it if the others kept pouring their own noisier estimates in.
    mutating func mix(noise: Double) {
        learnNature()
        let before = self
        let readiness = min(1, Self.clearNoise / noise.squareRoot())
        let isEvident = weights[Self.onset] + weights[Self.lasting] > Self.evident
        for j in 0..<Self.count {
            var share = Each(repeating: 0)
            var (sum, known) = (0.0, 0.0)
            for i in 0..<Self.count {
                let part = before.change(from: i, to: j, readiness: readiness) * before.weights[i]
                sum += part
                guard i == j || j >= Self.onset || (i >= Self.onset && isEvident) else { continue }
                share[i] = part
                known += part
            }
            weights[j] = sum
            guard known > share[j] else { continue }
            for i in 0..<Self.count { share[i] /= known }
            filters[j] = ClockFilter(Self.merge(before.becoming(j), share))
        }
    }

    /// The calm hypotheses' weights of late, outside manoeuvres: when one ends the oscillator is what it was before.
    private mutating func learnNature() {
        let calm = 1 - weights[Self.onset] - weights[Self.lasting]
        guard calm > 0.9 else { return }
        for i in 0..<Self.onset { nature[i] += (weights[i] / calm - nature[i]) / Self.natureTime }
    }
    private static let natureTime = 100.0

    /// What each filter knows, were hypothesis `j` true from now on: where a manoeuvre begins any drift may have come
    /// up at once, and where it ends it is gone at once.
    private func becoming(_ j: Int) -> Filters {
        var heirs = filters
        switch j {
        case Self.onset: for i in 0..<Self.count where i != j { heirs[i].loosenDrift(Self.sudden) }
        case Self.lasting: break
        default: for i in Self.onset..<Self.count { heirs[i].forgetDrift(Self.noise(of: j).drift) }
        }
        return heirs
    }
    /// Standard deviation of the drift that comes up at a manoeuvre's onset, 1/s.
    private static let sudden = 1.5e-9

    /// The one Gaussian that has the mean and covariance of the mixture.
    static func merge(_ from: Filters, _ share: Each) -> KalmanFilter<3> {
        var mean = SIMD4<Double>(repeating: 0)
        for i in 0..<count { mean += share[i] * [from[i].phase, from[i].frequency, from[i].drift, 0] }
        var sum = SIMD8<Double>(repeating: 0)
        for i in 0..<count where share[i] > 1e-300 {
            let x = [from[i].phase, from[i].frequency, from[i].drift, 0] - mean
            let spread: SIMD8<Double> = [
                x[0] * x[0], x[0] * x[1], x[0] * x[2], x[1] * x[1], x[1] * x[2], x[2] * x[2], 0, 0,
            ]
            sum += share[i] * (from[i].covariance + spread)
        }
        var merged = KalmanFilter<3>()
        merged.state = [mean[0], mean[1], mean[2]]
        merged.covariance = [[sum[0], sum[1], sum[2]], [sum[1], sum[3], sum[4]], [sum[2], sum[4], sum[5]]]
        return merged
    }
}
