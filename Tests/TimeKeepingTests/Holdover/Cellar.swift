// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import TimeKeeping

/// A free-running oscillator somewhere in a building, and the holdover model that is told its phase twice a minute.
struct Cellar {
    var model: HoldoverModel
    /// Seconds since the beginning.
    private(set) var time = 0.0
    /// True phase, s.
    private(set) var phase = 0.0
    /// Amplitude of the day's swing.
    var swing = 3e-7
    /// Root mean square of the weather that lasts three hours.
    var weatherSize = 0.0
    /// Standard deviation of what the frequency gains in √s.
    var walkSize = 2.9e-10
    /// What a kelvin does.
    var coefficient = 1e-7
    var hasThermometer = false
    private var (walk, weather) = (0.0, 0.0)
    private var random: SplitMix64
    static let turn = 30.0

    init(seed: UInt64 = 5) {
        random = SplitMix64(state: seed)
        model = HoldoverModel(phase: 0, phaseVariance: 1e-14, frequency: 2e-6, frequencyVariance: 1e-14)
    }

    /// What is not the same all the time, of temperature's doing.
    private var thermal: Double {
        swing * HoldoverTurn.Circle(angle: HoldoverTurn.angularRate * time).sine + weather
    }

    /// Something moves the frequency for good.
    mutating func shift(by change: Double) { walk += change }

    mutating func run(hours: Double, lost: Bool = false) {
        for _ in 0..<Int(hours * 3600 / Self.turn) { turn(lost: lost) }
    }

    private mutating func turn(lost: Bool) {
        let dt = Self.turn
        if hasThermometer { model.hear(temperature: 25 + thermal / coefficient + 0.01 * random.normal()) }
        phase += dt * (2e-6 + walk + thermal) + 1e-9 * dt.squareRoot() * random.normal()
        walk += walkSize * dt.squareRoot() * random.normal()
        let kept = exponential(-dt / 10_800)
        weather = kept * weather + weatherSize * (1 - kept * kept).squareRoot() * random.normal()
        time += dt
        model.predict(dt, control: 0, noise: .calm(scale: 1))
        if !lost { model.correct(measured: phase + 30e-9 * random.normal(), noise: 9e-16) }
    }

    /// How far the model is off, s.
    var error: Double { (model.estimate.state[0] - phase).magnitude }
    /// What it thinks of that, s.
    var deviation: Double { model.estimate.covariance[0][0].squareRoot() * model.stretch }
}
