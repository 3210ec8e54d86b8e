// SPDX-License-Identifier: Apache-2.0

import Board
import SimulatedBoard
import TimeBase
import TimeKeeping

/// The yardstick's closed loop around the discipline that the appliance runs: with `e` the clock's error when the edge
/// of a second comes, `e[k+1] = e[k] + step + correction + y[k]`.
struct YardstickRun: Sendable {
    /// The clock's error at the edge of each second, before anything is done about it, s: positive, it is ahead.
    private(set) var errors: [Double] = []
    /// What was claimed at each edge of the error's magnitude at the next, s.
    private(set) var bounds: [Double] = []

    init(errors: [Double], bounds: [Double]) { (self.errors, self.bounds) = (errors, bounds) }

    /// - Parameter isAided: whether the discipline hears the thermometer.
    init(_ trial: YardstickCase, seed: UInt64, isAided: Bool) {
        errors.reserveCapacity(trial.scenario.seconds)
        bounds.reserveCapacity(trial.scenario.seconds)
        var discipline = Discipline(steering: trial.steering)
        var (error, hasSettled) = (0.0, false)
        for row in YardstickTrace(trial.scenario, seed: seed) {
            if row.second == 0 { error = Double(row.phase) * 1e-16 }
            errors.append(error)
            let measured = row.flags.contains(.lost) ? nil : error + Double(row.noise) * 1e-12
            if isAided { discipline.hear(temperature: Double(row.temperature) / 100) }
            let correction = discipline.update(measured: measured.map { .realSeconds($0) }, mayStep: !hasSettled)
            hasSettled = hasSettled || discipline.isSettled
            bounds.append(discipline.boundInOneSecond)
            error += correction.step.realSeconds + correction.frequency + Double(row.frequency) * 1e-16
        }
    }
}
