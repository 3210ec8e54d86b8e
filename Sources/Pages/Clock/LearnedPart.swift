// SPDX-License-Identifier: Apache-2.0

import Appliance

/// What is known of the oscillator, and how earlier outages went.
enum LearnedPart {
    static func section(_ facts: ClockFacts, _ status: StatusReport) -> HTML {
        let rows: [(String, String)] = [
            ("Frequency", Figures.frequency(ppb: status.frequencyPpb)),
            ("Drift", facts.driftPpbPerDay.map { Figures.frequency(ppb: $0) + " a day" } ?? "not learned yet"),
            (
                "By temperature",
                facts.temperaturePpbPerKelvin.map { Figures.frequency(ppb: $0) + " per K" } ?? "not learned yet"
            ),
        ]
        let pairs = rows.map { "<dt>\($0.0)</dt><dd class=\"figure\">\($0.1)</dd>" as HTML }
        return """
            <section id="oscillator" data-refresh="30" aria-labelledby="oscillator-heading">
            <h2 id="oscillator-heading">Oscillator, as learned</h2><dl class="pairs">\(pairs)</dl></section>
            """
    }

    static func outages(_ outages: [ClockFacts.PastOutage]) -> HTML {
        let heading: HTML = "<h2 id=\"outages-heading\">Past outages: promised, and what it was</h2>"
        guard !outages.isEmpty else {
            return "<section aria-labelledby=\"outages-heading\">\(heading)<p>There was none yet.</p></section>"
        }
        return """
            <section aria-labelledby="outages-heading">\(heading)
            <div class="scroll" tabindex="0" role="group" aria-label="Past outages"><table class="figures"><thead><tr>\
            <th scope="col">When</th><th scope="col">For</th><th scope="col">Promised bound</th>\
            <th scope="col">Found</th><th scope="col">Kept</th></tr></thead><tbody>\(outages.map(row))</tbody></table></div>
            </section>
            """
    }

    private static func row(_ outage: ClockFacts.PastOutage) -> HTML {
        let isKept = outage.actualNs.magnitude <= outage.predictedNs
        return """
            <tr><th scope="row">\(outage.when)</th><td>\(Figures.duration(nanoseconds: outage.seconds * 1e9))</td>\
            <td>\(Figures.duration(nanoseconds: outage.predictedNs))</td>\
            <td>\(Figures.offset(nanoseconds: outage.actualNs))</td><td>\(isKept ? "yes" : "no")</td></tr>
            """
    }
}

/// Places for the stability's charts.
enum StabilityPart {
    static let section: HTML = """
        <section id="stability" class="chart-part" aria-labelledby="stability-heading">
        <h2 id="stability-heading">Stability</h2>
        <div class="row"><div class="field"><label for="stability-hours">Computed from the last</label>
        <select id="stability-hours"><option value="1">hour</option><option value="6">6 hours</option>\
        <option value="24" selected="selected">24 hours</option></select></div></div>
        <p class="note chart-note" aria-live="polite">The charts are drawn by a script; the figures can be had \
        <a href="/api/v1/stability?hours=24">as data</a>.</p>
        <div class="columns three">\(place("adev", "Allan deviation, ADEV"))\(place("tdev", "Time deviation, TDEV"))\
        \(place("mtie", "Largest time interval error, MTIE"))</div>
        <ul class="plain verdicts"></ul>
        </section>
        """

    private static func place(_ measure: String, _ title: String) -> HTML {
        """
        <figure><figcaption>\(title) over τ</figcaption>\
        <div class="chart" data-measure="\(measure)" role="img" aria-label="\(title) over observation time"></div></figure>
        """
    }
}
