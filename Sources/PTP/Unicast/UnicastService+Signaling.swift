// SPDX-License-Identifier: Apache-2.0

public import Board
import TimeBase

extension UnicastService {
    /// A Signaling message arrived (13.12): each request and cancellation in it is answered, all in one message.
    ///
    /// - Parameters:
    ///   - message: its octets.
    ///   - header: what our messages of this port begin with.
    public mutating func heard(
        signaling message: Span<UInt8>, _ arrival: Arrival, header: MessageHeader, counters: inout PortCounters,
        into sink: inout some MessageSink & ~Copyable
    ) {
        guard let signaling = SignalingMessage(message) else {
            counters[.malformed] += 1
            return
        }
        guard Self.isMeant(header.source, by: signaling.targetPortIdentity) else { return }
        let now = arrival.at.sinceEpoch.wholeNanoseconds
        guard let slot = table.admit(signaling.header.source, at: arrival.source, now: now) else {
            counters[.full] += 1
            return
        }
        let interval = Pacer.interval(perSecond: Self.signalsPerSecond)
        guard table.records[slot].signals.admits(at: now, interval: interval) else {
            table.records[slot].refused += 1
            counters[.tooFast] += 1
            return
        }
        let envelope = MessageEnvelope(to: arrival.source, isEvent: false)
        sink.send(envelope) { buffer in
            answer(message, of: slot, at: now, header: header, counters: &counters, into: &buffer)
        }
    }

    private static func isMeant(_ port: PortIdentity, by target: PortIdentity) -> Bool {
        (target.clock == port.clock || target.clock == .all) && (target.number == port.number || target.number == .max)
    }

    /// Returns the octets of the answer; zero: there was nothing to answer.
    private mutating func answer(
        _ message: Span<UInt8>, of slot: Int, at now: Int64, header: MessageHeader, counters: inout PortCounters,
        into buffer: inout MutableSpan<UInt8>
    ) -> Int {
        var count = signaling(to: slot, header: header).write(into: &buffer)
        var tlvs = TLVs(message, from: SignalingMessage.count)
        for _ in 0..<Self.answersPerMessage {
            guard let tlv = tlvs.next(in: message) else { break }
            if let request = RequestUnicastTransmission(message, tlv) {
                let grant = decide(request, of: slot, at: now, counters: &counters)
                count = grant.append(to: &buffer, after: count)
            } else if let cancel = CancelUnicastTransmission(message, tlv) {
                let acknowledgement = obey(cancel, of: slot, counters: &counters)
                count = acknowledgement.append(to: &buffer, after: count)
            }
        }
        if tlvs.isMalformed { counters[.malformed] += 1 }
        guard count > SignalingMessage.count else { return 0 }
        noteSignaling(to: slot, counters: &counters)
        return count
    }

    private mutating func decide(
        _ request: RequestUnicastTransmission, of slot: Int, at now: Int64, counters: inout PortCounters
    ) -> GrantUnicastTransmission {
        let log = request.logInterMessagePeriod
        let outcome: GrantOutcome =
            switch request.messageType.flatMap(GrantKind.init) {
            case .some(let kind): grant(kind, log: log, duration: request.durationField, to: slot, at: now)
            case .none: .refused(.notServed)
            }
        switch outcome {
        case .granted(let seconds):
            counters.granted += 1
            table.records[slot].answered += 1
            return GrantUnicastTransmission(
                messageType: request.messageType, logInterMessagePeriod: log, durationField: seconds)
        case .refused(let refusal):
            counters.grantsRefused += 1
            counters[refusal] += 1
            table.records[slot].refused += 1
            return GrantUnicastTransmission(
                messageType: request.messageType, logInterMessagePeriod: log, durationField: 0,
                isRenewalInvited: false)
        }
    }

    /// A client gives back what it was granted, unless it says that it only ends what it grants itself. One that holds
    /// nothing is answered all the same: its first cancellation's acknowledgement may have been lost.
    private mutating func obey(
        _ cancel: CancelUnicastTransmission, of slot: Int, counters: inout PortCounters
    ) -> AcknowledgeCancelUnicastTransmission {
        if !cancel.maintainsRequest, let kind = cancel.messageType.flatMap(GrantKind.init), revoke(kind, of: slot) {
            counters.cancelled += 1
        }
        table.records[slot].answered += 1
        return AcknowledgeCancelUnicastTransmission(
            messageType: cancel.messageType, maintainsRequest: cancel.maintainsRequest,
            maintainsGrant: cancel.maintainsGrant)
    }

    /// The beginning of a Signaling message to a client.
    func signaling(to slot: Int, header: MessageHeader) -> SignalingMessage {
        var signaling = SignalingMessage(header: header)
        signaling.header.flags.insert(.unicast)
        signaling.header.sequence = table.records[slot].signalingSequence
        signaling.header.logInterval = 0x7F
        signaling.targetPortIdentity = table.records[slot].identity
        return signaling
    }

    mutating func noteSignaling(to slot: Int, counters: inout PortCounters) {
        table.records[slot].signalingSequence &+= 1
        table.records[slot].sent += 1
        counters[sent: .signaling] += 1
    }
}
