// SPDX-License-Identifier: Apache-2.0

/// The mean of a few measured phases.
struct PhaseBlock: Sendable {
    /// How long it is made, s.
    static let length = 16.0

    private(set) var count = 0.0
    /// Of the last measurement, on the count of ``add(_:at:noise:)``.
    private(set) var lastTime = 0.0
    private var phases = 0.0
    private var times = 0.0
    private var noises = 0.0

    /// - Parameters:
    ///   - time: seconds since wherever the block began.
    ///   - noise: variance of the phase's noise, s².
    mutating func add(_ phase: Double, at time: Double, noise: Double) {
        count += 1
        lastTime = time
        (phases, times, noises) = (phases + phase, times + time, noises + noise)
    }

    /// Zero without measurements.
    var meanTime: Double { count > 0 ? times / count : 0 }
    var meanPhase: Double { phases / max(count, 1) }
    var meanNoise: Double { noises / max(count * count, 1) }
}
