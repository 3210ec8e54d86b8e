// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What the yardstick draws and computes for a second. The order of operations within each line matters.
struct YardstickNoises: Sendable {
    private static let whiteFM = 1.0e-9
    private static let walkFM = 1.0e-8 / (3600.0 / 3.0).squareRoot()
    private static let swing = 3.0e-7
    private static let weatherRMS = 1.0e-7
    private static let harmonic = 8.0e-8
    private static let temperatureCoefficient = 1.0e-7
    private static let thermometerNoise = 0.05
    private static let day = 86_400.0

    private let scenario: YardstickScenario
    private let whiteSource, walkSource, jitter, thermometer, weatherSource: CounterNormal
    private let outlierChoice, outlierSize: CounterRandom
    private let phase: Double
    private let weatherDecay = exp(-1 / 10_800.0)
    private let outlierCut = 1.0 - exp(-450e-6 / 100e-6)

    init(_ scenario: YardstickScenario, seed: UInt64) {
        self.scenario = scenario
        whiteSource = CounterNormal(seed: seed, stream: 1)
        walkSource = CounterNormal(seed: seed, stream: 2)
        jitter = CounterNormal(seed: seed, stream: 3)
        thermometer = CounterNormal(seed: seed, stream: 4)
        weatherSource = CounterNormal(seed: seed, stream: 5)
        outlierChoice = CounterRandom(seed: seed, stream: 101)
        outlierSize = CounterRandom(seed: seed, stream: 102)
        let turns = Double(seed) * 0.6180339887498949
        phase = 2 * Double.pi * (turns - turns.rounded(.down))
    }

    /// In units of 10⁻¹⁶.
    func white(_ second: Int) -> Int64 {
        rint(scenario.scale * Self.whiteFM * 1e16 * whiteSource.value(UInt64(second)))
    }

    /// In units of 10⁻¹⁶.
    func walkStep(_ second: Int) -> Int64 {
        rint(scenario.scale * Self.walkFM * 1e16 * walkSource.value(UInt64(second)))
    }

    func weather(after last: Double, _ second: Int) -> Double {
        let kick = Self.weatherRMS * (1 - weatherDecay * weatherDecay).squareRoot()
        return weatherDecay * last + kick * weatherSource.value(UInt64(second))
    }

    /// The part of the frequency that the temperature causes.
    func thermal(_ second: Int, weather: Double) -> Double {
        let k = Double(second)
        var sum = Self.swing * (sin(2 * Double.pi * k / Self.day + phase) - sin(phase))
        if scenario.hasWeather {
            sum += weather + Self.harmonic * (sin(4 * Double.pi * k / Self.day + 3 * phase) - sin(3 * phase))
        }
        if let ramp = scenario.ramp {
            sum += ramp.size * min(max((k + 0.5 - ramp.start) / ramp.length, 0), 1)
        }
        return scenario.scale * sum
    }

    /// In units of 0.01 °C.
    func temperature(_ second: Int, thermal: Double) -> Int64 {
        let noise = Self.thermometerNoise * thermometer.value(UInt64(second))
        return rint((25.0 + thermal / (scenario.scale * Self.temperatureCoefficient) + noise) * 100)
    }

    /// Error of the stamp in ps.
    func pulse(_ second: Int) -> (Int64, YardstickTrace.Flags) {
        let k = UInt64(second)
        var noise = scenario.jitter * jitter.value(k)
        var flags: YardstickTrace.Flags = second >= scenario.scoredFrom ? .scored : []
        if scenario.outliers > 0, outlierChoice.uniform(k) < scenario.outliers {
            noise = 50e-6 - 100e-6 * log(1.0 - outlierSize.uniform(k) * outlierCut)
            flags.insert(.outlier)
        }
        if scenario.lost.contains(second) { flags.insert(.lost) }
        return (rint(noise * 1e12), flags)
    }

    private func rint(_ value: Double) -> Int64 { Int64(value.rounded(.toNearestOrEven)) }
}
