// SPDX-License-Identifier: Apache-2.0

/// What a free-running oscillator is made of. Every noise can be switched off by a zero; all frequencies are
/// fractional, positive: the oscillator runs fast.
public struct OscillatorModel: Sendable, Equatable {
    /// Frequency at the start.
    public var frequency = 0.0
    /// White FM: Allan deviation at 1 s; falls as 1/√τ.
    public var whiteAt1s = 0.0
    /// Flicker FM: the level of the Allan deviation's floor, between some seconds and some days.
    public var flickerFloor = 0.0
    /// Random-walk FM: Allan deviation at 1 h; grows as √τ.
    public var walkAt1h = 0.0
    /// Ageing: change of frequency in a day.
    public var ageingPerDay = 0.0
    /// Amplitude of the daily swing of frequency with the temperature; its phase comes from the seed.
    public var dailySwing = 0.0
    /// Irregular weather: RMS of a first-order Markov process with ``weatherCorrelation``.
    public var weather = 0.0
    /// Correlation time of the weather, s; more than 0.
    public var weatherCorrelation = 10_800.0

    /// Runs perfectly at `frequency`.
    public init(frequency: Double = 0) {
        self.frequency = frequency
    }

    /// A temperature-compensated crystal, as the clock-discipline yardstick's S4w: 1e-9 at 1 s, 1e-8 at 1 h,
    /// ±0.3 ppm a day.
    public static func tcxo(frequency: Double = 0) -> OscillatorModel {
        scaled(1, frequency: frequency)
    }

    /// An ovenised crystal: a hundredth of the ``tcxo(frequency:)``'s noise.
    public static func ocxo(frequency: Double = 0) -> OscillatorModel {
        scaled(0.01, frequency: frequency)
    }

    /// A plain crystal: ten times the ``tcxo(frequency:)``'s noise.
    public static func crystal(frequency: Double = 0) -> OscillatorModel {
        scaled(10, frequency: frequency)
    }

    private static func scaled(_ factor: Double, frequency: Double) -> OscillatorModel {
        var model = OscillatorModel(frequency: frequency)
        model.whiteAt1s = 1e-9 * factor
        model.flickerFloor = 5e-10 * factor
        model.walkAt1h = 1e-8 * factor
        model.ageingPerDay = 1e-9 * factor
        model.dailySwing = 3e-7 * factor
        model.weather = 1e-7 * factor
        return model
    }
}
