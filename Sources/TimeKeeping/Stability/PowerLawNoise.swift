// SPDX-License-Identifier: Apache-2.0

/// The kinds of noise a clock has, by the exponent α of the frequency's power spectrum Sy(f) ∝ fᵅ.
public enum PowerLawNoise: Int, Sendable, CaseIterable {
    /// White phase noise, α = 2.
    case whitePhase = 2
    /// Flicker phase noise, α = 1.
    case flickerPhase = 1
    /// White frequency noise, α = 0.
    case whiteFrequency = 0
    /// Flicker frequency noise, α = −1.
    case flickerFrequency = -1
    /// Random-walk frequency noise, α = −2.
    case randomWalkFrequency = -2

    /// Fewer samples than this do not tell.
    private static let fewest = 30

    /// Tells the noise that dominates at an averaging time from the lag 1 autocorrelation of each `factor`-th sample
    /// (Riley and Greenhall, Power law noise identification using the lag 1 autocorrelation, 2004; in NIST SP 1065); nil
    /// if there are too few, or no noise. Noises beyond random-walk frequency (an ageing, a temperature) count as that.
    init?(of phase: [Double], factor: Int) {
        var series = stride(from: 0, to: phase.count, by: factor).map { phase[$0] }
        for differences in 0...2 {
            guard let correlation = Self.correlation(series), correlation > -1 else { return nil }
            let order = correlation / (1 + correlation)
            if order < 0.25 || differences == 2 {
                let alpha = 2 - 2 * Double(differences) - (2 * order).rounded()
                self.init(rawValue: Int(min(max(alpha, -2), 2)))
                return
            }
            series = zip(series.dropFirst(), series).map { $0 - $1 }
        }
        return nil
    }

    /// The lag 1 autocorrelation; pairs that touch a gap are left out.
    private static func correlation(_ series: [Double]) -> Double? {
        let present = series.filter { !$0.isNaN }
        guard present.count >= fewest - 2 else { return nil }
        let mean = present.reduce(0, +) / Double(present.count)
        let square = present.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(present.count - 1)
        let products = zip(series.dropFirst(), series).map { ($0 - mean) * ($1 - mean) }.filter { !$0.isNaN }
        guard square > 0, square.isFinite, !products.isEmpty else { return nil }
        return products.reduce(0, +) / Double(products.count) / square
    }
}
