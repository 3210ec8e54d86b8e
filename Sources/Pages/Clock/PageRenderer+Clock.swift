// SPDX-License-Identifier: Apache-2.0

import Appliance

/// What was learned of the clock, beyond the snapshot; `nil` where nothing was.
public struct ClockFacts: Hashable, Sendable {
    /// How an outage went that is over.
    public struct PastOutage: Hashable, Sendable {
        /// One phrase: when, and why.
        public var when: String
        /// How long, in seconds.
        public var seconds: Double
        /// The bound as predicted for its end, in nanoseconds.
        public var predictedNs: Double
        /// Clock − reference when the reference came back, in nanoseconds.
        public var actualNs: Double

        public init(when: String, seconds: Double, predictedNs: Double, actualNs: Double) {
            (self.when, self.seconds, self.predictedNs, self.actualNs) = (when, seconds, predictedNs, actualNs)
        }
    }

    /// How the oscillator's frequency drifts, in parts in 10⁹ a day: positive, it gets faster.
    public var driftPpbPerDay: Double?
    /// How far its frequency follows the temperature, in parts in 10⁹ per kelvin.
    public var temperaturePpbPerKelvin: Double?
    public var pastOutages: [PastOutage]
    /// Whether a temperature is measured.
    public var hasTemperature: Bool

    public init(
        driftPpbPerDay: Double? = nil, temperaturePpbPerKelvin: Double? = nil, pastOutages: [PastOutage] = [],
        hasTemperature: Bool = false
    ) {
        (self.driftPpbPerDay, self.temperaturePpbPerKelvin) = (driftPpbPerDay, temperaturePpbPerKelvin)
        (self.pastOutages, self.hasTemperature) = (pastOutages, hasTemperature)
    }
}

extension PageRenderer {
    /// `/clock`: how the clock and its oscillator behave over time.
    public static func clock(_ facts: ClockFacts, in frame: PageFrame) -> String {
        let content: HTML = """
            \(HistoryChart.group("Over time", [.offset, .frequency] + (facts.hasTemperature ? [.temperature] : [])))
            \(StabilityPart.section)
            <div class="columns">
            \(LearnedPart.section(facts, frame.status))
            <div id="outlook" data-refresh="10" data-on="state">
            \(OutlookPart.section(HoldoverOutlook(of: frame.snapshot)))</div>
            </div>
            \(LearnedPart.outages(facts.pastOutages))
            """
        return Layout.page(
            Sheet(path: "/clock", title: "Clock", content: content, scripts: HistoryChart.scripts), in: frame)
    }
}
