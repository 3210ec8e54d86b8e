// SPDX-License-Identifier: Apache-2.0

/// Makes steps of rows that come in whatever order.
struct PointFolder {
    private let series: [Series]
    private let step: Int64
    private var steps: [Int64: [Summary?]] = [:]

    init(series: [Series], step: Int64) { (self.series, self.step) = (series, step) }

    /// - Parameter place: the series' index in those asked for.
    mutating func add(_ summary: Summary, at utcMilliseconds: Int64, place: Int) {
        let start = utcMilliseconds - utcMilliseconds % step
        var row = steps[start] ?? Array(repeating: nil, count: series.count)
        // Taken out while it grows, so that it is not copied.
        steps[start] = nil
        if row[place] == nil { row[place] = summary } else { row[place]?.merge(summary) }
        steps[start] = row
    }

    mutating func add(_ measurement: Measurement) {
        for (place, one) in series.enumerated() {
            guard let units = measurement.units(of: one) else { continue }
            add(Summary(units), at: measurement.utcMilliseconds, place: place)
        }
    }

    /// By time, and within a step by series.
    func points() -> [HistoryPoint] {
        steps.sorted { $0.key < $1.key }.flatMap { start, row in
            zip(series, row).compactMap { one, summary in
                summary.map { HistoryPoint(one, at: start, step: step, $0) }
            }
        }
    }
}
