// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// Why it is so: what keeps the clock from following its pulse, and how that is said.
extension Timekeeper {
    func pulseGap(at now: MonotonicInstant) -> Duration { now - (labeler.train.lastBeat ?? began) }

    /// What keeps the clock from following its pulse now; `nil` when nothing does. What explains most comes first.
    func cause(at now: MonotonicInstant) -> Reason.HoldoverCause? {
        if isContradicted || foreignSecond != nil { return .receiverContradicts }
        if pulseGap(at: now) > settings.holdover.pulseTimeout { return receiverCause(at: now, .pulseLost) }
        switch labeler.status {
        case .labelled(verified: true): return jump == nil ? nil : .pulseContradicts
        case .labelled, .unlabelled, .ambiguous: return receiverCause(at: now, .pulseLost)
        }
    }

    /// The receiver's own trouble, where it has any, explains more than `other`.
    private func receiverCause(at now: MonotonicInstant, _ other: Reason.HoldoverCause) -> Reason.HoldoverCause {
        if receiver.isUnplugged { return .receiverUnplugged }
        let patience = settings.holdover.pulseTimeout
        if receiver.silence(at: now) > patience { return .receiverSilent }
        return receiver.lacksFix(at: now, longerThan: patience) ? .fixLost : other
    }

    func reason(for cause: Reason.HoldoverCause, at now: MonotonicInstant) -> Reason {
        switch cause {
        case .receiverUnplugged: return .receiverUnplugged
        case .receiverSilent: return .receiverSilent(for: receiver.silence(at: now))
        case .fixLost: return .noFix(satellitesUsed: receiver.satellitesUsed)
        case .pulseContradicts: return .pulseContradicts(offset: jump ?? .zero)
        case .receiverContradicts: return contradictionReason
        case .pulseLost:
            return pulseGap(at: now) > settings.holdover.pulseTimeout
                ? .noPulse(for: pulseGap(at: now)) : labellingReason
        }
    }

    private var contradictionReason: Reason {
        if let said = labeler.contradiction {
            return .receiverContradicts(stated: said.stated, expected: said.expected)
        }
        if let foreignSecond {
            return .receiverContradicts(stated: foreignSecond.stated, expected: foreignSecond.expected)
        }
        return .messagesDisagree
    }

    var followingReason: Reason {
        .following(reference: receiver.reference, satellitesUsed: receiver.satellitesUsed)
    }

    var returningReason: Reason { .settling(offset: .realSeconds(discipline.offset)) }

    private var labellingReason: Reason {
        switch labeler.status {
        case .ambiguous: .messagesDisagree
        case .unlabelled(let agreeing): .labelling(agreeing: UInt16(clamping: agreeing), needed: needed)
        case .labelled: .settling(offset: .realSeconds(discipline.offset))
        }
    }

    /// What is wrong with the receiver as such, if anything.
    func receiverTrouble(at now: MonotonicInstant) -> Reason? {
        if let fault = receiver.fault { return fault == .failed ? .receiverUnplugged : .receiverNotFound }
        let silence = receiver.silence(at: now)
        if silence > settings.holdover.pulseTimeout { return .receiverSilent(for: silence) }
        if receiver.lacksFix(at: now, longerThan: settings.holdover.pulseTimeout) {
            return .noFix(satellitesUsed: receiver.satellitesUsed)
        }
        return nil
    }

    func acquiringReason(at now: MonotonicInstant) -> Reason {
        if wasStepped, discipline.believed == 0 { return .clockStepped }
        if isContradicted { return contradictionReason }
        if let trouble = receiverTrouble(at: now) { return trouble }
        if pulseGap(at: now) > settings.holdover.pulseTimeout { return .noPulse(for: pulseGap(at: now)) }
        return labellingReason
    }
}
