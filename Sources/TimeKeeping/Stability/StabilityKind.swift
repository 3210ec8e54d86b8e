// SPDX-License-Identifier: Apache-2.0

/// A measure of a clock's stability over an averaging time τ.
///
/// The definitions are those of Riley, Handbook of Frequency Stability Analysis (NIST Special Publication 1065, 2008)
/// and ITU-T G.810.
public enum StabilityKind: String, Sendable, CaseIterable {
    /// The overlapping Allan deviation σy(τ), no unit.
    case allanDeviation = "adev"
    /// The modified Allan deviation Mod σy(τ), no unit; unlike the Allan deviation it tells white from flicker phase noise.
    case modifiedAllanDeviation = "mdev"
    /// The time deviation σx(τ) = τ · Mod σy(τ) / √3, s.
    case timeDeviation = "tdev"
    /// The maximum time interval error: the largest peak-to-peak phase in any window of length τ, s.
    case maximumTimeIntervalError = "mtie"

    /// Whether the result is in seconds, and not a fractional frequency.
    public var isTime: Bool { self == .timeDeviation || self == .maximumTimeIntervalError }
}

/// At which averaging times a curve has points, as multiples of the sample interval.
public enum AveragingFactors: Sendable, Equatable {
    /// 1, 2, 4, 8, …
    case octaves
    /// 1, 2, 5, 10, 20, 50, …
    case decades
    /// These; what is below 1, or twice, is left out.
    case chosen([Int])

    /// The factors up to a longest one, ascending.
    func factors(upTo longest: Int) -> [Int] {
        switch self {
        case .octaves: Self.grown(by: [2], upTo: longest)
        case .decades: Self.grown(by: [2, 2.5, 2], upTo: longest)
        case .chosen(let factors): Set(factors).filter { $0 >= 1 && $0 <= longest }.sorted()
        }
    }

    private static func grown(by steps: [Double], upTo longest: Int) -> [Int] {
        var factors: [Int] = []
        var factor = 1.0
        while factor <= Double(longest) {
            factors.append(Int(factor))
            factor *= steps[(factors.count - 1) % steps.count]
        }
        return factors
    }
}
