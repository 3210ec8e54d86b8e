// SPDX-License-Identifier: Apache-2.0

import Glibc
import SimulatedBoard

/// A temperature-compensated crystal in an unheated cabinet, through the seasons: white and random-walk noise of
/// frequency as in the yardstick, ageing that slows down, and a temperature with seasons, days, fronts and weather,
/// which the crystal follows some minutes late.
struct YearOscillator: Sendable {
    private static let white = 1e-9
    private static let walkStep = 1e-8 / (3600.0 / 3.0).squareRoot()
    private static let perDegree = 1e-7
    private static let day = 86_400.0
    /// Seconds by which the crystal's temperature follows the air's.
    private static let lag = 240.0

    /// Mean fractional frequency over the current second: positive, it runs fast.
    private(set) var frequency = 0.0
    /// What a thermometer beside it shows, °C.
    private(set) var reading = 0.0

    private let beginning: Double
    private let sources: (white: CounterNormal, walk: CounterNormal, thermometer: CounterNormal)
    private var walk = 0.0
    private var weather: Wandering
    private var front: Wandering
    private var second = 0
    private var crystal = 0.0

    init(seed: UInt64) {
        sources = (
            CounterNormal(seed: seed, stream: YearStream.white), CounterNormal(seed: seed, stream: YearStream.walk),
            CounterNormal(seed: seed, stream: YearStream.thermometer)
        )
        beginning = 5e-6 * CounterNormal(seed: seed, stream: YearStream.beginning).value(0)
        weather = Wandering(CounterNormal(seed: seed, stream: YearStream.weather), rms: 1, over: 10_800)
        front = Wandering(CounterNormal(seed: seed, stream: YearStream.front), rms: 1.5, over: 2 * Self.day)
        crystal = air
        settle()
    }

    mutating func advance() {
        walk += Self.walkStep * sources.walk.value(UInt64(second))
        second += 1
        weather.advance()
        front.advance()
        crystal += (air - crystal) / Self.lag
        settle()
    }

    private mutating func settle() {
        let days = Double(second) / Self.day
        let ageing = 1e-9 * days + 1e-7 * log(1 + days / 10)
        let noise = Self.white * sources.white.value(UInt64(second))
        frequency = beginning + walk + ageing + noise + Self.perDegree * (crystal - 25)
        let shown = air + 0.05 * sources.thermometer.value(UInt64(second))
        reading = (shown * 16).rounded() / 16
    }

    /// The air's temperature, °C: warmest in summer, when days differ most from nights.
    private var air: Double {
        let days = Double(second) / Self.day
        let season = sin(2 * .pi * (days / 365 - 0.2))
        let hour = 2 * .pi * (days - 0.37)
        let swing = 2 + 1.2 * season
        return 24 + 6 * season + swing * (sin(hour) + 0.2 * sin(2 * hour + 1)) + weather.value + front.value
    }
}

/// A first-order Markov process in steps of a second.
struct Wandering: Sendable {
    private(set) var value = 0.0
    private let source: CounterNormal
    private let decay: Double
    private let kick: Double
    private var index: UInt64 = 0

    /// `over`: its time of correlation, s.
    init(_ source: CounterNormal, rms: Double, over time: Double) {
        self.source = source
        decay = exp(-1 / time)
        kick = rms * (1 - decay * decay).squareRoot()
    }

    mutating func advance() {
        value = decay * value + kick * source.value(index)
        index += 1
    }
}
