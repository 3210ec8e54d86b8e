// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// What was heard from the receiver, and when: enough to say what is wrong with it.
struct ReceiverHealth: Sendable {
    private(set) var isOpen = false
    private(set) var fault: PortFault?
    private var since: MonotonicInstant
    private(set) var lastClaim: MonotonicInstant?
    private(set) var lastValid: MonotonicInstant?
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

    var isUnplugged: Bool { fault != nil }

    /// How long it has said nothing.
    func silence(at now: MonotonicInstant) -> Duration { now - max(lastClaim ?? since, since) }

    /// Whether it speaks but has not vouched for its time for as long as this.
    func lacksFix(at now: MonotonicInstant, longerThan limit: Duration) -> Bool {
        guard lastClaim != nil else { return false }
        guard let lastValid else { return true }
        return now - lastValid > limit
    }
}
