// SPDX-License-Identifier: Apache-2.0

import Appliance

/// Pages as text: complete and readable before any script runs.
public enum PageRenderer {
    /// `/`: whether to trust the time, why, and what to do.
    public static func overview(in frame: PageFrame) -> String {
        let status = frame.status
        let content: HTML = """
            \(AlarmsPart.section(frame.alarms, mayOperate: frame.mayOperate))
            <div class="columns">
            \(TimeOfDayPart.section(status))
            \(ClaimsPart.section(status))
            </div>
            <div id="outlook" data-refresh="10" data-on="state">
            \((status.state == "holdover").html(OutlookPart.section(HoldoverOutlook(of: frame.snapshot))))
            </div>
            \(HistoryChart.group("Offset, and what bounds it", [.offsetWithBound]))
            \(missing(status.missing))
            """
        return Layout.page(
            Sheet(path: "/", title: "Overview", content: content, hidesHeading: true, scripts: HistoryChart.scripts),
            in: frame)
    }

    private static func missing(_ sentences: [String]) -> HTML {
        guard !sentences.isEmpty else { return "" }
        let items = sentences.map { "<li>\($0)</li>" as HTML }
        return "<section><h2>What this machine lacks</h2><ul>\(items)</ul></section>"
    }
}
