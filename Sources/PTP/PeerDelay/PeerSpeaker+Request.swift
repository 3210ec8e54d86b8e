// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

extension PeerSpeaker {
    /// Asks for the way to the neighbour.
    ///
    /// The asymmetry is taken off the request as 11.6.4 has it, and put back when the response comes: the mean of both ways
    /// does not know of it. Its sign is the other way about, as ours tells how much longer the way from us is.
    mutating func askPeer(at now: MonotonicInstant, into sink: inout some MessageSink & ~Copyable) {
        track(at: now) { $0.ask() }
        let log = settings.profile == .dot1AS ? settings.logMinPeerDelayRequestInterval : 0x7F
        var message = PeerDelayRequestMessage(
            header: header(.peerDelayRequest, sequence: peer.exchange.sequence, log: log, flags: []))
        message.header.correction = settings.delayAsymmetry
        let ticket = TicketKind.peerDelayRequest.ticket(UInt32(peer.exchange.sequence))
        sink.send(MessageEnvelope(to: peerGroup, isEvent: true, ticket: ticket)) { message.write(into: &$0) }
        counters[sent: .peerDelayRequest] += 1
    }

    mutating func peerRequestLeft(_ ticket: UInt32, _ egress: TAIInstant?, at now: MonotonicInstant) {
        guard let egress else {
            counters.stampsLost += 1
            return
        }
        guard UInt16(truncatingIfNeeded: ticket) == peer.exchange.sequence else {
            counters.stampsLate += 1
            return
        }
        track(at: now) { $0.left(at: egress) }
    }

    mutating func hearPeerResponse(
        _ header: MessageHeader, _ bytes: Span<UInt8>, _ arrival: Arrival
    ) throws(MessageRefusal) {
        guard var message = PeerDelayResponseMessage(header, bytes) else { throw .malformed }
        // Between others on a shared network.
        guard message.requestingPortIdentity == identity else { return }
        guard header.sequence == peer.exchange.sequence else { throw .notServed }
        guard let ingress = arrival.stamp.map({ $0 - settings.ingressLatency.duration }) else { throw .unstamped }
        message.header.correction = header.correction - settings.delayAsymmetry
        track(at: arrival.at) { $0.heard(message, at: ingress) }
    }

    mutating func hearPeerFollowUp(
        _ header: MessageHeader, _ bytes: Span<UInt8>, _ arrival: Arrival
    ) throws(MessageRefusal) {
        guard let message = PeerDelayResponseFollowUpMessage(header, bytes) else { throw .malformed }
        guard message.requestingPortIdentity == identity else { return }
        guard header.sequence == peer.exchange.sequence else { throw .notServed }
        track(at: arrival.at) { $0.heard(message) }
    }
}
