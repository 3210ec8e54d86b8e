// SPDX-License-Identifier: Apache-2.0

import Appliance

/// Who asks for the time by PTP.
enum PTPClientsPart {
    /// Nothing where PTP is not served.
    static func section(_ report: ClientsReport, ports: Int) -> HTML {
        guard ports > 0 else { return "" }
        return """
            <section id="ptp-clients" data-refresh="2" aria-labelledby="ptp-clients-heading">
            <h2 id="ptp-clients-heading">PTP</h2>
            <p>What each port does is on the page <a href="/ptp">PTP</a>.</p>
            \(report.ptp.isEmpty ? "<p>No client has asked yet.</p>" : table(report))
            </section>
            """
    }

    private static func table(_ report: ClientsReport) -> HTML {
        let total = report.ptpKnown > report.ptp.count ? ", of \(Figures.count(report.ptpKnown)) in all" : ""
        return """
            <div class="scroll" tabindex="0" role="group" aria-label="PTP clients"><table class="figures">\
            <caption>\(Figures.count(report.ptp.count, of: "client"))\(total)</caption><thead><tr>\
            <th scope="col">Clock</th><th scope="col">Address</th><th scope="col">Port</th>\
            <th scope="col" class="number">Granted per second</th>\
            <th scope="col" class="number">Requests per second</th>\
            <th scope="col" class="number">Answered</th><th scope="col" class="number">Refused</th>\
            <th scope="col" class="number">Offset</th><th scope="col">State</th>\
            <th scope="col">Last seen</th></tr></thead><tbody>\(report.ptp.map(row))</tbody></table></div>
            """
    }

    private static func row(_ client: ClientsReport.PTPClient) -> HTML {
        let granted = [client.announcePerSecond, client.syncPerSecond, client.delayResponsePerSecond]
            .compactMap(\.self).reduce(0, +)
        return """
            <tr><th scope="row" class="figure">\(client.identity)</th><td class="figure">\(client.address)</td>\
            <td>\(client.interface)</td>\
            <td class="number">\(granted == 0 ? "–" : Figures.decimal(granted, decimals: 1))</td>\
            <td class="number">\(Figures.decimal(client.delayRequestsPerSecond, decimals: 1))</td>\
            <td class="number">\(Figures.count(client.answered))</td>\
            <td class="number">\(Figures.count(client.refused))</td>\
            <td class="number">\(client.offsetNs.map { Figures.offset(nanoseconds: $0) } ?? "–")</td>\
            <td>\(client.state ?? "–")</td><td>\(Figures.moment(client.lastSeen))</td></tr>

            """
    }
}
