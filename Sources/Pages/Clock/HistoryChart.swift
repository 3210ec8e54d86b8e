// SPDX-License-Identifier: Apache-2.0

/// A place that scripts fill with a chart; the same figures can be had as text.
struct HistoryChart {
    var id: String
    var title: String
    /// As the API calls it.
    var series: String
    /// The API's name of a bound that is drawn as a band, if there is one.
    var band: String?
    /// How the vertical axis is written.
    var form: String
    /// The group that is watched, where the chart is of its worst pair.
    var watched: String?
    /// The clock of that group, where it is of one.
    var clock: String?

    static let scripts = ["dygraph.min.js", "charts.js"]

    static let offsetWithBound = HistoryChart(
        id: "chart-bound", title: "Offset, and what bounds it", series: "offset", band: "bound", form: "duration")
    static let offset = HistoryChart(id: "chart-offset", title: "Offset", series: "offset", form: "offset")
    static let frequency = HistoryChart(
        id: "chart-frequency", title: "Frequency of the free oscillator", series: "frequency", form: "frequency")
    static let temperature = HistoryChart(
        id: "chart-temperature", title: "Temperature", series: "temperature", form: "temperature")

    /// Of one group that is watched.
    static func watch(_ group: String, number: Int) -> HistoryChart {
        HistoryChart(
            id: "chart-watch-\(number)", title: "Worst pair of \(group)", series: "apart", form: "duration",
            watched: group)
    }

    /// Of one clock of such a group.
    static func watchedClock(_ clock: String, of group: String) -> HistoryChart {
        HistoryChart(
            id: "chart-clock", title: "Offset of \(clock)", series: "offset", form: "offset", watched: group,
            clock: clock)
    }

    /// Where its figures can be had.
    private var source: String {
        guard let watched else {
            return "/api/v1/history?series=\(series)\(band.map { "," + $0 } ?? "")&format=csv"
        }
        return clock.map { Address.of("/api/v1/watch/clock", ["group": watched, "clock": $0]) }
            ?? Address.of("/api/v1/watch/history", ["group": watched])
    }

    /// Charts that show the same time, under one row of controls: a day at first.
    /// - Parameter note: what is to be known of the drawing.
    static func group(_ title: String, _ charts: [HistoryChart], note: HTML = shadeNote) -> HTML {
        """
        <section class="charts" data-hours="24" aria-labelledby="charts-heading">
        <h2 id="charts-heading">\(title)</h2>
        \(controls)
        \(note)
        \(charts.map { figure($0, hasTitle: charts.count > 1) })
        </section>
        """
    }

    private static let shadeNote: HTML = """
        <p class="note">Shaded: without a reference. What is drawn there is what was expected, not measured.</p>
        """

    private static func figure(_ chart: HistoryChart, hasTitle: Bool) -> HTML {
        let series = chart.series + (chart.band.map { "," + $0 } ?? "")
        let file = chart.watched == nil ? "CSV" : "JSON"
        return """
            <div class="chart-part">
            \(hasTitle.html("<h3>\(chart.title)</h3>"))
            <div class="chart" id="\(chart.id)" data-series="\(series)" data-form="\(chart.form)" \
            \(chart.watched.html { "data-group=\"\($0)\" " })\(chart.clock.html { "data-clock=\"\($0)\" " })\
            role="img" aria-label="\(chart.title) over time; the figures can be had as \(file) below">\
            <p class="note">The chart is drawn by a script; the figures can be had as \(file) below.</p></div>
            <p class="note"><a class="csv" href="\(chart.source)">The figures as \(file)</a> \
            <span class="chart-note" role="status"></span></p>
            </div>
            """
    }

    private static var controls: HTML {
        let ranges: [(hours: Int, name: String)] = [
            (1, "1 h"), (6, "6 h"), (24, "24 h"), (168, "7 days"), (720, "30 days"), (8766, "1 year"),
        ]
        let buttons = ranges.map { range -> HTML in
            "<button type=\"button\" class=\"quiet\" data-hours=\"\(range.hours)\">\(range.name)</button>"
        }
        let moves: [(name: String, sign: String, words: String)] = [
            ("earlier", "◀", "Earlier"), ("later", "▶", "Later"), ("in", "+", "Zoom in"),
            ("out", "\u{2212}", "Zoom out"),
        ]
        let steps = moves.map { move -> HTML in
            """
            <button type="button" class="quiet" data-move="\(move.name)" aria-label="\(move.words)">\(move.sign)</button>
            """
        }
        return "<div class=\"controls\" role=\"group\" aria-label=\"What the chart shows\">\(buttons)\(steps)</div>"
    }
}
