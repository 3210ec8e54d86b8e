// SPDX-License-Identifier: Apache-2.0

public import Records
public import TimeKeeping

/// What `GET /api/v1/stability` tells: how steady the clock was against its pulse, beside what the standards allow.
public struct StabilityReport: Encodable, Sendable {
    public struct Point: Encodable, Sendable {
        /// Averaging or observation time, s.
        public var tau: Double
        /// ADEV without a unit; TDEV and MTIE in seconds.
        public var value: Double
        /// The ends of the 68 % interval; `nil` for MTIE, which has none.
        public var low: Double?
        public var high: Double?
        /// How many differences it is the mean, or the largest, of.
        public var terms: Int
    }

    public struct Mask: Encodable, Sendable {
        /// "PRTC-A"
        public var name: String
        public var kind: String
        public var source: String
        /// Pairs of s and s.
        public var points: [[Double]]
        /// "within", "exceeded" or "not judged", with the figures.
        public var verdict: String
    }

    /// Seconds from one sample to the next.
    public var interval: Double
    public var samples: Int
    /// Seconds without a measurement, and how many of them were bridged by a straight line.
    public var missing: Int
    public var bridged: Int
    public var adev: [Point]
    public var tdev: [Point]
    public var mtie: [Point]
    public var mdev: [Point]
    public var masks: [Mask]
    /// As it was measured second by second, without the history; `nil`, and left out, where nobody measures.
    public var live: Live?

    /// Gaps up to so many seconds are bridged: a lost second now and then would otherwise leave nothing of the long
    /// averaging times.
    private static let longestBridge = 3

    /// - Parameters:
    ///   - points: of the offset, in ns, one a step, in the order of time.
    ///   - step: ms.
    ///   - live: what was measured second by second since the start.
    public init(offsets points: [HistoryPoint], step: Int64, live: StabilityFacts? = nil) {
        let record = PhaseRecord(Self.evenly(points, step: step), interval: Double(step) / 1000)
        let bridged = record.bridged(gapsUpTo: Self.longestBridge)
        let curves = StabilityKind.allCases.map { StabilityCurve($0, of: bridged) }
        (interval, samples) = (record.interval, record.samples.count)
        (missing, self.bridged) = (record.missing, bridged.filled)
        (adev, mdev) = (Self.points(.allanDeviation, in: curves), Self.points(.modifiedAllanDeviation, in: curves))
        (tdev, mtie) = (Self.points(.timeDeviation, in: curves), Self.points(.maximumTimeIntervalError, in: curves))
        self.live = live.map(Live.init)
        masks = StabilityMask.all.compactMap { mask in
            curves.first { $0.kind == mask.kind }.map { Mask(mask, judging: $0) }
        }
    }

    /// In seconds of phase, one for each step; `nil` where nothing was measured. The first moments are as old as the
    /// history is, not a gap.
    private static func evenly(_ points: [HistoryPoint], step: Int64) -> [Double?] {
        guard let first = points.first?.utcMilliseconds, let last = points.last?.utcMilliseconds, step > 0 else {
            return []
        }
        var samples = [Double?](repeating: nil, count: Int((last - first) / step) + 1)
        for point in points { samples[Int((point.utcMilliseconds - first) / step)] = point.mean * 1e-9 }
        return samples
    }

    private static func points(_ kind: StabilityKind, in curves: [StabilityCurve]) -> [Point] {
        curves.first { $0.kind == kind }?.points.map(Point.init) ?? []
    }
}

extension StabilityReport {
    /// Of the clock and of its oscillator, at averaging times of 1, 2, 4 ... 65 536 s, from about a week at most.
    public struct Live: Encodable, Sendable {
        /// Of the clock as it is kept.
        public var steered: Curves
        /// Of its oscillator, had it not been corrected.
        public var freeRunning: Curves
    }

    public struct Curves: Encodable, Sendable {
        /// Seconds that were measured.
        public var seconds: UInt64
        public var adev: [Point]
        public var mdev: [Point]
        public var tdev: [Point]
        public var mtie: [Point]
        /// What standards allow; of a free-running oscillator they say nothing.
        public var masks: [Mask]
    }
}

extension StabilityReport.Live {
    fileprivate init(_ facts: StabilityFacts) {
        self.init(
            steered: .init(facts.steered, masks: StabilityMask.all), freeRunning: .init(facts.freeRunning, masks: []))
    }
}

extension StabilityReport.Curves {
    fileprivate init(_ figures: StabilityFigures, masks: [StabilityMask]) {
        let points = { figures.curve($0).points.map(StabilityReport.Point.init) }
        self.init(
            seconds: figures.seconds, adev: points(.allanDeviation), mdev: points(.modifiedAllanDeviation),
            tdev: points(.timeDeviation), mtie: points(.maximumTimeIntervalError),
            masks: masks.map { .init($0, judging: figures.curve($0.kind)) })
    }
}

extension StabilityReport.Point {
    fileprivate init(_ point: StabilityPoint) {
        self.init(tau: point.tau, value: point.value, low: point.low, high: point.high, terms: point.terms)
    }
}

extension StabilityReport.Mask {
    fileprivate init(_ mask: StabilityMask, judging curve: StabilityCurve) {
        (name, kind, source) = (mask.clock, mask.kind.rawValue, mask.source)
        points = curve.points.compactMap { point in mask.limit(at: point.tau).map { [point.tau, $0] } }
        verdict =
            switch mask.verdict(of: curve) {
            case .within(let closest, let tau): "within, up to \(tau) s; at most \(Self.percent(closest)) of the limit"
            case .exceeded(let worst): "exceeded: \(Self.percent(worst)) of the limit at \(worst.tau) s"
            case .notJudged: "not judged: too little was measured"
            }
    }

    private static func percent(_ comparison: StabilityComparison) -> String {
        "\(Int((comparison.ratio * 100).rounded())) %"
    }
}
