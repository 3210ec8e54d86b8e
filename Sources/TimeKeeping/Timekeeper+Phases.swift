// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// The one state machine that decides what is claimed.
extension Timekeeper {
    /// Looks at everything that is known at `now` and publishes what follows from it.
    mutating func reconsider(at now: MonotonicInstant) {
        noteContradiction(at: now)
        leaveWrongLabel()
        climb(at: now)
        switch state.phase {
        case .starting: leaveStarting(at: now)
        case .acquiring: reconsiderAcquiring(at: now)
        case .locked: reconsiderLocked(at: now)
        case .holdover: reconsiderHoldover(at: now)
        case .unsynchronised where state.lastUpdate == nil: leaveStarting(at: now)
        case .fallback: reconsiderFallback(at: now)
        case .unsynchronised: break
        }
        publish(at: now)
        watchOutage(at: now)
        reconsiderConditions(at: now)
    }

    mutating func enter(_ phase: TimeState.Phase, because reason: Reason, at now: MonotonicInstant) {
        let wasTrustworthy = state.isTrustworthy
        if phase != state.phase {
            notes.append(.phaseChanged(from: state.phase, to: phase, reason: reason))
            state.since = now
        }
        state.phase = phase
        state.reason = reason
        if wasTrustworthy, !state.isTrustworthy { untaught = discipline }
        if phase == .locked { state.hasLocked = true }
    }

    /// A program that has heard nothing for this long is not about to.
    private static let startPatience: Duration = .seconds(10)

    private mutating func leaveStarting(at now: MonotonicInstant) {
        let heard = receiver.lastClaim != nil || labeler.train.lastBeat != nil
        if heard { return enter(.acquiring, because: acquiringReason(at: now), at: now) }
        let isOver = state.phase == .unsynchronised || now - state.since > Self.startPatience
        enter(isOver ? .unsynchronised : .starting, because: receiverTrouble(at: now)?.reason ?? .justStarted, at: now)
    }

    private mutating func reconsiderAcquiring(at now: MonotonicInstant) {
        let isLabelled = labeler.status == .labelled(verified: true) && !isLostInCrowd
        if hindrance(at: now) == nil, isLabelled, discipline.isSettled {
            wasStepped = false
            enter(.locked, because: followingReason(at: now), at: now)
        } else {
            enter(.acquiring, because: acquiringReason(at: now), at: now)
        }
    }

    private mutating func reconsiderLocked(at now: MonotonicInstant) {
        guard let hindrance = hindrance(at: now) else {
            return enter(.locked, because: followingReason(at: now), at: now)
        }
        forgetDoubtful(at: now)
        holdOver(hindrance, at: now)
    }

    private mutating func reconsiderHoldover(at now: MonotonicInstant) {
        let hindrance = hindrance(at: now)
        if let hindrance {
            forgetDoubtful(at: now)
            holdOver(hindrance, at: now)
        } else if discipline.isSettled {
            return enter(.locked, because: followingReason(at: now), at: now)
        } else {
            enter(.holdover, because: returningReason, at: now)
        }
        if state.phase == .holdover, isBudgetSpent(at: now, isFollowing: hindrance == nil) {
            enter(.unsynchronised, because: .budgetSpent(cause: holdoverCause), at: now)
        }
    }

    private mutating func holdOver(_ hindrance: Hindrance, at now: MonotonicInstant) {
        holdoverCause = hindrance.cause
        guard settings.fallback.order.has(.holdover) else {
            return enter(.unsynchronised, because: .holdoverLeftOut(cause: hindrance.cause), at: now)
        }
        enter(.holdover, because: hindrance.reason, at: now)
    }

    /// A clock that is being brought back gently spends no more of its time, but what it is off still counts.
    private func isBudgetSpent(at now: MonotonicInstant, isFollowing: Bool) -> Bool {
        let isTimeUp = !isFollowing && now - state.since > settings.holdover.longest
        return isTimeUp || currentBound.base > settings.holdover.largestError
    }

    /// The receiver contradicts for good once it has done so for as long as the settings say.
    private mutating func noteContradiction(at now: MonotonicInstant) {
        let persists = labeler.heedContradiction(at: now, after: settings.holdover.contradiction)
        if persists, !isContradicted, let said = labeler.contradiction {
            notes.append(.contradictionBegan(stated: said.stated, expected: said.expected))
            isContradicted = true
        } else if isContradicted, labeler.contradiction == nil, labeler.status != .labelled(verified: false) {
            notes.append(.contradictionEnded)
            isContradicted = false
        }
    }

    /// A label that the receiver contradicts for good is kept for the sake of a clock that is relied on. Where there is
    /// none, or where that one contradicts it too, it was wrong from the first on.
    private mutating func leaveWrongLabel() {
        guard isContradicted, labeler.contradiction != nil, foreignSecond != nil || !state.isTrustworthy else { return }
        labeler.reset()
        notes.append(.labelLost)
    }

    // MARK: Publishing

    private mutating func publish(at now: MonotonicInstant) {
        state.asOf = now
        state.errorBound = currentBound
        state.offset = upstream.follower?.offset ?? .realSeconds(steeringOffset)
        state.frequency = upstream.follower?.frequency ?? discipline.frequency
        state.rate = state.frequency + lastCorrection.frequency
        state.variance = steadiness.variance
        rollLeap(at: now)
    }

    static let lastingJitter = 0.4

    /// The discipline's bound, and what no discipline can see: how far the pulse itself may be from the true second.
    var currentBound: ErrorBound {
        if state.phase == .fallback { return fallbackBound(at: state.asOf) }
        var bound = discipline.errorBound
        if let undoubted = doubt?.deaf?.errorBound, undoubted.base > bound.base { bound = undoubted }
        // The discipline speaks of its last turn; until now the clock may have moved on.
        if let lastTurn { bound = bound.moved(by: state.asOf - lastTurn) }
        // What makes stamps uncertain is latency for the most part, and not all of that averages out.
        if discipline.isNoiseKnown { bound.base += .realSeconds(discipline.jitterDeviation * Self.lastingJitter) }
        bound.base += settings.pulse.uncertainty + receiver.accuracy + stampUncertainty
        return bound
    }

    /// Once a leap second has passed it is part of the difference.
    private mutating func rollLeap(at now: MonotonicInstant) {
        guard let next = state.utc.next, let lastLabelled else { return }
        guard lastLabelled.marks + (now - lastLabelled.at) >= next.at else { return }
        state.utc.taiMinusUTC &+= Int32(next.change)
        state.utc.next = nil
        notes.append(.leapChanged(nil))
    }

    mutating func reconsiderConditions(at now: MonotonicInstant) {
        var found: Conditions = []
        let hasBeaten = labeler.train.lastBeat != nil
        let pulsePatience = hasBeaten ? settings.holdover.pulseTimeout : settings.holdover.grace
        if pulseGap(at: now) > pulsePatience { found.insert(.pulseLost) }
        if receiver.isUnplugged { found.insert(.receiverUnplugged) }
        if !receiver.isUnplugged, receiver.silence(at: now) > settings.holdover.grace { found.insert(.receiverSilent) }
        if receiver.lacksFix(at: now, longerThan: settings.holdover.grace) { found.insert(.noFix) }
        if labeler.status == .ambiguous { found.insert(.labelAmbiguous) }
        if isContradicted || foreignSecond != nil { found.insert(.receiverContradicts) }
        if isSignalDoubtful { found.insert(.signalTroubled) }
        if jump != nil || trust.refusal?.kind.isOfPulse ?? false { found.insert(.pulseContradicts) }
        if implausibility != nil { found.insert(.implausible) }
        if upstream.dispute(at: now) != .none { found.insert(.sourcesDisagree) }
        if upstream.refused != nil, state.phase == .fallback { found.insert(.correctionRefused) }
        if !state.utc.isCurrent { found.insert(.leapTableExpired) }
        if state.phase == .holdover { found.insert(.holdover) }
        if !state.isTrustworthy { found.insert(.unsynchronised) }
        conditions = found
    }
}
