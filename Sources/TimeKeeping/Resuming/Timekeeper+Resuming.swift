// SPDX-License-Identifier: Apache-2.0

import Board
public import TimeBase

/// A restart of the program forgets nothing.
extension Timekeeper {
    /// What the next run is to know.
    /// - Parameter shown: what the kept clock shows now.
    public func remembrance(showing shown: TAIInstant) -> Remembrance {
        let followed = state.isTrustworthy ? state.lastUpdate.map { (at: $0, reference: state.reference) } : nil
        return Remembrance(
            memory: discipline.memory(at: shown.sinceEpoch.realSeconds), written: shown,
            applied: lastCorrection.frequency, followed: followed)
    }

    /// The longest time between two runs of which is carried on what the clock did, s; beyond it only what was learned
    /// of the oscillator is taken over.
    private static let longestPause = 3600.0

    /// Goes on where the earlier run ended: what the oscillator is like is known in any case; where the clock is, only
    /// where it ran on by itself. Then the time is relied on at once, as in an outage, within its bound.
    /// - Parameter shown: what the kept clock shows at `now`.
    mutating func resume(_ earlier: Remembrance, showing shown: TAIInstant, at now: MonotonicInstant) {
        let pause = (shown - earlier.written).realSeconds
        let isSame = (lastCorrection.frequency - earlier.applied).magnitude < Self.rateUnit
        guard earlier.isContinuous, isSame, (0...Self.longestPause).contains(pause), let followed = earlier.followed
        else { return discipline.forgetPhase() }
        _ = discipline.update(measured: nil, elapsed: pause, mayStep: false)
        // What that would have corrected went to nobody: the clock runs by what was left to it until the next turn.
        discipline.noteApplied(lastCorrection)
        guard discipline.errorBound.base < settings.holdover.largestError else { return discipline.forgetPhase() }
        (lastTurn, state.lastUpdate, state.reference) = (now, followed.at, followed.reference)
        state.hasLocked = true
        holdoverCause = .pulseLost
        enter(.holdover, because: .noPulse(for: shown - followed.at), at: now)
        state.since = now - (shown - followed.at)
        reconsider(at: now)
    }

    /// The kernel keeps a rate in units of 2⁻¹⁶ ppm.
    private static let rateUnit = 2e-11
}
