// SPDX-License-Identifier: Apache-2.0

/// What a ``StabilityMeter`` has found: plain values, one row for each averaging time of 1, 2, 4 ... 65 536 s.
public struct StabilityFigures: Sendable, BitwiseCopyable {
    /// What is `nil` was measured too few times to tell.
    struct Row: Sendable, BitwiseCopyable {
        /// Without a unit.
        var adev: Double?
        var mdev: Double?
        /// s
        var mtie: Double?
        /// How many terms each is the mean, or the largest, of.
        var terms: (adev: UInt32, mdev: UInt32, mtie: UInt32) = (0, 0, 0)
    }

    var rows = InlineArray<17, Row>(repeating: Row())
    /// How many seconds were heard.
    public var seconds: UInt64

    /// With nothing found yet.
    public init(seconds: UInt64 = 0) { self.seconds = seconds }

    /// One of its curves, by ascending averaging time.
    public func curve(_ kind: StabilityKind) -> StabilityCurve {
        let points = (0..<StabilityMeter.octaves).compactMap { octave in
            let tau = Double(1 << octave)
            return value(kind, rows[octave], tau).map {
                StabilityPoint(
                    tau: tau, value: $0, low: nil, high: nil, terms: terms(kind, rows[octave]), noise: nil,
                    degreesOfFreedom: nil)
            }
        }
        return StabilityCurve(kind, points: points)
    }

    private func value(_ kind: StabilityKind, _ row: Row, _ tau: Double) -> Double? {
        switch kind {
        case .allanDeviation: row.adev
        case .modifiedAllanDeviation: row.mdev
        case .timeDeviation: row.mdev.map { $0 * tau / 3.0.squareRoot() }
        case .maximumTimeIntervalError: row.mtie
        }
    }

    private func terms(_ kind: StabilityKind, _ row: Row) -> Int {
        switch kind {
        case .allanDeviation: Int(row.terms.adev)
        case .modifiedAllanDeviation, .timeDeviation: Int(row.terms.mdev)
        case .maximumTimeIntervalError: Int(row.terms.mtie)
        }
    }
}
