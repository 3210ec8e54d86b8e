// SPDX-License-Identifier: Apache-2.0

import Board
public import TimeBase

/// How stable the clock is as it is steered, and how stable its oscillator would be by itself, against the pulse. The
/// noise of the pulse's stamps is in both.
public struct StabilityWatch: Sendable {
    private var steered = StabilityMeter()
    private var freeRunning = StabilityMeter()
    /// What the corrections have moved the clock by, in ``StabilityMeter/unit``s: positive, forward.
    private var moved: Int64 = 0

    public init() {}

    /// The clock ran for `elapsed` s with this correction, its step included.
    mutating func corrected(by correction: ClockCorrection, for elapsed: Double) {
        let shift = (correction.frequency * elapsed + correction.step.realSeconds) / StabilityMeter.unit
        // A clock that was set by hours has no phase to compare with the one before.
        guard shift.magnitude < 0x1p58, moved.magnitude < 1 << 61 else {
            moved = 0
            return interrupt()
        }
        moved += Int64(shift.rounded())
        if correction.step != .zero { steered.interrupt() }
    }

    /// Clock − reference, s, at the second `marks`, as measured and believed.
    public mutating func hear(_ offset: Double, at marks: TAIInstant) {
        let units = offset / StabilityMeter.unit
        guard units.magnitude < 0x1p61 else { return interrupt() }
        steered.hear(units: Int64(units.rounded()), at: marks)
        freeRunning.hear(units: Int64(units.rounded()) - moved, at: marks)
    }

    /// The clock was set by others, or the pulse is another one.
    mutating func interrupt() {
        steered.interrupt()
        freeRunning.interrupt()
    }

    public var facts: StabilityFacts { StabilityFacts(steered: steered.figures, freeRunning: freeRunning.figures) }
}

/// What a ``StabilityWatch`` has found.
public struct StabilityFacts: Sendable, BitwiseCopyable {
    /// Of the clock as it is kept.
    public var steered = StabilityFigures()
    /// Of its oscillator, had it not been corrected.
    public var freeRunning = StabilityFigures()

    public init(steered: StabilityFigures = .init(), freeRunning: StabilityFigures = .init()) {
        (self.steered, self.freeRunning) = (steered, freeRunning)
    }
}
