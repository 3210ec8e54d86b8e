// SPDX-License-Identifier: Apache-2.0

/// One point of a stability curve.
public struct StabilityPoint: Sendable, Equatable {
    /// The averaging time or observation interval, s.
    public let tau: Double
    /// The statistic: s for TDEV and MTIE, a fractional frequency for ADEV and MDEV; 0 or above.
    public let value: Double
    /// The lower end of the 68 % confidence interval, in the value's unit; nil for MTIE, which has none.
    public let low: Double?
    /// The upper end of the 68 % confidence interval, in the value's unit; nil for MTIE, which has none.
    public let high: Double?
    /// How many terms (windows, for MTIE) the value is made from; those that touch a gap are not among them.
    public let terms: Int
    /// The noise that the interval is worked out for; nil for MTIE.
    public let noise: PowerLawNoise?
    /// The equivalent degrees of freedom of the value's square, 1 or above; nil for MTIE.
    public let degreesOfFreedom: Double?
}

/// A measure of stability over averaging times.
///
/// A term that touches a gap is left out. A point is given only if it has at least as many terms as its averaging time
/// has samples, and four: without gaps, up to a third of the record for ADEV, a quarter for MDEV and TDEV, half for MTIE.
/// Takes a time proportional to the number of samples for each point.
public struct StabilityCurve: Sendable, Equatable {
    /// What is measured.
    public let kind: StabilityKind
    /// The points, by ascending averaging time; none if the record is too short.
    public let points: [StabilityPoint]

    /// Works out a curve from a record.
    public init(_ kind: StabilityKind, of record: PhaseRecord, at factors: AveragingFactors = .octaves) {
        self.kind = kind
        let chosen = factors.factors(upTo: record.samples.count / 2)
        if kind == .maximumTimeIntervalError {
            points = Self.intervalErrors(of: record, at: chosen)
        } else {
            points = Self.deviations(kind, of: record, at: chosen)
        }
    }

    /// Works out a curve from phases in seconds, nil where there is a gap, `interval` seconds apart.
    public init(_ kind: StabilityKind, phase: [Double?], interval: Double, at factors: AveragingFactors = .octaves) {
        self.init(kind, of: PhaseRecord(phase, interval: interval), at: factors)
    }

    /// A curve that was worked out elsewhere.
    init(_ kind: StabilityKind, points: [StabilityPoint]) { (self.kind, self.points) = (kind, points) }

    /// Fewer terms than this make no point.
    private static func fewest(_ factor: Int) -> Int { max(factor, 4) }

    private static func intervalErrors(of record: PhaseRecord, at factors: [Int]) -> [StabilityPoint] {
        var extremes = WindowExtremes(record.samples)
        return factors.compactMap { factor in
            let (value, terms) = extremes.greatestRange(steps: factor)
            guard terms >= fewest(factor), value.isFinite else { return nil }
            return StabilityPoint(
                tau: Double(factor) * record.interval, value: value, low: nil, high: nil, terms: terms, noise: nil,
                degreesOfFreedom: nil)
        }
    }

    private static func deviations(
        _ kind: StabilityKind, of record: PhaseRecord, at factors: [Int]
    ) -> [StabilityPoint] {
        // Of the noises the one with the fewest degrees of freedom, so with the widest interval, until it is known.
        var noise = PowerLawNoise.randomWalkFrequency
        return factors.compactMap { factor in
            let isModified = kind != .allanDeviation
            let sum = SecondDifferences.sum(of: record.samples, factor: factor, averaged: isModified)
            guard sum.terms >= fewest(factor), sum.squares.isFinite else { return nil }
            noise = PowerLawNoise(of: record.samples, factor: factor) ?? noise
            let tau = Double(factor) * record.interval
            let value = scale(kind, tau: tau) * (sum.squares / 2 / Double(sum.terms)).squareRoot()
            return point(value, tau: tau, factor: factor, terms: sum.terms, noise: noise, isModified: isModified)
        }
    }

    /// What makes a deviation of the root mean square of second differences, halved: 1/τ, or τ/√3 times that.
    private static func scale(_ kind: StabilityKind, tau: Double) -> Double {
        kind == .timeDeviation ? 1 / 3.0.squareRoot() : 1 / tau
    }

    private static func point(
        _ value: Double, tau: Double, factor: Int, terms: Int, noise: PowerLawNoise, isModified: Bool
    ) -> StabilityPoint {
        let freedom = degreesOfFreedom(noise, factor: factor, terms: terms, isModified: isModified)
        return StabilityPoint(
            tau: tau, value: value, low: value * (freedom / chiSquared(freedom, deviate: 1)).squareRoot(),
            high: value * (freedom / chiSquared(freedom, deviate: -1)).squareRoot(), terms: terms, noise: noise,
            degreesOfFreedom: freedom)
    }
}
