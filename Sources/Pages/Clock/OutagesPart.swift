// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// What was promised for times without a reference, and what it was.
enum OutagesPart {
    static func section(_ facts: ClockFacts) -> HTML {
        """
        <section id="outages" data-refresh="30" data-on="state" aria-labelledby="outages-heading">
        <h2 id="outages-heading">Past outages: promised, and what it was</h2>
        <p>\(facts.outageSummary)</p>
        \((!facts.pastOutages.isEmpty).html(table(facts.pastOutages)))
        </section>
        """
    }

    private static let columns = [
        "Began", "Because", "Lasted", "Promised at its beginning", "Promised at its end", "Found", "Kept",
    ]

    private static func table(_ outages: [ClockFacts.PastOutage]) -> HTML {
        let head = columns.map { "<th scope=\"col\">\($0)</th>" as HTML }
        return """
            <p class="note">The clock runs on what was learned while its reference is away. What is promised is how wrong \
            it may be at most; what is found is how far it was from the first pulses that were believed again.</p>
            <div class="scroll" tabindex="0" role="group" aria-label="Past outages"><table class="figures">\
            <thead><tr>\(head)</tr></thead><tbody>\(outages.map(row))</tbody></table></div>
            <p class="note"><a href="/api/v1/outages?format=csv">All that are kept, as CSV</a></p>
            """
    }

    private static func row(_ outage: ClockFacts.PastOutage) -> HTML {
        """
        <tr><th scope="row" class="inline">\(Figures.moment(outage.began))</th><td class="words short">\(outage.cause)</td><td>\(lasted(outage))</td>\
        <td>\(bound(outage.predictedNs))</td><td>\(bound(outage.promisedNs))</td>\(found(outage))</tr>
        """
    }

    private static func lasted(_ outage: ClockFacts.PastOutage) -> String {
        var text = outage.seconds.map { Figures.duration(nanoseconds: $0 * 1e9) } ?? ""
        if let given = outage.gaveUpAfter { text += " (given up after \(Figures.duration(nanoseconds: given * 1e9)))" }
        if let warming = outage.warming, warming.magnitude >= 0.5 {
            text += ", \(Figures.signed(warming, decimals: 1)) K"
        }
        return text
    }

    private static func bound(_ nanoseconds: Double?) -> String {
        nanoseconds.map { "± " + Figures.duration(nanoseconds: $0) } ?? ""
    }

    private static func found(_ outage: ClockFacts.PastOutage) -> HTML {
        guard let found = outage.foundNs else {
            return "<td colspan=\"2\" class=\"words short\">\(outage.notFound ?? "not found")</td>"
        }
        let margin = outage.uncertaintyNs.map { ", ± " + Figures.duration(nanoseconds: $0) } ?? ""
        let kept = outage.isKept.map { $0 ? "yes" : "no" } ?? "too close to say"
        return "<td>\(Figures.offset(nanoseconds: found))\(margin)</td><td>\(kept)</td>"
    }
}
