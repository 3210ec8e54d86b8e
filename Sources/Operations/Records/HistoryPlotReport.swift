// SPDX-License-Identifier: Apache-2.0

public import Appliance
public import Records

/// What `history` tells: one series, as `GET /api/v1/history` has it, and as a plot.
public struct HistoryPlotReport: Encodable, Sendable {
    /// A change of the state meanwhile.
    public struct Change: Codable, Hashable, Sendable {
        /// UTC, ISO 8601.
        public var utc: String
        public var state: String
    }

    /// UTC, ISO 8601.
    public var from: String
    public var to: String
    /// Seconds from one point to the next.
    public var step: Double
    public var series: [String: HistoryReport.Run]
    /// In the order of time.
    public var changes: [Change]

    private enum CodingKeys: CodingKey { case from, to, step, series, changes }

    private let wanted: Series
    private let range: Range<Int64>
    /// As told, and milliseconds since 1970.
    private let moments: [(at: Int64, state: String)]

    /// - Parameter journal: entries of the states, in any order.
    public init(_ wanted: Series, _ query: HistoryQuery, _ points: [HistoryPoint], journal: [JournalRecord]) {
        let report = HistoryReport(query, points)
        (from, to, step, series) = (report.from, report.to, report.step, report.series)
        (self.wanted, range) = (wanted, query.from..<max(query.to, query.from + 1))
        moments = journal.reversed().compactMap { entry in entry.changedState.map { (entry.utcMilliseconds, $0) } }
        changes = moments.map { Change(utc: UTCText.of($0.at), state: $0.state) }
    }
}

extension JournalRecord {
    private static let states: Set<String> = [
        "starting", "acquiring", "locked", "holdover", "fallback", "unsynchronised",
    ]

    /// What the state became; `nil`: it is about something else.
    fileprivate var changedState: String? { kind == .state ? new.flatMap { Self.states.contains($0) ? $0 : nil } : nil }
}

extension HistoryPlotReport: CommandReport {
    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        let values = points
        guard !values.isEmpty else {
            sheet.put("Nothing was measured of \(wanted.rawValue) from \(from) to \(to).")
            return sheet.text
        }
        let scale = PlotScale(values, of: wanted)
        sheet.put("\(wanted.rawValue)\(scale.unit.isEmpty ? "" : " in \(scale.unit)"), UTC \(from.prefix(10))")
        sheet.blank()
        let plot = HistoryPlot(values, scale, range, moments, for: style)
        for row in plot.rows { sheet.drawn(row) }
        sheet.blank()
        putSummary(of: values, scale, into: &sheet)
        return sheet.text
    }

    private var points: [HistoryPlot.Point] {
        (series[wanted.rawValue]?.points ?? []).filter { $0.count == 5 }.map { point in
            .init(
                at: Int64(point[0]), length: Int64(step * 1000), least: point[1], mean: point[2], most: point[3],
                count: point[4])
        }
    }

    private func putSummary(of points: [HistoryPlot.Point], _ scale: PlotScale, into sheet: inout TextSheet) {
        let least = points.map(\.least).min() ?? 0
        let most = points.map(\.most).max() ?? 0
        let count = points.reduce(0) { $0 + $1.count }
        let mean = points.reduce(0) { $0 + $1.mean * $1.count } / max(1, count)
        sheet.put(
            "least \(scale.text(least)), mean \(scale.text(mean)), most \(scale.text(most)); "
                + Phrase.count(Int(min(count, 1e15)), "measurement"))
        let names = Set(changes.map(\.state)).sorted().map { "\(HistoryPlot.letter(of: $0)) \($0)" }
        if !names.isEmpty { sheet.put("The state became: \(names.joined(separator: ", ")).") }
    }
}
