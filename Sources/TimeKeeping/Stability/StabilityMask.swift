// SPDX-License-Identifier: Apache-2.0

/// One row of a mask's table: a limit that is a straight line over a range of τ.
public struct StabilityMaskRow: Sendable, Equatable {
    /// The row holds above this τ, s.
    public let over: Double
    /// The row holds up to this τ, s; may be infinite.
    public let end: Double
    /// Whether the row holds at its end too.
    public let includesEnd: Bool
    /// The limit's constant part, ns.
    public let constant: Double
    /// The limit's growth with τ, ns/s.
    public let slope: Double

    /// A row for over < τ ≤ through; τ in s, the limit in ns.
    static func row(over: Double, through end: Double, _ constant: Double, perSecond slope: Double = 0) -> Self {
        Self(over: over, end: end, includesEnd: true, constant: constant, slope: slope)
    }

    /// A row for over < τ < below; τ in s, the limit in ns.
    static func row(over: Double, below end: Double, _ constant: Double, perSecond slope: Double = 0) -> Self {
        Self(over: over, end: end, includesEnd: false, constant: constant, slope: slope)
    }

    /// Whether the row says something about this τ, s.
    func covers(_ tau: Double) -> Bool { tau > over && (tau < end || (includesEnd && tau == end)) }
}

/// A limit for MTIE or TDEV over τ, as a standard gives it.
public struct StabilityMask: Sendable, Equatable {
    /// The name of the clock that it is for, as in "PRTC-A".
    public let clock: String
    /// The standard, its edition, and its table.
    public let source: String
    /// What is limited: MTIE or TDEV.
    public let kind: StabilityKind
    /// The table, by ascending τ.
    public let rows: [StabilityMaskRow]

    /// The limit at τ (s), in s; nil where the standard gives none.
    public func limit(at tau: Double) -> Double? {
        rows.first { $0.covers(tau) }.map { ($0.constant + $0.slope * tau) * 1e-9 }
    }

    /// Compares a curve with the limit. A curve of another kind is not judged. The value is compared, as the standards do,
    /// and not the ends of its confidence interval.
    public func verdict(of curve: StabilityCurve) -> StabilityVerdict {
        guard curve.kind == kind else { return .notJudged }
        let compared = curve.points.compactMap { point in
            limit(at: point.tau).map { StabilityComparison(tau: point.tau, value: point.value, limit: $0) }
        }
        guard let worst = compared.max(by: { $0.ratio < $1.ratio }), let last = compared.last else { return .notJudged }
        return worst.ratio > 1 ? .exceeded(worst: worst) : .within(closest: worst, through: last.tau)
    }
}

/// A value beside its limit.
public struct StabilityComparison: Sendable, Equatable {
    /// The averaging time or observation interval, s.
    public let tau: Double
    /// The measured value, s.
    public let value: Double
    /// The limit, s.
    public let limit: Double
    /// The value over the limit; above 1 the limit is exceeded.
    public var ratio: Double { value / limit }
}

/// Whether a curve keeps a mask.
public enum StabilityVerdict: Sendable, Equatable {
    /// Each point that the mask speaks of keeps it; the point that comes closest, and the longest τ (s) that was judged.
    case within(closest: StabilityComparison, through: Double)
    /// At least one point exceeds the mask; the one that does so by the greatest ratio.
    case exceeded(worst: StabilityComparison)
    /// The mask speaks of none of the points.
    case notJudged
}
