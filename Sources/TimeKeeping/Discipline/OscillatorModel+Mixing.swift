// SPDX-License-Identifier: Apache-2.0

/// How the hypotheses share what they know.
extension OscillatorModel {
    /// How probable a change from one hypothesis to another is within a second. An onset of a manoeuvre comes seldom
    /// and within half a minute is either a manoeuvre or was none; a manoeuvre ends within minutes. An oscillator does
    /// not change its nature, but the filter must be able to change its mind.
    private static func change(from i: Int, to j: Int) -> Double {
        switch (i, j) {
        case (onset, onset): 1 - confirmed - dropped
        case (onset, lasting): confirmed
        case (onset, _): dropped / Double(onset)
        case (lasting, lasting): 1 - changed - ended
        case (lasting, onset): changed
        case (lasting, _): ended / Double(onset)
        case (_, onset): beginning(from: i)
        case (_, lasting): 0
        default: wandering(from: i, to: j)
        }
    }
    private static let confirmed = 0.05
    private static let dropped = 0.05
    private static let changed = 1e-3
    private static let ended = 2.4e-3

    /// A quiet oscillator is in an oven.
    private static func beginning(from calm: Int) -> Double {
        switch calm {
        case 0: 1e-7
        case 1, 2: 1e-6
        default: 1.2e-4
        }
    }

    private static func wandering(from i: Int, to j: Int) -> Double {
        let neighbours = i == 0 || i == onset - 1 ? 1.0 : 2.0
        if i == j { return 1 - beginning(from: i) - neighbours * 1e-5 }
        return (i - j).magnitude == 1 ? 1e-5 : 0
    }

    private static let changes = InlineArray<10, Each> { i in Each { j in change(from: i, to: j) } }

    /// How probable a manoeuvre must be before the calm hypotheses learn from it.
    private static let evident = 0.3

    /// The mixing step: each filter starts from what those know that the oscillator may have come from.
    ///
    /// Weight flows between calm hypotheses, knowledge does not: the quietest needs an hour to settle, and would never
    /// get it if the others kept pouring their own noisier estimates in.
    mutating func mix() {
        let before = self
        let isEvident = weights[Self.onset] + weights[Self.lasting] > Self.evident
        for j in 0..<Self.count {
            var share = Each(repeating: 0)
            var (sum, known) = (0.0, 0.0)
            for i in 0..<Self.count {
                let part = Self.changes[i][j] * before.weights[i]
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
