// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// A thermometer near the simulated oscillator. The oscillator's thermal frequency is what it is by this temperature.
public struct ThermometerModel: Sendable, Equatable {
    /// Change of the fractional frequency with each degree: positive, warmth makes the oscillator run faster; not 0.
    public var coefficient = 1e-7
    /// What it shows where the thermal frequency is zero, °C.
    public var rest = 25.0
    /// Noise of a reading, one standard deviation, K.
    public var noise = 0.05
    /// Readings are whole multiples of this, K; more than 0.
    public var resolution = 0.0625
    /// From one reading to the next; more than 0.
    public var interval: Duration = .seconds(4)

    /// As the clock-discipline yardstick's, with a usual chip's resolution.
    public init() {}
}

/// Its readings, one after the other.
struct SimulatedThermometer {
    private let model: ThermometerModel
    private let noise: CounterNormal
    private var count: UInt64 = 0
    /// When the next reading comes.
    private(set) var next: MonotonicInstant

    init(_ model: ThermometerModel, seed: UInt64, from origin: MonotonicInstant) {
        self.model = model
        noise = CounterNormal(seed: seed, stream: Stream.thermometer)
        next = origin + model.interval
    }

    /// - Parameter thermal: the oscillator's frequency by its temperature now.
    mutating func take(thermal: Double) -> Double {
        let celsius = model.rest + thermal / model.coefficient + model.noise * noise.value(count)
        count += 1
        next += model.interval
        return (celsius / model.resolution).rounded() * model.resolution
    }
}
