// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// Whose management a port asks next: all places of its table in turn, each about twice a minute.
struct ClientAsking: Sendable, BitwiseCopyable {
    /// Clients that are asked in one second, at most; then a turn takes longer.
    static let perSecond = 64
    /// Seconds that a turn takes.
    static let turn = 30
    /// Who was silent for longer is not asked, nanoseconds.
    static let patience: Int64 = 60_000_000_000

    private var due: MonotonicInstant?
    private var sequence: UInt16 = 0
    /// The place that is looked at next, and how many are looked at in this second yet.
    fileprivate var place = 0
    fileprivate var left = 0

    /// Whether another second has begun.
    mutating func isDue(at now: MonotonicInstant, places: Int) -> Bool {
        guard due.map({ $0 <= now }) ?? true else { return false }
        // From when it was due, so that being looked at late does not slow the turn.
        let next = (due ?? now) + .seconds(1)
        due = next > now ? next : now + .seconds(1)
        left = (places + Self.turn - 1) / Self.turn
        return true
    }

    mutating func nextSequence() -> UInt16 {
        sequence &+= 1
        return sequence
    }
}

extension UnicastService {
    /// The next client whose management is to be asked; `nil`: none in this second.
    mutating func nextToAsk(
        _ asking: inout ClientAsking, at now: MonotonicInstant
    ) -> (client: PortIdentity, address: MessageAddress)? {
        while asking.left > 0 {
            let slot = asking.place
            asking.place = (slot + 1) % table.capacity
            asking.left -= 1
            if table.records[slot].isToBeAsked(at: now.sinceEpoch.wholeNanoseconds) {
                return (table.records[slot].identity, table.records[slot].address)
            }
        }
        return nil
    }

    /// What a client's own management says of it, if it is known. An offset from another grandmaster is none of ours.
    mutating func note(_ report: ClientReport, from address: MessageAddress, ofGrandmaster clock: ClockIdentity) {
        guard let slot = table.slot(of: report.client, at: address) else { return }
        var record = table.records[slot]
        record.unanswered = 0
        if let state = report.state { record.state = state }
        if let grandmaster = report.grandmaster { record.followsUs = grandmaster == clock }
        if report.offset != nil || !record.followsUs { record.offset = record.followsUs ? report.offset : nil }
        table.records[slot] = record
    }
}

extension ClientRecord {
    /// Whoever has not answered three times has no management, and is asked again only once in a while; what it said before
    /// is no longer so.
    fileprivate mutating func isToBeAsked(at now: Int64) -> Bool {
        guard identity.clock.raw != 0, hasGrants || now - last < ClientAsking.patience else { return false }
        let isToBeAsked = unanswered < 3 || unanswered % 32 == 0
        if unanswered >= 3 { (offset, state) = (nil, nil) }
        unanswered = unanswered == .max ? 32 : unanswered + 1
        return isToBeAsked
    }
}
