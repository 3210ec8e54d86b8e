// SPDX-License-Identifier: Apache-2.0

public import Board

extension TimeReceiver {
    /// A message has arrived. It is used, answered, or refused and counted; no message can make it trap.
    public mutating func receive(
        _ message: Span<UInt8>, _ arrival: Arrival, into sink: inout some MessageSink & ~Copyable
    ) {
        do throws(MessageRefusal) {
            let header = try admit(message)
            try handle(header, message, arrival, into: &sink)
        } catch {
            counters[error] += 1
        }
    }

    private mutating func admit(_ message: Span<UInt8>) throws(MessageRefusal) -> MessageHeader {
        guard let header = MessageHeader(message) else { throw .malformed }
        counters[received: header.type] += 1
        guard header.isOf(row, settings) else { throw .otherDomain }
        guard !isOwn(header.source.clock) else { throw .own }
        guard state != .initializing, state != .faulty else { throw .notServed }
        return header
    }

    func isOwn(_ clock: ClockIdentity) -> Bool {
        if clock == identity.clock { return true }
        for name in own where name == clock { return true }
        return false
    }

    private mutating func handle(
        _ header: MessageHeader, _ bytes: Span<UInt8>, _ arrival: Arrival, into sink: inout some MessageSink & ~Copyable
    ) throws(MessageRefusal) {
        switch header.type {
        case .announce: try hearAnnounce(header, bytes, arrival)
        case .sync: try hearSync(header, bytes, arrival)
        case .followUp: try hearFollowUp(header, bytes, arrival)
        case .delayResponse: try hearDelayResponse(header, bytes, arrival)
        case .peerDelayRequest: try answerPeer(header, bytes, arrival, into: &sink)
        case .peerDelayResponse: try hearPeerResponse(header, bytes, arrival)
        case .peerDelayResponseFollowUp: try hearPeerFollowUp(header, bytes, arrival)
        // The masters' and the other clients' affairs.
        case .delayRequest, .signaling, .management: break
        }
    }
}
