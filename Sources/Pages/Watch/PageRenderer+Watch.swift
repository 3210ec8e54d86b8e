// SPDX-License-Identifier: Apache-2.0

public import Appliance

extension PageRenderer {
    /// `/watch`: other machines' clocks: who is off, by how much, since when, and the worst pair of each group.
    public static func watch(_ report: WatchReport, in frame: PageFrame) -> String {
        let content: HTML = """
            <section id="watch" data-refresh="5" data-on="state" aria-label="Other machines' clocks">
            \(report.groups.isEmpty ? nobody : told(report))
            </section>
            \((!report.groups.isEmpty).html(charts(report)))
            \((!report.groups.isEmpty).html(words))
            """
        return Layout.page(
            Sheet(path: "/watch", title: "Watch", content: content, scripts: HistoryChart.scripts), in: frame)
    }

    /// Of the first few groups: a page of sixty charts would be read by nobody.
    private static func charts(_ report: WatchReport) -> HTML {
        let groups = report.groups.prefix(8).map(\.group)
        return HistoryChart.group(
            "How far apart they were", groups.enumerated().map { HistoryChart.watch($1, number: $0) },
            note: """
                <p class="note">The worst pair of each minute; the band is how far that may be wrong. Who they were is in \
                the figures.</p>
                """)
    }

    private static let nobody: HTML = """
        <p>No other machine's clock is watched. Groups of them go into <code>watch</code> of the configuration, each \
        with a name and its machines: addresses, names or networks.</p>
        """

    private static func told(_ report: WatchReport) -> HTML {
        """
        \(report.trouble.html { "<p class=\"result\">Nobody is measured: \($0).</p>" })\
        \((report.ownErrorBoundNs == nil).html("<p class=\"note\">\(WatchReport.ownTimeText)</p>"))\
        \(report.groups.enumerated().map { WatchPart.group($1, number: $0) })\
        \(report.nodes.isEmpty ? "" : WatchPart.table(report.nodes))
        """
    }

    private static let words: HTML = """
        <section aria-labelledby="states-heading"><h2 id="states-heading">What the states say</h2>
        <dl class="pairs">
        <dt>within</dt><dd>The clock is certain to be within the threshold of ours.</dd>
        <dt>over</dt><dd>It was certain to be beyond it, and has not been certain to be back since.</dd>
        <dt>unclear</dt><dd>Which of the two cannot be told: what was measured is too uncertain or too old, or our own \
        time is.</dd>
        <dt>silent</dt><dd>It does not answer: nothing is known of it.</dd>
        <dt>unsynchronised</dt><dd>It says itself that nothing keeps it.</dd>
        <dt>unresolved</dt><dd>Name servers have no address for it, or it cannot be asked.</dd>
        <dt>refusing</dt><dd>It answers that it does not want to be asked.</dd></dl>
        <p class="note">Offset is its clock − ours. The threshold is 50 ms unless it is set otherwise. etcd itself warns of \
        members whose clocks differ by more than 1 s; its election timeout of 1 s is each member's own timer's.</p></section>
        """
}

enum WatchPart {
    static func group(_ group: WatchReport.Group, number: Int) -> HTML {
        """
        <section class="card" aria-labelledby="group-\(number)">
        <h2 id="group-\(number)">\(group.group)</h2>
        <p>\(group.text)</p>
        <dl class="pairs"><dt>Watched</dt><dd>\(group.heading)</dd>\(group.worst.html(pair))</dl>
        </section>
        """
    }

    private static func pair(_ worst: WatchReport.Pair) -> HTML {
        let (least, most) = (Figures.duration(nanoseconds: worst.leastNs), Figures.duration(nanoseconds: worst.mostNs))
        return """
            <dt>Worst pair</dt><dd>\(worst.ahead) is \(Figures.duration(nanoseconds: worst.distanceNs)) before \
            \(worst.behind), ± \(Figures.duration(nanoseconds: worst.uncertaintyNs)); some two are at least \(least) \
            apart, none more than \(most)</dd>
            """
    }

    static func table(_ nodes: [WatchReport.Node]) -> HTML {
        let heads = ["Clock", "Group", "State", "Since", "Offset", "±", "Delay", "Stratum", "Heard", "In words"]
        return """
            <div class="scroll" tabindex="0" role="group" aria-label="Clocks"><table class="figures">\
            <caption>\(Figures.count(nodes.count, of: "clock"))</caption><thead><tr>\
            \(heads.map { "<th scope=\"col\">\($0)</th>" as HTML })</tr></thead><tbody>\(nodes.map(row))</tbody>\
            </table></div>
            """
    }

    /// Where it is shown how far it was off before.
    private static func past(_ node: WatchReport.Node) -> String {
        Address.of("/watch/clock", ["group": node.group, "clock": node.name])
    }

    private static func row(_ node: WatchReport.Node) -> HTML {
        let figures: [String] = [
            node.group, node.state, node.since.map { Figures.moment($0) } ?? "–",
            node.offsetNs.map { Figures.offset(nanoseconds: $0) } ?? "–",
            node.uncertaintyNs.map { Figures.duration(nanoseconds: $0) } ?? "–",
            node.delayNs.map { Figures.duration(nanoseconds: $0) } ?? "–",
            node.protocol == "ptp" ? "PTP" : node.stratum.map { "\($0)" } ?? "–",
            Figures.ago(seconds: node.secondsSinceReply) ?? "never",
        ]
        let isFine = node.state == "within" || node.state == "waiting"
        return """
            <tr\((!isFine).html(" class=\"chosen\""))><th scope="row" class="figure">\
            <a href="\(past(node))">\(node.name)</a></th>\
            \(figures.map { "<td>\($0)</td>" as HTML })<td class="words">\(node.text)</td></tr>

            """
    }
}
