// SPDX-License-Identifier: Apache-2.0

import Appliance

/// What a receiver may tell beyond the snapshot; `nil` where it does not.
public struct SkyFacts: Hashable, Sendable {
    /// One phrase: "running for 12 min, 1.8 m so far".
    public var survey: String?
    /// "ok", "warning", "critical".
    public var spoofing: String?
    /// The receiver's own estimate of its time's error, in nanoseconds.
    public var timeAccuracyNs: Double?
    /// What the receiver says of leap seconds, one phrase.
    public var leapNotice: String?
    /// Pulse − clock at the last pulse, in nanoseconds.
    public var pulseResidualNs: Double?

    public init(
        survey: String? = nil, spoofing: String? = nil, timeAccuracyNs: Double? = nil, leapNotice: String? = nil,
        pulseResidualNs: Double? = nil
    ) {
        (self.survey, self.spoofing, self.timeAccuracyNs) = (survey, spoofing, timeAccuracyNs)
        (self.leapNotice, self.pulseResidualNs) = (leapNotice, pulseResidualNs)
    }
}

extension PageRenderer {
    /// `/sky`: what the receiver sees, and what it says of itself.
    public static func sky(_ facts: SkyFacts, in frame: PageFrame) -> String {
        let (status, satellites) = (frame.status, frame.snapshot.receiver.satellites)
        let content: HTML = """
            <div class="columns" id="sky" data-refresh="5" data-on="state">
            <section class="card" aria-label="Sky">\(SkyPlot.picture(satellites))</section>
            <section class="card" aria-labelledby="receiver-heading"><h2 id="receiver-heading">Receiver</h2>
            \(SkyFactsPart.list(facts, status, frame.snapshot.receiver))
            </section>
            </div>
            <section id="strengths" data-refresh="5" aria-labelledby="strengths-heading">
            <h2 id="strengths-heading">Signal strengths, C/N<sub>0</sub> in dB-Hz</h2>
            \(StrengthBars.picture(satellites))
            </section>
            <section id="satellites" data-refresh="5" aria-labelledby="satellites-heading">
            <h2 id="satellites-heading">Satellites</h2>
            \(SatelliteTable.table(StrengthBars.sorted(satellites)))
            </section>
            """
        return Layout.page(Sheet(path: "/sky", title: "Sky", content: content), in: frame)
    }
}
