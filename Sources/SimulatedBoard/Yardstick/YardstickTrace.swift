// SPDX-License-Identifier: Apache-2.0

/// The trace of a scenario and a seed, second after second, bit for bit as the yardstick's own generator makes it.
///
/// Every part is rounded to an integer by itself before it is added, so that a difference in the last bit between
/// mathematical libraries does not show.
public struct YardstickTrace: Sequence, IteratorProtocol, Sendable {
    /// One second. Errors are positive where the clock is ahead.
    public struct Row: Sendable, BitwiseCopyable, Equatable {
        public var second = 0
        /// Free-running phase at the second, in units of 10⁻¹⁶ s.
        public var phase: Int64 = 0
        /// Mean fractional frequency over the second, in units of 10⁻¹⁶: `phase[k+1] = phase[k] + frequency[k]`.
        public var frequency: Int64 = 0
        /// Error of the pulse's stamp, ps: positive, stamped late.
        public var noise: Int64 = 0
        public var flags: Flags = []
        /// Reading of the thermometer, 0.01 °C.
        public var temperature: Int64 = 0
    }

    public struct Flags: OptionSet, Sendable, BitwiseCopyable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        /// There is no pulse.
        public static let lost = Flags(rawValue: 1)
        /// The pulse is stamped late.
        public static let outlier = Flags(rawValue: 2)
        /// The second is scored.
        public static let scored = Flags(rawValue: 4)
    }

    public let scenario: YardstickScenario
    public let seed: UInt64
    private let noises: YardstickNoises
    private var second = 0
    private var phase: Int64
    private var walk: Int64 = 0
    private var weather = 0.0

    public init(_ scenario: YardstickScenario, seed: UInt64) {
        (self.scenario, self.seed) = (scenario, seed)
        noises = YardstickNoises(scenario, seed: seed)
        phase = Int64((scenario.offset * 1e16).rounded())
    }

    public mutating func next() -> Row? {
        guard second < scenario.seconds else { return nil }
        let thermal = noises.thermal(second, weather: weather)
        var row = Row(second: second, phase: phase)
        row.frequency = Int64((scenario.frequency * 1e16).rounded()) + noises.white(second) + walk
        row.frequency += 100 * Int64((thermal * 1e14).rounded(.toNearestOrEven))
        row.temperature = noises.temperature(second, thermal: thermal)
        (row.noise, row.flags) = noises.pulse(second)
        advance(by: row.frequency)
        return row
    }

    private mutating func advance(by frequency: Int64) {
        phase += frequency
        walk += noises.walkStep(second)
        if scenario.hasWeather { weather = noises.weather(after: weather, second) }
        second += 1
    }
}
