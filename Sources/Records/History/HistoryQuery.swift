// SPDX-License-Identifier: Apache-2.0

/// Which part of the history is wanted, and how finely.
public struct HistoryQuery: Hashable, Sendable {
    /// An answer's most points of each series.
    public static let mostPoints: Int64 = 20_000

    /// Answered in their own order, each once.
    public var series: [Series]
    /// Milliseconds since 1970-01-01 UTC; the step in which it lies is answered as a whole, as is the last one.
    public var from: Int64
    /// Milliseconds since 1970-01-01 UTC, exclusive.
    public var to: Int64
    /// Milliseconds that one point stands for; it is rounded up to whole seconds, minutes or hours as they are kept,
    /// and widened where the answer would have more than ``mostPoints``.
    public var step: Int64

    public init(series: [Series], from: Int64, to: Int64, step: Int64) {
        (self.series, self.from, self.to, self.step) = (series, from, to, step)
    }

    /// From 1970 on for 142,000 years: no sum of such is too large for its type.
    static let moments: Range<Int64> = 0..<1 << 52

    /// With a start and end that no arithmetic can be led astray by.
    var bounded: Self {
        let latest = Self.moments.upperBound
        var query = self
        query.from = max(0, min(from, latest))
        query.to = max(query.from, min(to, latest))
        query.step = max(1000, min(step, latest))
        query.series = Series.allCases.filter(series.contains)
        return query
    }

    /// With a step that makes no more than ``mostPoints``.
    var widened: Self {
        var query = self
        query.step = max(step, (to - from) / (Self.mostPoints - 2) + 1)
        return query
    }

    /// The step as a multiple of what the table holds.
    func step(of grain: Grain) -> Int64 {
        (step + grain.milliseconds - 1) / grain.milliseconds * grain.milliseconds
    }
}

/// What one series was during a step.
public struct HistoryPoint: Hashable, Sendable {
    public let series: Series
    /// The step's start, a multiple of its length since 1970-01-01 UTC.
    public let utcMilliseconds: Int64
    public let stepMilliseconds: Int64
    /// In the unit of the ``Series``, as are mean and maximum.
    public let minimum: Double
    public let mean: Double
    public let maximum: Double
    /// Measurements that the step holds. Fewer than seconds: there was a gap. More: our clock was set back, and
    /// showed these seconds twice.
    public let count: Int

    init(_ series: Series, at start: Int64, step: Int64, _ summary: Summary) {
        (self.series, utcMilliseconds, stepMilliseconds) = (series, start, step)
        minimum = series.value(ofUnits: Double(summary.least))
        maximum = series.value(ofUnits: Double(summary.most))
        mean = series.value(ofUnits: Double(summary.total) / Double(max(1, summary.count)))
        count = Int(clamping: summary.count)
    }
}
