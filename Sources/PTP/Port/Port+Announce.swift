// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

extension Port {
    mutating func sendAnnounce(into sink: inout some MessageSink & ~Copyable) {
        announceSequence &+= 1
        var message = announcement
        message.header.sequence = announceSequence
        sink.send(MessageEnvelope(to: group, isEvent: false)) { buffer in
            var count = message.write(into: &buffer)
            if row.extensions.contains(.pathTrace) {
                count = PathTrace([identity.clock]).append(to: &buffer, after: count)
            }
            if row.extensions.contains(.totalInaccuracy) {
                count = powerProfile.append(to: &buffer, after: count)
            }
            return count
        }
        counters[sent: .announce] += 1
    }

    /// What we announce, without TLVs.
    var announcement: AnnounceMessage {
        var message = AnnounceMessage(
            header: header(.announce, sequence: 0, log: settings.logAnnounceInterval, flags: claim.flags))
        message.originTimestamp = origin
        message.currentUtcOffset = claim.utcOffset
        (message.grandmasterPriority1, message.grandmasterPriority2) = (settings.priority1, settings.priority2)
        (message.grandmasterClockQuality, message.timeSource) = (claim.quality, claim.timeSource)
        (message.grandmasterIdentity, message.stepsRemoved) = (identity.clock, 0)
        return message
    }

    /// An estimate of the time, good to the second (9.5.9.3); IEEE 802.1AS-2020 reserves the field (10.6.3.2, 11.4.3).
    var origin: PTPTimestamp {
        row.bestMaster == .dot1AS ? .zero : PTPTimestamp(reading.shown) ?? .zero
    }

    /// Substations want the error in nanoseconds: what the accuracy that we announce allows.
    private var powerProfile: PowerProfile {
        let inaccuracy = claim.quality.accuracy.limit.map { UInt32(clamping: $0.wholeNanoseconds) }
        return PowerProfile(
            grandmasterID: settings.powerGrandmasterID, totalTimeInaccuracy: inaccuracy ?? .max)
    }

    /// Another master's word (9.5.3). One's own clock's other ports count as others: two of them on one network must not
    /// both be masters there.
    mutating func hearAnnounce(
        _ header: MessageHeader, _ bytes: Span<UInt8>, _ arrival: Arrival
    ) throws(MessageRefusal) {
        guard let message = AnnounceMessage(header, bytes) else { throw .malformed }
        let isSibling = header.source.clock == identity.clock
        // It is one that the same clock has, and the lower number is what makes it matter.
        guard !isSibling || (1..<identity.number).contains(header.source.number) else { throw .own }
        guard arrival.toGroup, isRuled || isSibling, isCapable, !header.flags.contains(.alternateMaster),
            message.stepsRemoved < 255, isSibling || !hasPassedUs(message, bytes)
        else { throw .notServed }
        foreignMasters.heard(
            ClockDataSet(message, at: identity), from: arrival.source, timeSource: message.timeSource, at: arrival.at,
            window: window, by: row.bestMaster)
        decide(at: arrival.at)
    }

    /// What comes back to us by way of others says nothing new (IEEE 802.1AS-2020, 10.3.11.2.1 c).
    private func hasPassedUs(_ message: AnnounceMessage, _ bytes: Span<UInt8>) -> Bool {
        guard row.extensions.contains(.pathTrace) else { return false }
        var tlvs = TLVs(bytes, from: AnnounceMessage.count)
        while let tlv = tlvs.next(in: bytes) {
            if let trace = PathTrace(bytes, tlv), trace.sequence.contains(identity.clock) { return true }
        }
        return false
    }
}
