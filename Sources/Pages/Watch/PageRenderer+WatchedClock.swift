// SPDX-License-Identifier: Apache-2.0

public import Appliance

extension PageRenderer {
    /// `/watch/clock`: one of the clocks of `/watch`, now and before.
    public static func watchedClock(
        _ clock: String, of group: String, _ report: WatchReport, in frame: PageFrame
    ) -> String {
        let nodes = report.nodes.filter { ($0.group, $0.name) == (group, clock) }
        let content: HTML = """
            <p><a href="/watch">All clocks that are watched</a></p>
            <section id="watched-clock" data-refresh="5" data-on="state" aria-label="This clock now">
            \(nodes.isEmpty ? nobody(clock, group) : WatchPart.table(nodes))
            </section>
            \((!clock.isEmpty).html(chart(clock, of: group)))
            """
        let title = clock.isEmpty ? "A watched clock" : "\(clock) in \(group)"
        return Layout.page(
            Sheet(path: "/watch", title: title, content: content, scripts: HistoryChart.scripts), in: frame)
    }

    private static func chart(_ clock: String, of group: String) -> HTML {
        HistoryChart.group(
            "How far it was off", [.watchedClock(clock, of: group)],
            note: """
                <p class="note">Of each ten minutes; the band is between the least and the most that it can have been off. \
                Where there is none it was not measured.</p>
                """)
    }

    private static func nobody(_ clock: String, _ group: String) -> HTML {
        """
        <p>No clock of the name “\(clock)” is watched in “\(group)” now. What was measured of it before is kept.</p>
        """
    }
}
