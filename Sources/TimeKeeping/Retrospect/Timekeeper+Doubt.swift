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
    /// and steers by that one while the receiver itself says that something is wrong.
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
        guard doubt != nil else { return wished }
        let own = doubt?.deaf.update(measured: nil, elapsed: elapsed, mayStep: false)
        guard let own, doubt?.isSteering == true else {
            doubt?.deaf.noteApplied(wished)
            return wished
        }
        discipline.noteApplied(own)
        retrospect.amend(own)
        return own
    }

    private mutating func heedDoubt(_ before: Discipline, at now: MonotonicInstant) {
        let cause = doubtCause(at: now)
        guard doubt == nil else { return continueDoubt(cause, at: now) }
        guard let cause, hindrance(at: now) == nil else { return }
        let reach: Duration = cause == .alarming ? .seconds(settings.retrospect.seconds) : .zero
        doubt = Doubt(
            deaf: retrospect.deaf(since: now - reach) ?? before, began: now, cause: cause,
            until: cause == .alarming ? now + settings.retrospect.probation : now)
    }

    /// It is over once the receiver has vouched for long enough.
    private mutating func continueDoubt(_ cause: Doubt.Cause?, at now: MonotonicInstant) {
        guard let doubt else { return }
        self.doubt?.cause = cause
        if cause == .alarming { self.doubt?.until = now + settings.retrospect.probation }
        let isTooOld = now - doubt.began > settings.retrospect.longest
        if cause == nil, now >= doubt.until || isTooOld { self.doubt = nil }
    }

    /// The receiver's trouble was real: what was learned from its edges since, and shortly before, is forgotten.
    mutating func forgetDoubtful() {
        guard let deaf = doubt?.deaf else { return }
        if isSignalDoubtful { signal.condemn() }
        notes.append(.edgesForgotten(by: .realSeconds(deaf.offset - discipline.offset)))
        discipline = deaf
        doubt = nil
        retrospect.forget()
    }

    /// Nothing that was before counts any more.
    mutating func forgetPast() {
        doubt = nil
        retrospect.forget()
    }
}
