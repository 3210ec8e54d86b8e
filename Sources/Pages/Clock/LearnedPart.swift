// SPDX-License-Identifier: Apache-2.0

import Appliance

/// What is known of the oscillator.
enum LearnedPart {
    static func section(_ facts: ClockFacts, _ status: StatusReport) -> HTML {
        let now: [(String, String)] = [
            ("Frequency", Figures.frequency(ppb: status.frequencyPpb)), ("Drift", facts.drift),
            ("By temperature", facts.temperature ?? "no temperature is measured"),
        ]
        let rows = now + facts.live.map { ($0.name, $0.text) }
        let pairs = rows.map { "<dt>\($0.0)</dt><dd class=\"figure\">\($0.1)</dd>" as HTML }
        let basis = facts.basis.map { "<p class=\"note\">\($0)</p>" as HTML } ?? ""
        return """
            <section id="oscillator" data-refresh="30" aria-labelledby="oscillator-heading">
            <h2 id="oscillator-heading">Oscillator, as learned</h2><dl class="pairs">\(pairs)</dl>
            \(basis)</section>
            """
    }
}
