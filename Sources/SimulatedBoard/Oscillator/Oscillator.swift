// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A free-running oscillator, advanced second by second. Inside a second its frequency is constant and its phase a
/// straight line, as in the yardstick: `phase[k+1] = phase[k] + frequency[k]`.
public struct Oscillator: Sendable {
    private static let day = 86_400.0

    public let model: OscillatorModel
    /// The second that `phase` and `frequency` belong to, counted from the start.
    public private(set) var second: UInt64 = 0
    /// Free-running clock − true time at the beginning of the second, in seconds.
    public private(set) var phase: Double
    /// Mean fractional frequency over the second.
    public private(set) var frequency = 0.0
    /// The part of ``frequency`` that the temperature causes; zero at the start.
    public private(set) var thermal = 0.0

    private let white: CounterNormal
    private let walkSteps: CounterNormal
    private let weatherSteps: CounterNormal
    private let walkStep: Double
    private let dailyPhase: Double
    private let weatherDecay: Double
    private var flicker: FlickerNoise
    private var walk = 0.0
    private var weather = 0.0

    /// `phase`: how far ahead it is at the start, in seconds.
    public init(_ model: OscillatorModel, phase: Double = 0, seed: UInt64) {
        self.model = model
        self.phase = phase
        white = CounterNormal(seed: seed, stream: Stream.whiteFrequency)
        walkSteps = CounterNormal(seed: seed, stream: Stream.walkFrequency)
        weatherSteps = CounterNormal(seed: seed, stream: Stream.weather)
        // σ²(τ) = step²·τ/3 for a random walk that takes one step a second
        walkStep = model.walkAt1h / (3600.0 / 3.0).squareRoot()
        dailyPhase = 2 * .pi * CounterRandom(seed: seed, stream: Stream.dailyPhase).uniform(0)
        weatherDecay = exp(-1 / model.weatherCorrelation)
        flicker = FlickerNoise(floor: model.flickerFloor, seed: seed)
        settle()
    }

    /// To the beginning of the next second.
    public mutating func advance() {
        phase += frequency
        if walkStep != 0 { walk += walkStep * walkSteps.value(second) }
        if model.weather != 0 {
            let kick = model.weather * (1 - weatherDecay * weatherDecay).squareRoot()
            weather = weatherDecay * weather + kick * weatherSteps.value(second)
        }
        second += 1
        flicker.advance()
        settle()
    }

    private mutating func settle() {
        let days = Double(second) / Self.day
        let swing = model.dailySwing * (sin(2 * .pi * days + dailyPhase) - sin(dailyPhase))
        thermal = swing + weather
        frequency = model.frequency + walk + flicker.value + model.ageingPerDay * days + thermal
        if model.whiteAt1s != 0 { frequency += model.whiteAt1s * white.value(second) }
    }
}
