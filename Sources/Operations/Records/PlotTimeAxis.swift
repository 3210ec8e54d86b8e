// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// The horizontal axis of a plot: UTC, marked where the clock strikes.
struct PlotTimeAxis {
    private(set) var line: String
    private(set) var labels: String

    private static let minute: Int64 = 60_000
    private static let day = 1440 * minute
    /// In seconds, minutes, hours and days.
    private static let steps: [Int64] =
        [1, 2, 5, 10, 15, 30].map { $0 * 1000 } + [1, 2, 5, 10, 15, 30].map { $0 * minute }
        + [1, 2, 3, 6, 12].map { $0 * 60 * minute } + [1, 2, 5, 10, 30, 60, 120, 365].map { $0 * day }

    /// - Parameter width: in columns.
    init(_ range: Range<Int64>, width: Int) {
        let length = range.upperBound - range.lowerBound
        let room = max(1, Int64(width / 11))
        let step = Self.steps.first { length / $0 <= room } ?? length
        var (line, labels) = ([Character](repeating: "─", count: width), [Character](repeating: " ", count: width))
        var moment = (range.lowerBound + step - 1) / step * step
        var free = 0
        while moment < range.upperBound {
            let column = min(width - 1, Int(Double(moment - range.lowerBound) / Double(length) * Double(width)))
            line[column] = "┬"
            let text = Array(Self.text(moment, step))
            let start = max(free, column - text.count / 2)
            if start + text.count <= width, start <= column {
                labels.replaceSubrange(start..<(start + text.count), with: text)
                free = start + text.count + 1
            }
            moment += step
        }
        (self.line, self.labels) = (String(line), String(labels))
    }

    private static func text(_ moment: Int64, _ step: Int64) -> String {
        let iso = UTCText.instant(moment).iso8601(decimals: 0)
        if step >= day { return String(iso.dropFirst(5).prefix(5)) }
        return String(iso.dropFirst(11).prefix(step < minute ? 8 : 5))
    }
}
