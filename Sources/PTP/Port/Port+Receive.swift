// SPDX-License-Identifier: Apache-2.0

public import Board

extension Port {
    /// A message has arrived. It is answered, noted, or refused and counted; no message can make it trap.
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
        guard header.source != identity else { throw .own }
        guard state != .initializing, state != .faulty, state != .disabled else { throw .notServed }
        return header
    }

    private mutating func handle(
        _ header: MessageHeader, _ bytes: Span<UInt8>, _ arrival: Arrival, into sink: inout some MessageSink & ~Copyable
    ) throws(MessageRefusal) {
        // Of what our other ports send on the same network only their Announces matter.
        guard header.source.clock != identity.clock || header.type == .announce else { throw .own }
        switch header.type {
        case .delayRequest: try answerDelayRequest(header, bytes, arrival, into: &sink)
        case .announce: try hearAnnounce(header, bytes, arrival)
        case .sync: foreignMasters.heardSync(of: header.source, at: arrival.at)
        case .peerDelayRequest: try answerPeer(header, bytes, arrival, into: &sink)
        case .peerDelayResponse: try hearPeerResponse(header, bytes, arrival)
        case .peerDelayResponseFollowUp: try hearPeerFollowUp(header, bytes, arrival)
        // The other masters' and the clients' affairs.
        case .followUp, .delayResponse: break
        case .signaling: try answerSignaling(bytes, arrival, into: &sink)
        case .management: try answerManagement(bytes, arrival, into: &sink)
        }
    }
}
