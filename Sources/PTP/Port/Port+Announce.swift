// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

extension Port {
    mutating func sendAnnounce(into sink: inout some MessageSink & ~Copyable) {
        guard isCapable else { return }
        announceSequence &+= 1
        let message = announcement(sequence: announceSequence, log: settings.logAnnounceInterval)
        sink.send(MessageEnvelope(to: group, isEvent: false)) { message.write(into: &$0) }
        counters[sent: .announce] += 1
    }

    /// What we announce, without TLVs.
    func announcement(sequence: UInt16, log: Int8, flags: MessageFlags = []) -> AnnounceMessage {
        var message = AnnounceMessage(
            header: header(.announce, sequence: sequence, log: log, flags: claim.flags.union(flags)))
        message.originTimestamp = row.bestMaster == .dot1AS ? .zero : PTPTimestamp(reading.shown) ?? .zero
        message.currentUtcOffset = claim.utcOffset
        (message.grandmasterPriority1, message.grandmasterPriority2) = (settings.priority1, settings.priority2)
        (message.grandmasterClockQuality, message.timeSource) = (claim.quality, claim.timeSource)
        (message.grandmasterIdentity, message.stepsRemoved) = (identity.clock, 0)
        return message
    }

    /// Another master's word (9.5.3). One's own clock's other ports count as others: two of them on one network must not
    /// both be masters there.
    mutating func hearAnnounce(
        _ header: MessageHeader, _ bytes: Span<UInt8>, _ arrival: Arrival
    ) throws(MessageRefusal) {
        guard let message = AnnounceMessage(header, bytes) else { throw .malformed }
        let isSibling = header.source.clock == identity.clock
        guard arrival.toGroup, isRuled || isSibling, !header.flags.contains(.alternateMaster), isCapable,
            message.stepsRemoved < 255
        else { throw .notServed }
        foreignMasters.heard(
            ClockDataSet(message, at: identity), from: arrival.source, timeSource: message.timeSource, at: arrival.at,
            window: window)
        decide(at: arrival.at)
    }
}
