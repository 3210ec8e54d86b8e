// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// What is believed while the receiver is in doubt, and what is forgotten when that turns out badly.
extension Timekeeper {
    /// How well the edges can be trusted right now; `nil`: well.
    private func doubtCause(at now: MonotonicInstant) -> Doubt.Cause? {
        if receiver.lastClaim != receiver.lastValid || isSignalDoubtful { return .alarming }
        return !labeler.isFresh(at: now) || receiver.isUnplugged ? .unvouched : nil
    }

    /// After a turn of the discipline: keeps it in mind, and where the receiver is in doubt carries a deaf discipline along,
    /// and steers by that one where the receiver itself says that something is wrong.
    /// - Parameters:
    ///   - before: the discipline before the turn.
    ///   - wished: the correction that it wishes for.
    /// - Returns: the correction to apply.
    mutating func weigh(
        _ before: Discipline, _ elapsed: Double, _ wished: ClockCorrection, at now: MonotonicInstant
    ) -> ClockCorrection {
        guard state.isTrustworthy else {
            forgetPast()
            return wished
        }
        heedDoubt(before, at: now)
        retrospect.keep(before, elapsed: elapsed, applied: wished, at: now)
        let own = doubt?.deaf?.update(measured: nil, elapsed: elapsed, mayStep: false)
        guard let own, doubt?.isAlarming == true else {
            doubt?.deaf?.noteApplied(wished)
            return wished
        }
        discipline.noteApplied(own)
        retrospect.amend(own)
        return own
    }

    /// Where the clock is by the discipline that steers it: clock − reference, s.
    var steeringOffset: Double {
        if let doubt, doubt.isAlarming, let deaf = doubt.deaf { return deaf.offset }
        return discipline.offset
    }

    private mutating func heedDoubt(_ before: Discipline, at now: MonotonicInstant) {
        let cause = doubtCause(at: now)
        guard doubt == nil else { return continueDoubt(cause, at: now) }
        guard let cause, hindrance(at: now) == nil else { return }
        let isAlarming = cause == .alarming
        doubt = Doubt(
            deaf: isAlarming ? rolledBack(at: now) ?? before : before, began: now, isAlarming: isAlarming,
            until: isAlarming ? now + settings.retrospect.probation : now)
    }

    private func rolledBack(at now: MonotonicInstant) -> Discipline? {
        retrospect.deaf(since: now - .seconds(settings.retrospect.seconds))
    }

    /// It is over once the receiver has vouched for long enough, and is given up where that comes and goes for too long.
    private mutating func continueDoubt(_ cause: Doubt.Cause?, at now: MonotonicInstant) {
        guard let doubt else { return }
        if cause == .alarming {
            self.doubt?.isAlarming = true
            self.doubt?.until = now + settings.retrospect.probation
        }
        if cause == nil, now >= doubt.until {
            self.doubt = nil
        } else if cause != .unvouched, now - doubt.began > settings.retrospect.longest {
            self.doubt?.deaf = nil
        }
    }

    /// The receiver's trouble was real: what was learned from its edges since, and shortly before, is forgotten.
    mutating func forgetDoubtful(at now: MonotonicInstant) {
        guard let doubt else { return }
        if isSignalDoubtful { signal.condemn() }
        let doubtful = (now - doubt.began).realSeconds + Double(settings.retrospect.seconds) + 1
        trust.earlier.forget(after: trust.time - doubtful)
        if let deaf = doubt.deaf ?? rolledBack(at: now) {
            notes.append(.edgesForgotten(by: .realSeconds(deaf.offset - discipline.offset)))
            discipline = deaf
        }
        forgetPast()
    }

    /// Nothing that was before counts any more.
    mutating func forgetPast() {
        doubt = nil
        retrospect.forget()
    }
}
