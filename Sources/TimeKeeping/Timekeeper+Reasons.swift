// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// Why it is so: what keeps the clock from following its pulse, and how that is said.
extension Timekeeper {
    func pulseGap(at now: MonotonicInstant) -> Duration { now - (labeler.train.lastBeat ?? began) }

    private func isPulseLost(at now: MonotonicInstant) -> Bool { pulseGap(at: now) > settings.holdover.pulseTimeout }

    /// What keeps the clock from following its pulse now; `nil` when nothing does. What explains most comes first.
    func hindrance(at now: MonotonicInstant) -> Hindrance? {
        if let dispute = disputeHindrance(at: now) { return dispute }
        if !isPulseLost(at: now), labeler.status == .labelled(verified: true), !isReceiverRefused {
            return signalHindrance(at: now) ?? trustHindrance
                ?? jump.map {
                    Hindrance(cause: .pulseContradicts, reason: .pulseContradicts(offset: $0), lasting: .zero)
                }
        }
        return receiverHindrance(at: now)
            ?? Hindrance(cause: .pulseLost, reason: pulseReason(at: now), lasting: pulseGap(at: now))
    }

    private var isReceiverRefused: Bool { isContradicted || foreignSecond != nil }

    /// What the receiver itself does to keep its pulse from being followed. What it said is of no weight any more once
    /// it is gone.
    private func receiverHindrance(at now: MonotonicInstant) -> Hindrance? {
        let trouble = receiverTrouble(at: now)
        guard isReceiverRefused, trouble == nil || trouble?.cause == .fixLost else { return trouble }
        return Hindrance(cause: .receiverContradicts, reason: contradictionReason, lasting: .zero)
    }

    /// What is wrong with the receiver as such, if anything.
    func receiverTrouble(at now: MonotonicInstant) -> Hindrance? {
        receiver.trouble(at: now, patience: settings.holdover.pulseTimeout)
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

    /// Why it is locked; or, where the receiver does not vouch for its pulse right now, what became of it.
    func followingReason(at now: MonotonicInstant) -> Reason {
        if let trouble = receiverTrouble(at: now) {
            return .followingUnvouched(since: trouble.cause, for: trouble.lasting)
        }
        if let said = labeler.contradiction, said.count > 1 {
            return .followingUnvouched(since: .receiverContradicts, for: now - said.since)
        }
        return signalDoubt(at: now)
            ?? .following(reference: receiver.reference, satellitesUsed: receiver.satellitesUsed)
    }

    var returningReason: Reason { .settling(offset: .realSeconds(discipline.offset)) }

    private func pulseReason(at now: MonotonicInstant) -> Reason {
        isPulseLost(at: now) ? .noPulse(for: pulseGap(at: now)) : labellingReason
    }

    private var labellingReason: Reason {
        switch labeler.status {
        case .ambiguous where labeler.isCrowded: .edgesCrowded
        case .ambiguous: labeler.earliness.map { .messagesEarly(by: $0) } ?? .messagesDisagree
        case .unlabelled(let agreeing): .labelling(agreeing: UInt16(clamping: agreeing), needed: needed)
        case .labelled(verified: false):
            .labelling(
                agreeing: UInt16(clamping: labeler.agreement),
                needed: UInt16(clamping: PulseLabeler.agreementAfterDoubt))
        case .labelled(verified: true): isLostInCrowd ? .edgesCrowded : returningReason
        }
    }

    func acquiringReason(at now: MonotonicInstant) -> Reason {
        if wasStepped, discipline.believed == 0 { return .clockStepped }
        if let past = trust[.past], !labeler.isEstablished { return past.reason }
        return receiverHindrance(at: now)?.reason ?? pulseReason(at: now)
    }
}
