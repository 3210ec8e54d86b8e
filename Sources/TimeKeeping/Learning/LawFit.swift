// SPDX-License-Identifier: Apache-2.0

/// The drift and the temperature's coefficient that explain a history best, whatever noise it has.
struct LawFit: Sendable {
    struct Estimate: Sendable {
        var value: Double
        var margin: Double
    }

    /// Per day.
    let drift: Estimate
    /// Per kelvin; `nil` where the temperature does not change.
    let temperature: Estimate?
    let residual: Double

    /// Changes from one sample to the next beyond so many standard deviations are jumps of the frequency, which no law
    /// explains.
    private static let jump = 7.0
    private static let day = 86_400.0
    /// Less than this, K, is no change of temperature at all.
    private static let leastWarmth = 0.01
    /// A shorter run says nothing.
    private static let shortestRun = 3

    init?(_ samples: [OscillatorLaw.Sample], length: Double, warmth: Double) {
        let width = warmth > Self.leastWarmth ? 2 : 1
        let rows = Self.rows(samples, length: length)
        let runs = Self.runs(rows, samples)
        let fits = WanderingNoise.kinds.compactMap { LeastSquares($0.whiten(runs), width: width) }
        guard !fits.isEmpty else { return nil }
        let slopes = (0..<width).map { Self.average(fits, slope: $0) }
        drift = slopes[0]
        temperature = width == 2 ? slopes[1] : nil
        residual = Self.residual(runs, slopes.map(\.value))
    }

    /// Centred, so that nothing is lost of small differences.
    private static func rows(_ samples: [OscillatorLaw.Sample], length: Double) -> [LawRow] {
        let count = Double(samples.count)
        let middle = Double(samples[0].index + samples[samples.count - 1].index) / 2
        let frequency = samples.reduce(0) { $0 + $1.frequency } / count
        let temperature = samples.reduce(0) { $0 + ($1.temperature ?? 0) } / count
        return samples.map { sample in
            [
                1, (Double(sample.index) - middle) * length / day, (sample.temperature ?? 0) - temperature,
                sample.frequency - frequency,
            ]
        }
    }

    /// Rows that follow one another: a gap, or a jump of the frequency, begins a new run.
    private static func runs(_ rows: [LawRow], _ samples: [OscillatorLaw.Sample]) -> [ArraySlice<LawRow>] {
        let changes = changes(rows)
        // Half of a normal distribution lies within 0.6745 standard deviations.
        let limit = jump * changes.sorted()[changes.count / 2] / 0.6745
        let jumps = changes.count { $0 > limit }
        let hasJumps = limit > 0 && jumps <= changes.count / 10
        var begins = [0]
        for place in rows.indices.dropFirst() {
            let isGap = samples[place].index != samples[place - 1].index + 1
            if isGap || (hasJumps && changes[place - 1] > limit) { begins.append(place) }
        }
        let ends = begins.dropFirst() + [rows.count]
        return zip(begins, ends).filter { $1 - $0 >= shortestRun }.map { rows[$0..<$1] }
    }

    /// From each row to the next, but for what the temperature's change explains.
    private static func changes(_ rows: [LawRow]) -> [Double] {
        let pairs = rows.indices.dropFirst().map { place in
            (warmth: rows[place][2] - rows[place - 1][2], frequency: rows[place][3] - rows[place - 1][3])
        }
        let warmth = pairs.reduce(0) { $0 + $1.warmth * $1.warmth }
        let slope = warmth > 0 ? pairs.reduce(0) { $0 + $1.warmth * $1.frequency } / warmth : 0
        return pairs.map { ($0.frequency - slope * $0.warmth).magnitude }
    }

    /// Over all kinds of noise, each weighed by its likelihood; how far they disagree widens the margin.
    private static func average(_ fits: [LeastSquares], slope: Int) -> Estimate {
        let best = fits.map(\.likelihood).max() ?? 0
        let weights = fits.map { exponential($0.likelihood - best) }
        let total = weights.reduce(0, +)
        let value = zip(fits, weights).reduce(0) { $0 + $1.1 * $1.0.slopes[slope] } / total
        let variance =
            zip(fits, weights).reduce(0) { sum, pair in
                let (fit, weight) = pair
                let apart = fit.slopes[slope] - value
                return sum + weight * (fit.variances[slope] * fit.squares / fit.freedom + apart * apart)
            } / total
        return Estimate(value: value, margin: quantile(fits[0].freedom) * variance.squareRoot())
    }

    /// Student's, two-sided 95 %: within 1 % from 5 degrees of freedom on.
    private static func quantile(_ freedom: Double) -> Double { 1.96 + 2.37 / freedom + 2.8 / (freedom * freedom) }

    /// Of each run around its own constant.
    private static func residual(_ runs: [ArraySlice<LawRow>], _ slopes: [Double]) -> Double {
        var (sum, count) = (0.0, 0.0)
        for run in runs {
            let rests = run.map { row in row[3] - slopes.indices.reduce(0) { $0 + row[$1 + 1] * slopes[$1] } }
            let mean = rests.reduce(0, +) / Double(rests.count)
            sum += rests.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            count += Double(rests.count)
        }
        return (sum / max(1, count)).squareRoot()
    }
}
