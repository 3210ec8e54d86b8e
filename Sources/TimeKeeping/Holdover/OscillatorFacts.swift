// SPDX-License-Identifier: Apache-2.0

/// What a discipline has learned of its oscillator. All frequencies are fractional.
public struct OscillatorFacts: Sendable, BitwiseCopyable, Hashable {
    /// A figure with its standard deviation, as the model has it.
    public struct Figure: Sendable, BitwiseCopyable, Hashable {
        public var value: Double
        public var deviation: Double

        public init(_ value: Double, deviation: Double) { (self.value, self.deviation) = (value, deviation) }
    }

    /// What is thought to move the frequency over hours and days, as shares of one.
    public struct Shares: Sendable, BitwiseCopyable, Hashable {
        /// The day, and a walk that lasts.
        public var lasting = 0.0
        /// The day, and weather that passes.
        public var weather = 0.0
        /// What the thermometer tells, beside other things.
        public var aided = 0.0

        public init(lasting: Double = 0, weather: Double = 0, aided: Double = 0) {
            (self.lasting, self.weather, self.aided) = (lasting, weather, aided)
        }
    }

    /// What rehearsed and real outages have taught of a horizon.
    public struct Stretch: Sendable, BitwiseCopyable, Hashable {
        /// The horizon, s.
        public var span: Double
        /// By how much the model's own deviation is stretched in the bound; at least 1.
        public var factor: Double
        /// From how many independent outages, rehearsed or real.
        public var count: Double

        public init(span: Double, factor: Double, count: Double) {
            (self.span, self.factor, self.count) = (span, factor, count)
        }
    }

    /// One for each horizon, the shortest first.
    public struct Stretches: Sendable, BitwiseCopyable, Hashable {
        public var short, middle, long: Stretch

        public init(_ short: Stretch, _ middle: Stretch, _ long: Stretch) {
            (self.short, self.middle, self.long) = (short, middle, long)
        }
    }

    /// Its white noise of frequency, as the Allan deviation over 1 s.
    public var whiteNoise: Double
    /// Its random walk of frequency, as the Allan deviation over 1 h.
    public var walkNoise: Double
    /// How fast its frequency changes now, as expected from the day's swing and from weather that passes, per day:
    /// positive, it gets faster.
    public var change: Double
    /// The amplitude of the day's swing, as far as the thermometer does not explain it.
    public var swing: Figure
    /// What a kelvin does to its frequency, 1/K: positive, warmth makes it faster; `nil`: nothing is known of that.
    public var warmth: Figure?
    /// Whether a thermometer is listened to now.
    public var hasThermometer: Bool
    public var shares: Shares
    /// At horizons of 1, 4 and 16 h.
    public var stretches: Stretches
    /// Standard deviation of the pulse's stamps, s.
    public var jitter: Double
    /// Seconds of a reference that it was learned from.
    public var heard: Double

    public init(
        whiteNoise: Double, walkNoise: Double, change: Double, swing: Figure, warmth: Figure?, hasThermometer: Bool,
        shares: Shares, stretches: Stretches, jitter: Double, heard: Double
    ) {
        (self.whiteNoise, self.walkNoise, self.change) = (whiteNoise, walkNoise, change)
        (self.swing, self.warmth, self.hasThermometer) = (swing, warmth, hasThermometer)
        (self.shares, self.stretches) = (shares, stretches)
        (self.jitter, self.heard) = (jitter, heard)
    }
}

extension Discipline {
    /// What has been learned of the oscillator so far; `nil` before anything was.
    public var learned: OscillatorFacts? {
        guard isNoiseKnown, believed > 0, let daily else { return nil }
        return OscillatorFacts(
            whiteNoise: calmNoise.white.squareRoot(), walkNoise: (daily.walk * 3600 / 3).squareRoot(),
            change: daily.estimate.state[2] * 86_400, swing: daily.swing, warmth: daily.warmth,
            hasThermometer: daily.thermometer.isUsable, shares: daily.shares, stretches: daily.stretches,
            jitter: jitterDeviation, heard: daily.heard)
    }
}

extension Timekeeper {
    /// What has been learned of the oscillator so far; `nil` before anything was.
    public var oscillator: OscillatorFacts? { discipline.learned }
}
