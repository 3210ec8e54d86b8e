// SPDX-License-Identifier: Apache-2.0

/// How an oscillator's frequency goes with time and temperature, as far as its own history tells:
/// frequency = constant + drift · time + coefficient · temperature + what neither explains.
///
/// What neither explains is no white noise: an oscillator wanders, and minutes of wandering are not independent
/// measurements. So least squares are taken with the noise for what it may be (``WanderingNoise``), every kind of it
/// weighed by how well it explains what was seen (restricted likelihood), and the margins have that doubt in them.
///
/// It takes the square of the samples' number: they are to be less than a thousand.
public struct OscillatorLaw: Sendable, Equatable {
    /// The mean of a stretch of the history, all of one length.
    public struct Sample: Sendable, Equatable {
        /// The stretch's number; stretches of which nothing is known are left out.
        public var index: Int
        /// Of the free-running oscillator, in parts per 10⁹: positive, it runs fast.
        public var frequency: Double
        /// In degrees Celsius; `nil`: not measured.
        public var temperature: Double?

        public init(index: Int, frequency: Double, temperature: Double? = nil) {
            (self.index, self.frequency, self.temperature) = (index, frequency, temperature)
        }
    }

    /// How much the frequency changes with something.
    public struct Slope: Sendable, Equatable {
        public var value: Double
        /// The truth is within value ± margin some nineteen times of twenty.
        public var margin: Double
        /// Why it is not to be relied on; `nil`: it is.
        public var doubt: Doubt?

        public init(value: Double, margin: Double, doubt: Doubt? = nil) {
            (self.value, self.margin, self.doubt) = (value, margin, doubt)
        }
    }

    public enum Doubt: Sendable, Equatable {
        /// There is too little history.
        case tooShort
        /// The temperature hardly changed.
        case tooSteady
        /// The margin is too wide.
        case tooUncertain
    }

    /// In parts per 10⁹ and day: positive, the oscillator gets faster. `nil`: there is nothing to compute it from.
    public var drift: Slope?
    /// In parts per 10⁹ and kelvin: positive, warmth makes it faster. `nil`: no temperature is known.
    public var temperature: Slope?
    /// Root mean square of what neither explains, in parts per 10⁹; `nil` with ``drift``.
    public var residual: Double?
    /// How many samples it was learned from, and the seconds from the first one's beginning to the last one's end.
    public var samples: Int
    public var span: Double
    /// Of a sample, in seconds.
    public var length: Double
    /// From the coolest to the warmest sample, in kelvins; `nil`: no temperature is known.
    public var temperatureSpan: Double?

    /// A drift is not to be told from the oscillator's wandering sooner.
    public static let shortestSpan = 6 * 3600.0
    public static let fewestSamples = 24
    /// Kelvins that the temperature must have changed by.
    public static let leastTemperatureSpan = 1.0
    /// A slope is known once its margin is no wider than this part of it ...
    public static let widestShare = 0.5
    /// ... or no wider than this: a day's, or a kelvin's, change that hardly any oscillator's holdover would notice.
    public static let (fineDrift, fineTemperature) = (1.0, 0.1)

    /// - Parameters:
    ///   - samples: in ascending order of their indices, none twice.
    ///   - length: of each, in seconds.
    public init(_ samples: [Sample], length: Double) {
        let warm = samples.filter { $0.temperature != nil }
        let knowsTemperature = warm.count >= max(Self.fewestSamples, samples.count / 2)
        let used = knowsTemperature ? warm : samples
        (self.samples, self.length) = (used.count, length)
        span = used.isEmpty ? 0 : Double(used[used.count - 1].index - used[0].index + 1) * length
        let temperatures = used.compactMap(\.temperature)
        temperatureSpan = knowsTemperature ? (temperatures.max() ?? 0) - (temperatures.min() ?? 0) : nil
        guard used.count >= 8, let fit = LawFit(used, length: length, warmth: temperatureSpan ?? 0) else { return }
        residual = fit.residual
        drift = judged(fit.drift, fine: Self.fineDrift)
        temperature = temperatureSpan.map { span in
            guard let slope = fit.temperature else { return Slope(value: 0, margin: .infinity, doubt: .tooSteady) }
            return judged(slope, fine: Self.fineTemperature, isSteady: span < Self.leastTemperatureSpan)
        }
    }

    private func judged(_ estimate: LawFit.Estimate, fine: Double, isSteady: Bool = false) -> Slope {
        var slope = Slope(value: estimate.value, margin: estimate.margin)
        if span < Self.shortestSpan || samples < Self.fewestSamples {
            slope.doubt = .tooShort
        } else if isSteady {
            slope.doubt = .tooSteady
        } else if !(slope.margin <= max(fine, Self.widestShare * slope.value.magnitude)) {
            slope.doubt = .tooUncertain
        }
        return slope
    }
}
