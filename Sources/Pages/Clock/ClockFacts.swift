// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What was learned of the clock, beyond the snapshot.
public struct ClockFacts: Hashable, Sendable {
    /// How an outage went.
    public struct PastOutage: Hashable, Sendable {
        public var began: UTCInstant
        /// A clause: "the receiver lost its fix".
        public var cause: String
        /// How long, in seconds; `nil`: it runs, or that is not known.
        public var seconds: Double?
        /// The bound for its end as promised at its beginning, and as claimed right before its end, in nanoseconds.
        public var predictedNs: Double?
        public var promisedNs: Double?
        /// Clock − reference when the reference came back, and how far that may be off, in nanoseconds.
        public var foundNs: Double?
        public var uncertaintyNs: Double?
        /// Whether it was within what was promised; `nil`: that cannot be told.
        public var isKept: Bool?
        /// Why nothing was found; `nil` where it was.
        public var notFound: String?
        /// After how many seconds the time was given up; `nil`: it was not.
        public var gaveUpAfter: Double?
        /// How much warmer it was at its end, in kelvins.
        public var warming: Double?

        public init(
            began: UTCInstant, cause: String, seconds: Double? = nil, predictedNs: Double? = nil,
            promisedNs: Double? = nil, foundNs: Double? = nil, uncertaintyNs: Double? = nil, isKept: Bool? = nil
        ) {
            (self.began, self.cause, self.seconds) = (began, cause, seconds)
            (self.predictedNs, self.promisedNs) = (predictedNs, promisedNs)
            (self.foundNs, self.uncertaintyNs, self.isKept) = (foundNs, uncertaintyNs, isKept)
        }
    }

    /// One thing that was learned.
    public struct Line: Hashable, Sendable {
        public var name: String
        public var text: String

        public init(_ name: String, _ text: String) { (self.name, self.text) = (name, text) }
    }

    /// How the oscillator's frequency drifts: the figures with their margin, or what is missing to know them.
    public var drift = "not learned yet"
    /// The same of how it follows the temperature; `nil`: none is measured.
    public var temperature: String?
    /// What the clock is steered by now: what it is called, and the figures in words.
    public var live: [Line] = []
    /// A sentence: what it was learned from.
    public var basis: String?
    /// The latest first.
    public var pastOutages: [PastOutage]
    /// A sentence: how often promises were kept.
    public var outageSummary: String
    /// Whether a temperature is measured.
    public var hasTemperature: Bool

    public init(
        pastOutages: [PastOutage] = [], outageSummary: String = "There was none yet.", hasTemperature: Bool = false
    ) {
        (self.pastOutages, self.outageSummary) = (pastOutages, outageSummary)
        self.hasTemperature = hasTemperature
    }
}
