// SPDX-License-Identifier: Apache-2.0

/// Under which number the transmit stamp of a client's Sync comes back: the top bit, the client's place, and the Sync's
/// sequence number.
struct UnicastTicket: Sendable, BitwiseCopyable {
    /// How many places a ticket can tell apart.
    static let places = 1 << 15

    var slot: Int
    var sequence: UInt16

    init(slot: Int, sequence: UInt16) { (self.slot, self.sequence) = (slot, sequence) }

    /// `nil`: the ticket is none of ours.
    init?(_ number: UInt32) {
        guard number >> 31 == 1 else { return nil }
        (slot, sequence) = (Int(number >> 16 & 0x7FFF), UInt16(truncatingIfNeeded: number))
    }

    var number: UInt32 { 1 << 31 | UInt32(truncatingIfNeeded: slot) << 16 | UInt32(sequence) }
}
