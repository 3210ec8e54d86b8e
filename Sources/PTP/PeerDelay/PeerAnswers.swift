// SPDX-License-Identifier: Apache-2.0

import Board

/// Pdelay_Resps whose transmit stamps are still to come, each for its Follow_Up.
struct PeerAnswers: Sendable {
    struct Answer: Sendable, BitwiseCopyable {
        var number: UInt32
        var requester: PortIdentity
        var sequence: UInt16
        /// The request's, less what the response's stamp of arrival left out.
        var correction: TimeInterval
        var destination: MessageAddress
        var isUnicast: Bool
    }

    private var pending = InlineArray<8, Answer?>(repeating: nil)
    private var count: UInt32 = 0

    /// Keeps what the Follow_Up will need. Returns the ticket's number, and whether another answer was given up for it.
    mutating func issue(_ answer: Answer) -> (number: UInt32, isLost: Bool) {
        count = (count &+ 1) & 0xFF_FFFF
        let index = Int(count & 7)
        let isLost = pending[index] != nil
        pending[index] = answer
        pending[index]?.number = count
        return (count, isLost)
    }

    /// What belongs to the ticket; `nil`: nothing any more.
    mutating func redeem(_ number: UInt32) -> Answer? {
        let index = Int(number & 7)
        guard let answer = pending[index], answer.number == number & 0xFF_FFFF else { return nil }
        pending[index] = nil
        return answer
    }

    /// Gives all up; returns how many there were.
    mutating func removeAll() -> UInt64 {
        var lost: UInt64 = 0
        for index in pending.indices where pending[index] != nil { lost += 1 }
        pending = .init(repeating: nil)
        return lost
    }
}
