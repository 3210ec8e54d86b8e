// SPDX-License-Identifier: Apache-2.0

import Glibc
import SimulatedBoard

/// A kind of oscillator that a time server has.
enum DragOscillatorKind: String, Sendable, CaseIterable, Codable {
    case oven
    case compensated
    case plain

    /// How restless it is and how much the temperature does to it, in multiples of a temperature-compensated crystal.
    var scale: Double {
        switch self {
        case .oven: 0.01
        case .compensated: 1
        case .plain: 10
        }
    }
}

/// What is done to an oscillator.
enum DragSurroundings: String, Sendable, CaseIterable, Codable {
    /// Nothing but days and nights.
    case days
    /// Weather, seasons, ageing, and in the winter half a heater that goes on and off every day.
    case weather
}

/// A free-running oscillator second by second: white and random-walk noise of frequency as in the yardstick, and what its
/// surroundings do to it. What changes slowly is worked out every sixteen seconds, to keep decades cheap.
struct DragOscillator: Sendable {
    private static let white = 1e-9
    private static let walkStep = 1e-8 / (3600.0 / 3.0).squareRoot()
    private static let day = 86_400
    private static let year = 365 * day
    /// Seconds from one look at the surroundings to the next.
    private static let interval = 16
    /// A heater's change of frequency, its rate, and when it is on, in seconds of the day.
    private static let (heated, heating) = (1e-6, 1e-6 / 600)
    private static let heaterHours = 21_600..<79_200

    private let scale: Double
    private let surroundings: DragSurroundings
    private let sources: (white: CounterNormal, walk: CounterNormal)
    /// Where in the day it begins, radians.
    private let beginning: Double
    private var weather: Wandering
    private var second = 0
    private var (walk, slow, heat) = (0.0, 0.0, 0.0)

    init(_ kind: DragOscillatorKind, in surroundings: DragSurroundings, seed: UInt64) {
        scale = kind.scale
        self.surroundings = surroundings
        sources = (
            CounterNormal(seed: seed, stream: DragStream.white), CounterNormal(seed: seed, stream: DragStream.walk)
        )
        beginning = 2 * .pi * CounterRandom(seed: seed, stream: DragStream.beginning).uniform(0)
        weather = Wandering(
            CounterNormal(seed: seed, stream: DragStream.weather), rms: 1e-7, over: 10_800 / Double(Self.interval))
    }

    /// Mean fractional frequency over the next second: positive, it runs fast.
    mutating func next() -> Double {
        if second % Self.interval == 0 { look() }
        if surroundings == .weather { heat += min(max(heaterAim - heat, -Self.heating), Self.heating) }
        let index = UInt64(second)
        walk += Self.walkStep * sources.walk.value(index)
        second += 1
        return scale * (slow + heat + walk + Self.white * sources.white.value(index))
    }

    private mutating func look() {
        let day = 2 * .pi * Double(second) / Double(Self.day) + beginning
        guard surroundings == .weather else {
            slow = 3e-7 * sin(day)
            return
        }
        weather.advance()
        let season = sin(2 * .pi * Double(second) / Double(Self.year))
        let air = 3e-7 * (1 + 0.5 * season) * sin(day) + 8e-8 * sin(2 * day) + 5e-7 * season + weather.value
        slow = air - 1e-10 * Double(second) / Double(Self.day)
    }

    private var heaterAim: Double {
        let isWinter = second % Self.year > Self.year / 2
        return isWinter && Self.heaterHours.contains(second % Self.day) ? Self.heated : 0
    }
}

/// Which streams of random numbers feed which part.
enum DragStream {
    static let beginning: UInt64 = 990

    // Normal streams take two raw ones each: these are 1000 to 1063.
    static let white: UInt64 = 500
    static let walk: UInt64 = 501
    static let weather: UInt64 = 502
    static let jitter: UInt64 = 503
    static let multipath: UInt64 = 504
    static let learning: UInt64 = 505
    static let position: UInt64 = 506
    static let wandering: UInt64 = 509
    static let strength: UInt64 = 512
}
