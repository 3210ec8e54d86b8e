// SPDX-License-Identifier: Apache-2.0

public import Appliance
import TimeBase
public import TimeKeeping

/// What `GET /api/v1/oscillator` tells: how the oscillator goes, as learned from the history.
public struct OscillatorReport: Encodable, Sendable {
    public struct Slope: Encodable, Sendable {
        public var value: Double
        /// The truth is within value ± margin some nineteen times of twenty; `null`: nothing is known of it.
        @Nullable public var margin: Double?
        /// Whether it is to be relied on.
        public var isLearned: Bool
        /// In words: the figures, or what is missing.
        public var text: String
    }

    /// Of the free-running oscillator, in parts per 10⁹: positive, it runs fast. `null`: it is not known now.
    @Nullable public var frequencyPpb: Double?
    /// Positive: it gets faster.
    public var driftPpbPerDay: Slope?
    /// Positive: warmth makes it faster. Missing: no temperature is measured.
    public var temperaturePpbPerKelvin: Slope?
    /// What neither explains, root mean square.
    @Nullable public var residualPpb: Double?
    /// What it was learned from.
    public var spanHours: Double
    public var samples: Int
    public var sampleSeconds: Double
    @Nullable public var temperatureSpanKelvin: Double?
    public var text: String
    /// What the clock is steered by now; `nil`, and left out, before anything was learned.
    public var live: Live?

    public init(_ law: OscillatorLaw, now snapshot: ApplianceSnapshot) {
        frequencyPpb = snapshot.state.isTrustworthy ? snapshot.state.frequency * 1e9 : nil
        driftPpbPerDay = law.drift.map { Slope($0, text: law.driftText) }
        temperaturePpbPerKelvin = law.temperature.map { Slope($0, text: law.temperatureText ?? "") }
        (residualPpb, temperatureSpanKelvin) = (law.residual, law.temperatureSpan)
        (spanHours, samples) = (law.span / 3600, law.samples)
        sampleSeconds = law.length
        text = law.basis
        live = snapshot.oscillator.map(Live.init)
    }
}

extension OscillatorReport.Slope {
    fileprivate init(_ slope: OscillatorLaw.Slope, text: String) {
        self.init(
            value: slope.value, margin: slope.margin.isFinite ? slope.margin : nil, isLearned: slope.doubt == nil,
            text: text)
    }
}

// MARK: In words

extension OscillatorLaw {
    /// "+1.20 ppb a day, ± 0.30 ppb"
    public var driftText: String {
        guard let drift else { return "not learned yet: there is too little history" }
        return words(drift, per: "a day")
    }

    /// `nil` where no temperature is measured.
    public var temperatureText: String? { temperature.map { words($0, per: "per K") } }

    /// "From 52 h of history; what neither drift nor temperature explains is 0.12 ppb (RMS)."
    public var basis: String {
        guard let residual else { return "There is too little history to learn from." }
        let what = temperature == nil ? "the drift does not explain" : "neither explains"
        return
            "Learned from \(hours) of history, in \(samples) means of \(length < 3600 ? "ten minutes" : "an hour"); what \(what) is "
            + "\(Self.figure(residual)) ppb (RMS). Outages are left out."
    }

    private func words(_ slope: Slope, per unit: String) -> String {
        let figures = "\(Self.signed(slope.value)) ppb \(unit), ± \(Self.figure(slope.margin)) ppb"
        switch slope.doubt {
        case nil: return figures
        case .tooShort: return "not learned yet: it takes 6 h of history, and there are \(hours)"
        case .tooSteady:
            let span = Self.figure(temperatureSpan ?? 0)
            return "not learned yet: the temperature has changed by \(span) K only, and it takes 1 K"
        case .tooUncertain: return "not learned yet: so far it is \(figures)"
        }
    }

    private var hours: String { span < 36_000 ? "\(Self.figure(span / 3600)) h" : "\(Int(span / 3600)) h" }

    static func signed(_ value: Double) -> String {
        (value < 0 ? "\u{2212}" : "+") + figure(value.magnitude)
    }

    /// To two decimals below 10, to one below 100, else whole.
    static func figure(_ value: Double) -> String {
        guard value.magnitude < 1e9 else { return "much" }
        let decimals = value.magnitude < 9.995 ? 100.0 : value.magnitude < 99.95 ? 10 : 1
        let rounded = (value * decimals).rounded() / decimals
        return decimals == 1 ? "\(Int(rounded))" : "\(rounded)"
    }
}
