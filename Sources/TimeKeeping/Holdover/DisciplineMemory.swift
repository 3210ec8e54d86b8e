// SPDX-License-Identifier: Apache-2.0

import Board

/// What a discipline has learned, as plain numbers to be stored, so that a restart forgets nothing: the pulse's noise,
/// the oscillator's, what carries the clock through an outage, what its rehearsals taught, and an outage that is
/// under way.
public struct DisciplineMemory: Sendable, Equatable {
    /// All of it, in an order of their own; the first is the version of that order.
    public let values: [Double]

    /// Changes whenever the order or the meaning of the numbers does.
    static let version = 1.0
    static let count = head + HoldoverModel.memorySize
    private static let head = 9

    /// - Parameter values: as they were stored. `nil` where they are not what this program would store: of another
    ///   version, of another count, or such as no discipline can have learned.
    public init?(values: [Double]) {
        guard values.count == Self.count, values[0] == Self.version, values.allSatisfy(\.isFinite) else { return nil }
        self.values = values
        let isSound =
            (0...1e11).contains(age) && second.magnitude < 1e12 && offset.magnitude < 1e6 && believed >= 1
            && believed < 1e15 && jitterVariance > 0 && jitterVariance < 1
            && frequency.magnitude < 1e-3 && applied.magnitude < 1e-2 && restlessness.magnitude < 10
            && HoldoverModel.isSound(learned)
        guard isSound else { return nil }
    }

    /// When this was, in TAI seconds since whatever epoch the caller counts from.
    var second: Double { values[1] }
    /// Seconds since the last believed measurement.
    var age: Double { values[2] }
    var believed: Double { values[3] }
    var jitterVariance: Double { values[4] }
    var restlessness: Double { values[5] }
    /// Clock − reference as estimated, s.
    var offset: Double { values[6] }
    var frequency: Double { values[7] }
    /// The correction of the rate that was in force.
    var applied: Double { values[8] }
    var learned: ArraySlice<Double> { values[Self.head...] }
}

extension Discipline {
    /// What has been learned so far; `nil` before there is anything worth it.
    /// - Parameter second: now, in TAI seconds.
    public func memory(at second: Double) -> DisciplineMemory? {
        guard isNoiseKnown, believed > 0, let daily else { return nil }
        let head = [
            DisciplineMemory.version, second, age, Double(believed), jitterVariance, restlessness, offset, frequency,
            applied.frequency,
        ]
        return DisciplineMemory(values: head + daily.memory)
    }

    /// Goes on from what an earlier run had learned.
    /// - Parameters:
    ///   - frequency: the correction of the clock's rate that is in force already, fractional.
    ///   - second: now, in the TAI seconds of ``memory(at:)``.
    ///   - isSameClock: whether the clock ran on meanwhile with that correction, and nobody set it: then where it is is
    ///     known too, and an outage that was under way goes on. Otherwise its phase is to be found anew.
    public init(
        steering: TimekeepingSettings.Steering = .init(), applied frequency: Double = 0, memory: DisciplineMemory,
        at second: Double, isSameClock: Bool
    ) {
        self.init(steering: steering, applied: frequency)
        let gap = min(max(0, second - memory.second), Self.longestGap)
        var model = HoldoverModel(memory.learned, offset: memory.offset)
        restlessness = memory.restlessness
        jitter = JitterMeter(learned: memory.jitterVariance)
        assumedNoise = memory.jitterVariance
        model.predict(gap, control: frequency * gap, noise: calmNoise)
        model.catchUp()
        daily = model
        estimate = model.estimate
        self.model = OscillatorModel(
            phase: offset, phaseVariance: estimate.covariance[0][0], frequency: estimate.state[1],
            frequencyVariance: estimate.covariance[1][1])
        self.model?.adopt(estimate)
        age = memory.age + gap
        if isSameClock { believed = Int(memory.believed) }
    }

    /// After a longer time between two runs, s, nothing more is forgotten: where the clock is, is void anyway, and to
    /// carry the model on for a clock that was set by decades would hold up the start.
    private static let longestGap = 1e7
}
