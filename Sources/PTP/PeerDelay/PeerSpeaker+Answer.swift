// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

extension PeerSpeaker {
    /// The neighbour asks for the way between us (11.4.2, the two-step responder that tells both its times).
    ///
    /// What its stamps leave out goes into the Follow_Up's correction, all of it: 1588 takes the response's own correction
    /// off and 802.1AS has had it added, and so it stays zero.
    mutating func answerPeer(
        _ header: MessageHeader, _ bytes: Span<UInt8>, _ arrival: Arrival, into sink: inout some MessageSink & ~Copyable
    ) throws(MessageRefusal) {
        guard settings.delayMechanism == .peerToPeer else { throw .notServed }
        guard header.messageLength >= PeerDelayRequestMessage.count else { throw .malformed }
        guard let ingress = arrival.stamp.map({ $0 - settings.ingressLatency.duration }),
            let stamp = PTPTimestamp(ingress)
        else { throw .unstamped }
        let remainder = TimeInterval(PTPTimestamp.remainder(of: ingress))
        let (number, isLost) = peer.answers.issue(
            PeerAnswers.Answer(
                number: 0, requester: header.source, sequence: header.sequence,
                correction: header.correction - remainder, destination: arrival.toGroup ? peerGroup : arrival.source,
                isUnicast: !arrival.toGroup))
        if isLost { counters.stampsLost += 1 }
        respond(to: header, received: stamp, arrival, ticket: TicketKind.peerDelayResponse.ticket(number), into: &sink)
    }

    private mutating func respond(
        to request: MessageHeader, received stamp: PTPTimestamp, _ arrival: Arrival, ticket: UInt32,
        into sink: inout some MessageSink & ~Copyable
    ) {
        var message = PeerDelayResponseMessage(
            header: header(
                .peerDelayResponse, sequence: request.sequence, log: 0x7F,
                flags: arrival.toGroup ? .twoStep : [.twoStep, .unicast]))
        (message.requestReceiptTimestamp, message.requestingPortIdentity) = (stamp, request.source)
        let destination = arrival.toGroup ? peerGroup : arrival.source
        sink.send(MessageEnvelope(to: destination, isEvent: true, ticket: ticket)) { message.write(into: &$0) }
        counters[sent: .peerDelayResponse] += 1
    }

    mutating func peerResponseLeft(
        _ ticket: UInt32, at egress: TAIInstant?, into sink: inout some MessageSink & ~Copyable
    ) {
        guard let answer = peer.answers.redeem(ticket) else { return }
        guard let egress, let stamp = PTPTimestamp(egress) else {
            counters.stampsLost += 1
            return
        }
        var message = PeerDelayResponseFollowUpMessage(
            header: header(
                .peerDelayResponseFollowUp, sequence: answer.sequence, log: 0x7F,
                flags: answer.isUnicast ? .unicast : []))
        message.header.correction = answer.correction + TimeInterval(PTPTimestamp.remainder(of: egress))
        (message.responseOriginTimestamp, message.requestingPortIdentity) = (stamp, answer.requester)
        sink.send(MessageEnvelope(to: answer.destination, isEvent: false)) { message.write(into: &$0) }
        counters[sent: .peerDelayResponseFollowUp] += 1
    }
}
