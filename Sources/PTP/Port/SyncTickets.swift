// SPDX-License-Identifier: Apache-2.0

/// The kinds of tickets under which transmit stamps come back, in a ticket's upper octet. Those with the top bit set are the
/// unicast service's.
enum TicketKind: UInt8, Sendable {
    case sync = 1
    case peerDelayRequest = 2
    case peerDelayResponse = 3

    func ticket(_ number: UInt32) -> UInt32 { UInt32(rawValue) << 24 | number & 0xFF_FFFF }

    /// `nil`: none of the port's own.
    init?(of ticket: UInt32) { self.init(rawValue: UInt8(truncatingIfNeeded: ticket >> 24)) }
}

/// The Syncs whose transmit stamps are still to come. Stamps may come late, in any order, or never; nobody waits for them.
struct SyncTickets: Sendable {
    enum Outcome: Sendable, Equatable {
        /// Of the last Sync: it may be told.
        case current(sequence: UInt16)
        /// A later Sync has gone since: a Follow_Up for it would be of no use to anybody.
        case late
        case unknown
    }

    private var pending = InlineArray<8, UInt16?>(repeating: nil)

    /// A Sync goes out. Returns whether that gives up another whose stamp has still not come.
    mutating func issue(_ sequence: UInt16) -> Bool {
        let isLost = pending[Int(sequence & 7)] != nil
        pending[Int(sequence & 7)] = sequence
        return isLost
    }

    /// A stamp came; `last` is the sequence number of the last Sync.
    mutating func redeem(_ ticket: UInt32, last: UInt16) -> Outcome {
        let sequence = UInt16(truncatingIfNeeded: ticket)
        guard pending[Int(sequence & 7)] == sequence else { return .unknown }
        pending[Int(sequence & 7)] = nil
        return sequence == last ? .current(sequence: sequence) : .late
    }

    /// Gives all up; returns how many there were.
    mutating func removeAll() -> UInt64 {
        var count: UInt64 = 0
        for index in pending.indices where pending[index] != nil { count += 1 }
        pending = .init(repeating: nil)
        return count
    }
}
