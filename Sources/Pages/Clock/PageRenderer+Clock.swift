// SPDX-License-Identifier: Apache-2.0

import Appliance

extension PageRenderer {
    /// `/clock`: how the clock and its oscillator behave over time.
    public static func clock(_ facts: ClockFacts, in frame: PageFrame) -> String {
        let content: HTML = """
            \(HistoryChart.group("Over time", [.offset, .frequency] + (facts.hasTemperature ? [.temperature] : [])))
            \(StabilityPart.section)
            <div class="columns">
            \(LearnedPart.section(facts, frame.status))
            <div id="outlook" data-refresh="10" data-on="state">
            \(OutlookPart.section(HoldoverOutlook(of: frame.snapshot)))</div>
            </div>
            \(OutagesPart.section(facts))
            """
        return Layout.page(
            Sheet(path: "/clock", title: "Clock", content: content, scripts: HistoryChart.scripts), in: frame)
    }
}
