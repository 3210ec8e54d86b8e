// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

extension TimeReceiver {
    private static let questionKind: UInt32 = 4

    /// Asks the master how long the way to it is (11.3).
    mutating func ask(at now: MonotonicInstant, into sink: inout some MessageSink & ~Copyable) {
        nextQuestion = now + pause()
        question.ask()
        questions &+= 1
        let message = DelayRequestMessage(header: header(.delayRequest, sequence: question.sequence))
        let ticket = Self.questionKind << 24 | UInt32(question.sequence)
        sink.send(MessageEnvelope(to: group, isEvent: true, ticket: ticket)) { message.write(into: &$0) }
        counters[sent: .delayRequest] += 1
    }

    /// To the next question: by chance, so that not all clients ask at once, and in the mean as often as the master wants
    /// it (9.5.11.2).
    mutating func pause() -> Duration {
        let interval = Duration(logInterval: logDelayRequestInterval)
        return interval / 2 + interval * Int(jitter.next()) / 65_536
    }

    /// - Returns: whether the ticket was a question's.
    mutating func questionLeft(_ ticket: UInt32, at egress: TAIInstant?, now: MonotonicInstant) -> Bool {
        guard ticket >> 24 == Self.questionKind else { return false }
        guard let egress else {
            counters.stampsLost += 1
            return true
        }
        guard question.isOpen, UInt16(truncatingIfNeeded: ticket) == question.sequence else {
            counters.stampsLate += 1
            return true
        }
        if let back = question.left(at: egress) { measure(back: back, at: now) }
        return true
    }

    mutating func hearDelayResponse(
        _ header: MessageHeader, _ bytes: Span<UInt8>, _ arrival: Arrival
    ) throws(MessageRefusal) {
        guard let message = DelayResponseMessage(header, bytes) else { throw .malformed }
        // Another client's, or another master's.
        guard message.requestingPortIdentity == identity, header.source == master else { return }
        guard settings.delayMechanism == .endToEnd, header.sequence == question.sequence else { throw .notServed }
        if (-7...6).contains(header.logInterval) { logDelayRequestInterval = header.logInterval }
        let receipt = message.receiveTimestamp.tai - header.correction.duration
        if let back = question.arrived(at: receipt) { measure(back: back, at: arrival.at) }
    }

    /// The way there and the last Sync's way back are one exchange: the offset is in them with opposite signs.
    private mutating func measure(back: Duration, at now: MonotonicInstant) {
        guard let forth = filter.lastSync else { return }
        filter.hear(delay: (forth + back - settings.delayAsymmetry.duration) / 2, at: now)
        calibrate(at: now)
    }
}
