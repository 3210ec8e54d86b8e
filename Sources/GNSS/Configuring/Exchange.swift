// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// A question or an order to a receiver, until it is answered, refused, or given up.
struct Exchange: Hashable, Sendable {
    enum Outcome: Hashable {
        case answered([UInt8])
        case acknowledged
        case refused
        case silent
    }

    static let patience: Duration = .milliseconds(1200)
    static let attempts = 3

    let frame: [UInt8]
    /// The message that answers, and how its payload begins.
    let answer: UBXMessageID?
    let beginning: [UInt8]
    /// The message whose acknowledgement is awaited.
    let acknowledged: UBXMessageID?

    private(set) var sent = 0
    private(set) var deadline: MonotonicInstant?
    private var content: [UInt8]?
    private var isAcknowledged = false

    /// Asks for a message; CFG messages are answered and acknowledged (u-blox receiver descriptions, "Acknowledgement"
    /// and "Polling mechanism").
    static func ask(_ id: UBXMessageID, _ payload: [UInt8] = [], beginning: [UInt8] = []) -> Self {
        var frame: [UInt8] = []
        id.appendFrame(to: &frame) { $0 += payload }
        return Self(
            frame: frame, answer: id, beginning: beginning, acknowledged: id.messageClass == 0x06 ? id : nil)
    }

    static func tell(_ id: UBXMessageID, _ frame: [UInt8]) -> Self {
        Self(frame: frame, answer: nil, beginning: [], acknowledged: id)
    }

    private init(frame: [UInt8], answer: UBXMessageID?, beginning: [UInt8], acknowledged: UBXMessageID?) {
        (self.frame, self.answer, self.beginning, self.acknowledged) = (frame, answer, beginning, acknowledged)
    }

    /// What it has come to by a message that was heard.
    mutating func take(_ id: UBXMessageID, _ payload: Span<UInt8>) -> Outcome? {
        if id == .ackACK || id == .ackNAK {
            guard payload.count == 2, UBXMessageID(payload[0], payload[1]) == acknowledged else { return nil }
            if id == .ackNAK { return .refused }
            isAcknowledged = true
        } else if id == answer, begins(payload) {
            content = payload.indices.map { payload[$0] }
        }
        return isComplete ? complete : nil
    }

    /// What to send now, or what it has come to by waiting.
    mutating func step(at now: MonotonicInstant) -> (send: Bool, outcome: Outcome?) {
        if let deadline {
            if now < deadline { return (false, nil) }
            // An answer whose acknowledgement was lost is an answer.
            if content != nil { return (false, complete) }
            if sent >= Self.attempts { return (false, .silent) }
        }
        sent += 1
        deadline = now + Self.patience
        return (true, nil)
    }

    private var isComplete: Bool {
        (answer == nil || content != nil) && (acknowledged == nil || isAcknowledged)
    }

    private var complete: Outcome { content.map { .answered($0) } ?? .acknowledged }

    private func begins(_ payload: Span<UInt8>) -> Bool {
        guard payload.count >= beginning.count else { return false }
        return beginning.indices.allSatisfy { payload[$0] == beginning[$0] }
    }
}
