// SPDX-License-Identifier: Apache-2.0

import Appliance
import Records

/// The vertical axis of a plot: its unit, its ends and the marks between them, all at numbers that are easily read.
struct PlotScale {
    /// As people write it; empty for a count.
    let unit: String
    /// The series' own units in one of ``unit``.
    private let size: Double
    private let decimals: Int
    /// In the series' own unit.
    let lowest: Double
    let highest: Double
    /// From the lowest to the highest.
    let marks: [Double]

    init(_ points: [HistoryPlot.Point], of series: Series) {
        let (least, most) = (points.map(\.least).min() ?? 0, points.map(\.most).max() ?? 0)
        let isTime = series.unit == "ns"
        let largest = max(least.magnitude, most.magnitude)
        let times: [(String, Double)] = [("ps", 1e-3), ("ns", 1), ("µs", 1e3), ("ms", 1e6), ("s", 1e9)]
        let chosen = isTime ? times.last { largest >= $0.1 * 0.999 } ?? times[0] : (series.unit, 1)
        (unit, size) = chosen
        let step = Self.step(for: (most - least) / chosen.1, least: series == .satellites ? 1 : 0)
        let first = (least / chosen.1 / step).rounded(.down)
        var last = (most / chosen.1 / step).rounded(.up)
        if last == first { last = first + 1 }
        let size = chosen.1
        (lowest, highest) = (first * step * size, last * step * size)
        // What is far beyond all measure has its ends only.
        let count = min(12, max(1, Int(min(last - first, 1000))))
        let stride = (last - first) / Double(count)
        marks = (0...count).map { (first + Double($0) * stride) * step * size }
        decimals = step >= 1 ? 0 : step >= 0.0999 ? 1 : step >= 0.00999 ? 2 : 3
    }

    /// About a quarter of a range, as 1, 2 or 5 of a power of ten; not less than that.
    private static func step(for range: Double, least: Double) -> Double {
        let wanted = max(range / 4, least, 1e-3)
        var power = 1e-3
        while power * 10 <= wanted, power < 1e15 { power *= 10 }
        let step = [1.0, 2, 5, 10].first { $0 * power >= wanted * 0.999 } ?? 10
        return step * power
    }

    /// As it stands at the axis.
    func label(_ value: Double) -> String { decimal(value / size, decimals) }

    /// With the unit, a figure finer.
    func text(_ value: Double) -> String {
        decimal(value / size, min(3, decimals + 1)) + (unit.isEmpty ? "" : " \(unit)")
    }

    private func decimal(_ value: Double, _ decimals: Int) -> String {
        guard value.magnitude < 1e12 else { return "\(value)" }
        let scale = [1.0, 10, 100, 1000][decimals]
        let scaled = Int((value * scale).rounded())
        let digits = String(scaled.magnitude % UInt(scale))
        let rest = decimals == 0 ? "" : "." + String(repeating: "0", count: decimals - digits.count) + digits
        return (scaled < 0 ? "−" : "") + "\(scaled.magnitude / UInt(scale))" + rest
    }

    /// 0 at the bottom, 1 at the top.
    func height(of value: Double) -> Double {
        guard highest > lowest else { return 0.5 }
        return min(1, max(0, (value - lowest) / (highest - lowest)))
    }
}
