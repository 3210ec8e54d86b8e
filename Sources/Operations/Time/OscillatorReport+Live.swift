// SPDX-License-Identifier: Apache-2.0

public import TimeKeeping

extension OscillatorReport {
    /// What the clock is steered by now: what the discipline has learned of its oscillator.
    public struct Live: Encodable, Sendable {
        public struct Figure: Encodable, Sendable {
            public var value: Double
            /// One standard deviation.
            public var deviation: Double
        }

        /// What is thought to move its frequency over hours and days, as shares of 1.
        public struct Shares: Encodable, Sendable {
            public var lasting: Double
            public var weather: Double
            public var temperature: Double
        }

        /// What rehearsed and real outages have taught of one horizon.
        public struct Rehearsals: Encodable, Sendable {
            public var hours: Double
            /// By how much the bound is stretched; at least 1.
            public var stretch: Double
            /// From how many independent ones.
            public var count: Double
        }

        public struct Line: Encodable, Sendable {
            public var name: String
            public var text: String
        }

        /// Its white noise and its random walk of frequency, as Allan deviations; without a unit.
        public var adev1s: Double
        public var adev1h: Double
        /// How fast its frequency changes now: positive, it gets faster.
        public var changePpbPerDay: Double
        /// Amplitude of what the day does and the thermometer does not explain.
        public var swingPpb: Figure
        /// Missing: nothing is known of it.
        public var temperaturePpbPerKelvin: Figure?
        public var hasThermometer: Bool
        /// Of a reference, that it was learned from.
        public var heardHours: Double
        /// Of the pulse's stamps, one standard deviation.
        public var jitterNs: Double
        public var shares: Shares
        public var rehearsals: [Rehearsals]
        /// All of it in words.
        public var lines: [Line]
    }
}

extension OscillatorReport.Live {
    init(_ facts: OscillatorFacts) {
        (adev1s, adev1h) = (facts.whiteNoise, facts.walkNoise)
        (changePpbPerDay, swingPpb) = (facts.change * 1e9, .init(facts.swing))
        (temperaturePpbPerKelvin, hasThermometer) = (facts.warmth.map(Figure.init), facts.hasThermometer)
        (heardHours, jitterNs) = (facts.heard / 3600, facts.jitter * 1e9)
        shares = Shares(
            lasting: facts.shares.lasting, weather: facts.shares.weather, temperature: facts.shares.aided)
        rehearsals = facts.stretches.all.map {
            Rehearsals(hours: $0.span / 3600, stretch: $0.factor, count: $0.count)
        }
        lines = facts.lines.map { Line(name: $0.name, text: $0.text) }
    }
}

extension OscillatorReport.Live.Figure {
    /// In parts per 10⁹.
    fileprivate init(_ figure: OscillatorFacts.Figure) {
        self.init(value: figure.value * 1e9, deviation: figure.deviation * 1e9)
    }
}

// MARK: In words

extension OscillatorFacts {
    /// What was learned, each with what it is called.
    public var lines: [(name: String, text: String)] {
        [
            ("restlessness", noiseText), ("by day", swingText), ("per kelvin", warmthText), ("moved by", sharesText),
            ("rehearsed", rehearsalText),
        ]
    }

    private var noiseText: String {
        "ADEV \(ClockReport.scientific(whiteNoise)) over 1 s (white), \(ClockReport.scientific(walkNoise)) over 1 h (walk)"
    }

    private var swingText: String {
        "swings by \(OscillatorLaw.figure(swing.value * 1e9)) ppb, \(Self.margin(swing)); "
            + "changes by \(OscillatorLaw.signed(change * 1e9 / 24)) ppb an hour now"
    }

    private var warmthText: String {
        guard let warmth else { return hasThermometer ? "not learned yet" : "no thermometer is heard" }
        return "\(OscillatorLaw.signed(warmth.value * 1e9)) ppb, \(Self.margin(warmth))"
            + (hasThermometer ? "" : "; no thermometer is heard now")
    }

    private static func margin(_ figure: Figure) -> String { "σ \(OscillatorLaw.figure(figure.deviation * 1e9)) ppb" }

    private var sharesText: String {
        let percent = { (share: Double) in "\(Int((share * 100).rounded())) %" }
        let days = OscillatorLaw.figure(heard / 86_400)
        return "what lasts \(percent(shares.lasting)), weather \(percent(shares.weather)), "
            + "the thermometer's warmth \(percent(shares.aided)); from \(days) d"
    }

    private var rehearsalText: String {
        guard stretches.all.contains(where: { $0.count > 0 }) else { return "no outage yet" }
        let each = stretches.all.map {
            "× \(OscillatorLaw.figure($0.factor)) at \(Int($0.span / 3600)) h (of \(OscillatorLaw.figure($0.count)))"
        }
        return "the bound is stretched " + each.joined(separator: ", ")
    }
}

extension OscillatorFacts.Stretches {
    fileprivate var all: [OscillatorFacts.Stretch] { [short, middle, long] }
}
