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
    var hours = 24
    var hasControls = true

    static let scripts = ["dygraph.min.js", "charts.js"]

    static let offsetOfADay = HistoryChart(
        id: "chart-offset", title: "Offset, and what bounds it", series: "offset", band: "bound", form: "duration")

    static func figure(_ chart: HistoryChart) -> HTML {
        let series = chart.series + (chart.band.map { "," + $0 } ?? "")
        return """
            <section class="chart-part" aria-labelledby="\(chart.id)-heading">
            <h2 id="\(chart.id)-heading">\(chart.title)</h2>
            \(chart.hasControls.html(controls))
            <div class="chart" id="\(chart.id)" data-series="\(series)" data-form="\(chart.form)" data-hours="\(chart.hours)" \
            role="img" aria-label="\(chart.title) over time; the figures can be had as CSV below">\
            <p class="note">The chart is drawn by a script; the figures can be had as CSV below.</p></div>
            <p class="note chart-note" aria-live="off"></p>
            <p><a class="csv" href="/api/v1/history?series=\(series)&amp;format=csv">The figures as CSV</a></p>
            </section>
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
            ("earlier", "◀", "Earlier"), ("later", "▶", "Later"), ("in", "+", "Zoom in"), ("out", "\u{2212}", "Zoom out"),
        ]
        let steps = moves.map { move -> HTML in
            """
            <button type="button" class="quiet" data-move="\(move.name)" aria-label="\(move.words)">\(move.sign)</button>
            """
        }
        return "<div class=\"controls\" role=\"group\" aria-label=\"What the chart shows\">\(buttons)\(steps)</div>"
    }
}
