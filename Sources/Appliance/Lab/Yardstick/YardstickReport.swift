// SPDX-License-Identifier: Apache-2.0

import SimulatedBoard

/// The discipline on the yardstick, beside its limits and what others reach.
public struct YardstickReport: Sendable, Codable {
    public struct Row: Sendable, Codable {
        /// Of the scenario, and of the policy where that is not the usual one.
        public var scenario: String
        public var metric: YardstickMetric
        /// Over the seeds: a median, but of ``YardstickMetric/outside`` the mean and of ``YardstickMetric/worst`` the
        /// largest. `nil`: infinite.
        public var value: Double?
        public var atMost: Double
        /// By the names of ``YardstickReference``.
        public var references: [String: Double]

        public var isMet: Bool { value.map { $0 <= atMost } ?? false }

        private enum CodingKeys: String, CodingKey { case scenario, metric, value, atMost, references }
    }

    public var seeds: ClosedRange<UInt64>
    public var isAided: Bool
    public var rows: [Row]
    /// The other figures of each scenario, over the seeds as in the rows.
    public var details: [String: [String: Double]]

    public var areLimitsMet: Bool { rows.allSatisfy(\.isMet) }
}

extension YardstickReport {
    /// Runs every case with every seed, on as many processors as there are.
    public init(_ cases: [YardstickCase], seeds: ClosedRange<UInt64>, isAided: Bool) async {
        let scores = await Self.scores(cases, seeds: seeds, isAided: isAided)
        self.init(cases, seeds: seeds, isAided: isAided, scores: scores)
    }

    /// - Parameter scores: of each case, one for each seed.
    init(_ cases: [YardstickCase], seeds: ClosedRange<UInt64>, isAided: Bool, scores: [[YardstickScore]]) {
        (self.seeds, self.isAided, rows, details) = (seeds, isAided, [], [:])
        for (trial, scores) in zip(cases, scores) {
            let summary = YardstickSummary(scores)
            rows += YardstickLimit.all(of: trial, isAided: isAided).map { Row($0, of: trial, summary[$0.metric]) }
            let finite = summary.values.filter(\.value.isFinite).map { ($0.key.rawValue, $0.value) }
            details[trial.name] = Dictionary(uniqueKeysWithValues: finite)
        }
    }

    private static func scores(
        _ cases: [YardstickCase], seeds: ClosedRange<UInt64>, isAided: Bool
    ) async -> [[YardstickScore]] {
        await withTaskGroup { group in
            for (index, trial) in cases.enumerated() {
                for seed in seeds {
                    group.addTask {
                        (index, YardstickScore(YardstickRun(trial, seed: seed, isAided: isAided), of: trial))
                    }
                }
            }
            var scores = [[YardstickScore]](repeating: [], count: cases.count)
            for await (index, score) in group { scores[index].append(score) }
            return scores
        }
    }
}

extension YardstickReport.Row {
    fileprivate init(_ limit: YardstickLimit, of trial: YardstickCase, _ value: Double?) {
        (scenario, metric, atMost) = (trial.name, limit.metric, limit.atMost)
        self.value = value.flatMap { $0.isFinite ? $0 : nil }
        let known = YardstickReference.allCases.compactMap { reference in
            YardstickReferences.figure(reference, trial.name, limit.metric).map { (reference.rawValue, $0) }
        }
        references = Dictionary(uniqueKeysWithValues: known)
    }
}

/// One case's figures over its seeds.
struct YardstickSummary {
    private(set) var values: [YardstickMetric: Double] = [:]

    subscript(metric: YardstickMetric) -> Double? { values[metric] }

    init(_ scores: [YardstickScore]) {
        for metric in YardstickMetric.allCases {
            let all = scores.compactMap { $0[metric] }
            guard !all.isEmpty else { continue }
            values[metric] =
                switch metric {
                case .outside: all.reduce(0, +) / Double(all.count)
                case .worst: all.max()
                default: all.quantile(0.5)
                }
        }
        let errors = scores.compactMap { $0[.error24h] }
        if let bound = values[.bound24h] { values[.tightAtEnd] = bound / errors[...].rms }
    }
}
