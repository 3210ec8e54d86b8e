// SPDX-License-Identifier: Apache-2.0

import Appliance

/// What is measured, and what clients are told.
enum ClaimsPart {
    static func section(_ status: StatusReport) -> HTML {
        """
        <section id="claims" class="card" aria-label="Clock and claims">
        <dl class="tiles">
        \(tile("Offset", status.offsetNs.map { Figures.offset(nanoseconds: $0) } ?? "not measured", live: "offsetNs", as: "offset"))
        \(tile("Oscillator", Figures.frequency(ppb: status.frequencyPpb), live: "frequencyPpb", as: "frequency"))
        \(tile("Satellites used", satellites(status.receiver), live: "receiver", as: "satellites"))
        \(tile("Stratum", "\(status.stratum)", live: "stratum", as: "text"))
        \(tile("Reference", status.referenceId, live: "referenceId", as: "text"))
        \(tile("PTP class", "\(status.ptpClockClass)", live: "ptpClockClass", as: "text"))
        \(tile("NTP answered", Figures.count(status.ntp.answered), live: "ntp.answered", as: "count"))
        \((status.ptp.ports > 0).html(tile("PTP masters", "\(status.ptp.masters)", live: "ptp.masters", as: "count")))
        \(tile("In this state for", held(status), live: "since", as: "since"))
        </dl>
        \(followers(status.followers))
        </section>
        """
    }

    private static func tile(_ name: String, _ value: String, live path: String, as form: String) -> HTML {
        """
        <div><dt>\(name)</dt><dd class="figure" data-live="\(path)" data-as="\(form)">\(value)</dd></div>
        """
    }

    private static func satellites(_ receiver: StatusReport.Receiver) -> String {
        "\(receiver.satellitesUsed) of \(receiver.satellitesInView)"
    }

    private static func held(_ status: StatusReport) -> String {
        Figures.elapsed(from: status.since, to: status.time.utc)
    }

    private static func followers(_ followers: [StatusReport.Follower]) -> HTML {
        guard !followers.isEmpty else { return "" }
        let items = followers.map { "<li>\($0.phrase)</li>" as HTML }
        return "<h3>Clocks that follow</h3><ul class=\"plain figure\">\(items)</ul>"
    }
}
