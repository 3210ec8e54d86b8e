// SPDX-License-Identifier: Apache-2.0

public import Appliance

extension PageRenderer {
    /// `/ptp`: what each port does, how its stamps are made, what it announces, and which other masters there are.
    public static func ptp(_ report: PTPReport, in frame: PageFrame) -> String {
        let content: HTML = """
            <section id="ptp" data-refresh="5" data-on="state" aria-label="Ports">
            \(identity(report))
            \(report.ports.map { PTPPortPart.section($0) })
            </section>
            """
        return Layout.page(Sheet(path: "/ptp", title: "PTP", content: content), in: frame)
    }

    private static func identity(_ report: PTPReport) -> HTML {
        guard !report.ports.isEmpty else {
            return """
                <p>PTP is not served. A port for each network interface that is to serve it goes into \
                <code>ptp.ports</code> of the configuration.</p>
                """
        }
        let name: HTML = report.clockIdentity.html { "The clock is called <span class=\"figure\">\($0)</span>." }
        let trouble: HTML = report.socketTrouble.html {
            "<p class=\"result\">The management socket is not there: \($0).</p>"
        }
        return "<p>\(name) Who asks is on the page <a href=\"/clients\">Clients</a>.</p>\(trouble)"
    }
}

/// One port.
enum PTPPortPart {
    static func section(_ port: PTPReport.Port) -> HTML {
        """
        <section class="card" aria-labelledby="port-\(port.number)">
        <h2 id="port-\(port.number)">Port \(port.number): \(port.interface), \(port.state)</h2>
        <p>\(port.text)\(held(port)) \(port.timestampsText)</p>
        <dl class="pairs">\(pairs(port).map(pair))</dl>
        \(masters(port.foreignMasters))
        \(messages(port))
        </section>
        """
    }

    private static func held(_ port: PTPReport.Port) -> String {
        port.secondsInState.map { " It has been so for \(Figures.duration(nanoseconds: $0 * 1e9))." } ?? ""
    }

    private static func pair(_ name: String, _ text: String) -> HTML { "<dt>\(name)</dt><dd>\(text)</dd>" }

    private static func pairs(_ port: PTPReport.Port) -> [(String, String)] {
        var pairs = [
            (
                "Profile",
                "\(port.profile), domain \(port.domain), over \(port.transport), delays by \(port.delayMechanism)"
            ),
            ("Announces", port.announced?.text ?? "nothing yet"),
        ]
        if let delay = port.linkDelayNs {
            pairs.append(("Link", "\(Figures.duration(nanoseconds: delay)) to \(port.peer ?? "a neighbour")"))
        }
        if port.unicast.isServed { pairs.append(("Unicast", port.unicast.text)) }
        let lapses = [
            ("stamps late", port.stampsLate), ("stamps lost", port.stampsLost), ("messages not sent", port.unsent),
            ("handovers", port.handovers),
        ]
        pairs.append(("Lapses", list(lapses.map { NamedCount($0.0, $0.1) })))
        pairs.append(("Refused", list(port.refused)))
        return pairs
    }

    private static func list(_ counts: [NamedCount]) -> String {
        let some = counts.filter { $0.count > 0 }.map { "\(Figures.count($0.count)) \($0.name)" }
        return some.isEmpty ? "none" : some.joined(separator: ", ")
    }

    // MARK: Tables

    private static func table(_ label: String, _ heads: [(name: String, isNumber: Bool)], _ rows: [HTML]) -> HTML {
        let cells = heads.map { head -> HTML in
            "<th scope=\"col\"\(head.isNumber.html(" class=\"number\""))>\(head.name)</th>"
        }
        return """
            <div class="scroll" tabindex="0" role="group" aria-label="\(label)"><table class="figures">\
            <caption>\(label)</caption><thead><tr>\(cells)</tr></thead><tbody>\(rows)</tbody></table></div>
            """
    }

    private static func masters(_ masters: [PTPReport.ForeignMaster]) -> HTML {
        guard !masters.isEmpty else { return "" }
        let heads = [
            ("Other masters", false), ("Address", false), ("Priorities", true), ("Class", true), ("Steps", true),
            ("Time from", false), ("Heard", true), ("Against us", false),
        ]
        return table("Other masters of the domain", heads, masters.map(row))
    }

    private static func row(_ master: PTPReport.ForeignMaster) -> HTML {
        let verdict = master.isBetter ? "better" : master.isQualified ? "not better" : "not heard often enough"
        return """
            <tr><th scope="row" class="figure">\(master.grandmaster)</th><td class="figure">\(master.address)</td>\
            <td class="number">\(master.priority1), \(master.priority2)</td><td class="number">\(master.clockClass)</td>\
            <td class="number">\(master.stepsRemoved)</td><td>\(master.timeSource)</td>\
            <td class="number">\(Figures.ago(seconds: master.secondsSinceLast) ?? Figures.unknown)</td>\
            <td>\(verdict)</td></tr>

            """
    }

    private static func messages(_ port: PTPReport.Port) -> HTML {
        let used = port.messages.filter { $0.sent > 0 || $0.received > 0 }
        guard !used.isEmpty else { return "" }
        let rows = used.map { one -> HTML in
            """
            <tr><th scope="row">\(one.type)</th><td class="number">\(Figures.count(one.sent))</td>\
            <td class="number">\(Figures.count(one.received))</td></tr>

            """
        }
        return table("Messages of port \(port.number)", [("Type", false), ("Sent", true), ("Received", true)], rows)
    }
}
