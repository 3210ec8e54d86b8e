// SPDX-License-Identifier: Apache-2.0

import Board
public import TimeBase

/// A restart of the program forgets nothing.
extension Timekeeper {
    /// What the next run is to know; `nil` before there is anything worth it.
    /// - Parameter shown: what the kept clock shows now.
    public func remembrance(showing shown: TAIInstant) -> Remembrance? {
        // What is heard in a doubt is not learned yet: the next run does not know of the doubt.
        let kept = doubt?.deaf ?? discipline
        guard let memory = kept.memory(at: shown.sinceEpoch.realSeconds) else { return nil }
        let followed = state.isTrustworthy ? state.lastUpdate.map { (at: $0, reference: state.reference) } : nil
        return Remembrance(
            memory: memory, written: shown, applied: lastCorrection.frequency, followed: followed)
    }

    /// Goes on where the earlier run ended, if the clock ran on by itself since: the time is relied on at once, as in an
    /// outage, within its bound.
    /// - Parameter shown: what the kept clock shows at `now`.
    mutating func resume(_ earlier: Remembrance, showing shown: TAIInstant, at now: MonotonicInstant) {
        guard let followed = earlier.followed, discipline.believed > 0 else { return }
        guard discipline.errorBound.base < settings.holdover.largestError else { return discipline.forgetPhase() }
        (lastTurn, state.lastUpdate, state.reference) = (now, followed.at, followed.reference)
        state.hasLocked = true
        holdoverCause = .pulseLost
        enter(.holdover, because: .noPulse(for: shown - followed.at), at: now)
        state.since = now - (shown - followed.at)
        reconsider(at: now)
    }
}

extension Discipline {
    /// What the oscillator is like is known in any case; where the clock is, only where it ran on by itself.
    init(
        steering: TimekeepingSettings.Steering, applied: Double,
        remembering earlier: (Remembrance, showing: TAIInstant)?
    ) {
        guard let (remembrance, shown) = earlier else {
            self.init(steering: steering, applied: applied)
            return
        }
        self.init(
            steering: steering, applied: applied, memory: remembrance.memory, at: shown.sinceEpoch.realSeconds,
            isSameClock: remembrance.ranOn(showing: shown, applied: applied))
    }
}

extension Remembrance {
    /// The longest time between two runs of which is carried on what the clock did, s; beyond it only what was learned
    /// of the oscillator is taken over.
    private static let longestPause = 3600.0
    /// The kernel keeps a rate in units of 2⁻¹⁶ ppm.
    private static let rateUnit = 2e-11

    /// Whether the clock was followed then, and has run on by itself since, at the rate that was left to it.
    fileprivate func ranOn(showing shown: TAIInstant, applied rate: Double) -> Bool {
        let isSame = (rate - applied).magnitude < Self.rateUnit
        let pause = (shown - written).realSeconds
        return isContinuous && isSame && followed != nil && (0...Self.longestPause).contains(pause)
    }
}
