// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// The clock that is kept, as its error against true time: a straight line between two corrections.
struct YearClock: Sendable {
    /// What the kernel's clock takes at most.
    private static let limit = VirtualClock.frequencyLimit

    private(set) var era: UInt32 = 1
    private var error: Double
    /// Where in the second `error` is of.
    private var place = 0.0
    private var free: Double
    private var correction = 0.0

    /// - Parameters:
    ///   - error: clock − truth at the beginning, s.
    ///   - frequency: of the free-running oscillator.
    init(error: Double, frequency: Double) { (self.error, free) = (error, frequency) }

    /// Clock − truth, s, at a fraction of the current second.
    func error(at fraction: Double) -> Double { error + (free + correction) * (fraction - place) }

    mutating func beginSecond(frequency: Double) {
        error = error(at: 1)
        (place, free) = (0, frequency)
    }

    /// What was really applied is returned.
    mutating func apply(_ wanted: ClockCorrection, at fraction: Double) -> ClockCorrection {
        error = error(at: fraction) + wanted.step.realSeconds
        place = fraction
        if wanted.step != .zero { era &+= 1 }
        correction = min(max(wanted.frequency, -Self.limit), Self.limit)
        return ClockCorrection(frequency: correction, step: wanted.step)
    }
}
