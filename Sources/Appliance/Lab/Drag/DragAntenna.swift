// SPDX-License-Identifier: Apache-2.0

import Glibc
import SimulatedBoard
import TimeKeeping

/// Years of a fixed antenna under a poor sky: how often it is said to be elsewhere, or its satellites to be feigned.
struct DragAntenna: Sendable {
    private(set) var positionAlarms = 0
    private(set) var uniformityAlarms = 0
    private var second = 0
    private var watch = PlausibilityRehearsal()
    private var wandering: [Wandering]
    private let scatter: [CounterNormal]
    private var satellites: [DragSatellite]

    /// Root mean square of what lasts for some minutes and of what does not, northward, eastward and upward, m.
    private static let (lasting, fleeting) = ([10.0, 10, 15], [5.0, 5, 8])
    private static let correlation = 600.0
    /// Seconds from one value of what wanders to the next, and from one look at the strengths to the next.
    private static let (step, look) = (8, 10)
    /// Of which about eight are high enough at a time.
    private static let satelliteCount = 20
    private static let metresPerDegree = (latitude: 111_320.0, longitude: 71_560.0)

    init(seed: UInt64) {
        wandering = (0..<3).map {
            Wandering(
                CounterNormal(seed: seed, stream: DragStream.wandering + UInt64($0)), rms: Self.lasting[$0],
                over: Self.correlation / Double(Self.step))
        }
        scatter = (0..<3).map { CounterNormal(seed: seed, stream: DragStream.position + UInt64($0)) }
        satellites = (0..<Self.satelliteCount).map { DragSatellite($0, seed: seed) }
    }

    mutating func run(seconds: Int) {
        for _ in 0..<seconds {
            if watch.hear(place()) { positionAlarms += 1 }
            if second % Self.look == 0, let spread = spread(), watch.hear(spread, elapsed: Double(Self.look)) {
                uniformityAlarms += 1
            }
            second += 1
        }
    }

    private mutating func place() -> AntennaPlace {
        if second % Self.step == 0 { for axis in 0..<3 { wandering[axis].advance() } }
        return AntennaPlace(
            latitude: 50 + off(0) / Self.metresPerDegree.latitude,
            longitude: 8 + off(1) / Self.metresPerDegree.longitude, height: 100 + off(2))
    }

    /// Along one axis, m.
    private func off(_ axis: Int) -> Double {
        wandering[axis].value + Self.fleeting[axis] * scatter[axis].value(UInt64(second))
    }

    private mutating func spread() -> SignalSpread? {
        var sum = SignalSpread.Sum()
        for index in satellites.indices {
            guard let (elevation, strength) = satellites[index].look(at: Double(second)) else { continue }
            sum.add(strength: strength, elevation: elevation)
        }
        return sum.spread
    }
}

/// A satellite that rises and sets.
struct DragSatellite: Sendable {
    private static let mask = 10.0
    /// How strong it is on the horizon, dB-Hz, and how much stronger overhead, dB, as through a patch antenna.
    private static let (low, gain) = (28.0, 20.0)
    /// What echoes do to its strength, dB root mean square, and for how many looks.
    private static let (fading, fadingLooks) = (1.5, 30.0)
    private static let shortestPass = 14_400.0

    private let pass: Double
    private let offset: Double
    private let peak: Double
    private var fading: Wandering

    init(_ number: Int, seed: UInt64) {
        let chance = CounterRandom(seed: seed, stream: DragStream.beginning)
        let index = UInt64(10 + 3 * number)
        pass = Self.shortestPass * (1 + chance.uniform(index))
        offset = 2 * pass * chance.uniform(index + 1)
        peak = 20 + 65 * chance.uniform(index + 2)
        fading = Wandering(
            CounterNormal(seed: seed, stream: DragStream.strength + UInt64(number)), rms: Self.fading,
            over: Self.fadingLooks)
    }

    /// Elevation, degrees, and strength, dB-Hz; `nil` while it is too low.
    mutating func look(at time: Double) -> (Double, Double)? {
        fading.advance()
        let elevation = peak * sin(.pi * (time + offset) / pass)
        guard elevation > Self.mask else { return nil }
        return (elevation, Self.low + Self.gain * sin(elevation * .pi / 180) + fading.value)
    }
}
