// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// An oscillator and the corrections to it: how the clock runs against the board's counter in the current second.
///
/// As in the yardstick, frequencies add; the product of correction and error (below 1 ns/s) is left out.
struct DisciplinedClock {
    private(set) var oscillator: Oscillator
    private(set) var mapping: ClockMapping
    private var correction = 0.0
    private var nextSecond: MonotonicInstant

    init(_ scene: Scene, from origin: MonotonicInstant) {
        oscillator = Oscillator(scene.oscillator, phase: scene.initialOffset.realSeconds, seed: scene.seed)
        let reading = ClockReading(era: 0, shown: scene.start + scene.initialOffset)
        mapping = ClockMapping(anchor: origin, atAnchor: reading, rate: oscillator.frequency)
        nextSecond = origin + .seconds(1)
    }

    mutating func advance(to instant: MonotonicInstant) {
        while nextSecond <= instant {
            let reading = mapping.reading(at: nextSecond)
            oscillator.advance()
            mapping = ClockMapping(anchor: nextSecond, atAnchor: reading, rate: oscillator.frequency + correction)
            nextSecond += .seconds(1)
        }
    }

    /// Frequencies beyond ±500 ppm are clamped, as the kernel's are.
    mutating func apply(_ wanted: ClockCorrection, at now: MonotonicInstant) -> ClockCorrection {
        let limit = VirtualClock.frequencyLimit
        correction = min(max(wanted.frequency, -limit), limit)
        var reading = mapping.reading(at: now)
        if wanted.step != .zero {
            reading = ClockReading(era: reading.era &+ 1, shown: reading.shown + wanted.step)
        }
        mapping = ClockMapping(anchor: now, atAnchor: reading, rate: oscillator.frequency + correction)
        return ClockCorrection(frequency: correction, step: wanted.step)
    }
}
