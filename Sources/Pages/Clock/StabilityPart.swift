// SPDX-License-Identifier: Apache-2.0

/// Places for the stability's charts.
enum StabilityPart {
    static let section: HTML = """
        <section id="stability" class="chart-part" aria-labelledby="stability-heading">
        <h2 id="stability-heading">Stability</h2>
        <div class="row"><div class="field"><label for="stability-hours">Computed from the last</label>
        <select id="stability-hours"><option value="1">hour</option><option value="6">6 hours</option>\
        <option value="24" selected="selected">24 hours</option><option value="steered">week, second by second</option>\
        <option value="freeRunning">week, of the oscillator alone</option></select></div></div>
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
