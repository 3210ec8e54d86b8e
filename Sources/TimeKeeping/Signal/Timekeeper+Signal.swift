// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// What a receiver whose signal is in trouble may still say.
extension Timekeeper {
    /// Whether the edges are not to be trusted for the signal's sake.
    var isSignalDoubtful: Bool { signal.trouble.map { !$0.isExcused } ?? false }

    mutating func watchSignal(_ claim: TimeClaim) {
        let before = signal.trouble?.kind
        signal.hear(claim.signal, used: claim.isValid ? claim.satellitesUsed : nil, at: claim.arrival)
        if let kind = signal.trouble?.kind, before == nil { notes.append(.signalTroubled(kind)) }
        if signal.trouble == nil, before != nil { notes.append(.signalRecovered) }
        judgeSignal(at: claim.arrival)
    }

    /// A trouble that pulled the pulse did harm. One that lasted without was none.
    private mutating func judgeSignal(at now: MonotonicInstant) {
        guard let trouble = signal.trouble, !trouble.isHarmful, doubt != nil else { return }
        if hasPulseLeft {
            signal.condemn()
        } else if now - trouble.doubted >= settings.signal.patience, receiver.lastClaim == receiver.lastValid {
            signal.excuse()
        }
    }

    /// Whether the doubtful edges say another time than all that was known before allows.
    private var hasPulseLeft: Bool {
        guard let doubt, doubt.isAlarming, let deaf = doubt.deaf else { return false }
        // What it admits beyond the offset that it knows of.
        let chance = deaf.errorBound.base.realSeconds - deaf.offset.magnitude
        return (deaf.offset - discipline.offset).magnitude > chance
    }

    /// What keeps the clock from following a pulse whose receiver's signal was troubled so that it did harm.
    func signalHindrance(at now: MonotonicInstant) -> Hindrance? {
        guard let trouble = signal.trouble, trouble.isHarmful else { return nil }
        let lasting = now - trouble.since
        return Hindrance(
            cause: .signalTroubled, reason: .signalTroubled(trouble.kind, for: lasting), lasting: lasting)
    }

    /// Why its pulse is not trusted although the receiver vouches for it.
    func signalDoubt(at now: MonotonicInstant) -> Reason? {
        guard isSignalDoubtful, let trouble = signal.trouble else { return nil }
        return .followingUnvouched(since: .signalTroubled, for: now - trouble.since)
    }
}
