// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// What was heard from the receiver, and when: enough to say what is wrong with it.
struct ReceiverHealth: Sendable {
    private(set) var isOpen = false
    private(set) var fault: PortFault?
    private var since: MonotonicInstant
    /// When its last epoch came, valid or not.
    private(set) var lastClaim: MonotonicInstant?
    private(set) var lastValid: MonotonicInstant?
    private var lastBytes: MonotonicInstant?
    private var lastMessage: MonotonicInstant?
    private(set) var satellitesUsed: UInt16 = 0
    private(set) var reference = TimeReference.none
    private(set) var accuracy = Duration.zero
    /// A receiver's own estimate beyond this is not of a time that anyone would use.
    private static let largestAccuracy = Duration.milliseconds(1)

    init(at now: MonotonicInstant) { since = now }

    mutating func opened(at now: MonotonicInstant) { (isOpen, fault, since) = (true, nil, now) }

    mutating func lost(_ fault: PortFault, at now: MonotonicInstant) {
        if isOpen || self.fault == nil { since = now }
        (isOpen, self.fault) = (false, fault)
    }

    mutating func hear(_ claim: TimeClaim) {
        (isOpen, fault) = (true, nil)
        lastClaim = claim.arrival
        satellitesUsed = claim.satellitesUsed
        guard claim.isValid else { return }
        lastValid = claim.arrival
        reference = claim.reference
        if let stated = claim.accuracy { accuracy = min(max(stated, .zero), Self.largestAccuracy) }
    }

    /// Bytes came, whatever they are worth.
    mutating func hearBytes(at now: MonotonicInstant, isUnderstood: Bool) {
        lastBytes = now
        if isUnderstood { lastMessage = now }
    }

    var isUnplugged: Bool { fault != nil }

    /// How long it has stated no time, be its port open or not.
    func silence(at now: MonotonicInstant) -> Duration { now - (lastClaim ?? since) }

    /// Whether what it said last was not vouched for, nor anything for longer than this.
    func lacksFix(at now: MonotonicInstant, longerThan limit: Duration) -> Bool {
        guard lastClaim != lastValid else { return false }
        return fixAge(at: now) > limit
    }

    private func fixAge(at now: MonotonicInstant) -> Duration { now - (lastValid ?? since) }

    // MARK: What is wrong with it

    /// A receiver that states a time each second has lost its fix when the next one is not valid.
    private static let fixPatience = Duration.milliseconds(900)

    /// What is wrong with the receiver as such, what explains most first.
    /// - Parameter patience: how long it may be silent.
    func trouble(at now: MonotonicInstant, patience: Duration) -> Hindrance? {
        if let fault {
            let reason: Reason = fault == .failed ? .receiverUnplugged : .receiverNotFound
            return Hindrance(cause: .receiverUnplugged, reason: reason, lasting: now - since)
        }
        let silence = silence(at: now)
        if silence > patience {
            return Hindrance(
                cause: .receiverSilent, reason: silenceReason(silence, patience, at: now), lasting: silence)
        }
        guard lacksFix(at: now, longerThan: Self.fixPatience) else { return nil }
        return Hindrance(cause: .fixLost, reason: .noFix(satellitesUsed: satellitesUsed), lasting: fixAge(at: now))
    }

    private func silenceReason(_ silence: Duration, _ patience: Duration, at now: MonotonicInstant) -> Reason {
        guard let lastBytes, now - lastBytes <= patience else { return .receiverSilent(for: silence) }
        let isUnderstood = lastMessage.map { now - $0 <= patience } ?? false
        return .noTimeStated(for: silence, isUnderstood: isUnderstood)
    }
}

/// What keeps the clock from following its pulse.
struct Hindrance {
    var cause: Reason.HoldoverCause
    var reason: Reason
    /// For how long it has done so.
    var lasting: Duration
}
