// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

extension Port {
    /// A client asks when its message arrived (11.3): it is told the way it asked, to the group or to it alone.
    mutating func answerDelayRequest(
        _ header: MessageHeader, _ bytes: Span<UInt8>, _ arrival: Arrival, into sink: inout some MessageSink & ~Copyable
    ) throws(MessageRefusal) {
        guard settings.delayMechanism == .endToEnd, state == .master, arrival.toGroup ? settings.isMulticast : true
        else { throw .notServed }
        guard header.messageLength >= DelayRequestMessage.count else { throw .malformed }
        guard let stamp = arrival.stamp else { throw .unstamped }
        guard unicast.heard(delayRequest: header, arrival, counters: &counters) == nil else { return }
        guard
            let response = delayResponse(to: header, arrived: stamp - settings.ingressLatency.duration, arrival.toGroup)
        else { throw .unstamped }
        let destination = arrival.toGroup ? group : arrival.source
        sink.send(MessageEnvelope(to: destination, isEvent: false)) { response.write(into: &$0) }
        counters[sent: .delayResponse] += 1
    }

    /// 11.3.2: the whole nanoseconds of the arrival in the stamp, what is below taken from the request's correction; and so
    /// is the asymmetry, as the way from the client is that much shorter than the mean. `nil` before 1970.
    func delayResponse(
        to request: MessageHeader, arrived ingress: TAIInstant, _ toGroup: Bool
    ) -> DelayResponseMessage? {
        guard let stamp = PTPTimestamp(ingress) else { return nil }
        var response = DelayResponseMessage(
            header: header(
                .delayResponse, sequence: request.sequence, log: toGroup ? settings.logMinDelayRequestInterval : 0x7F,
                flags: toGroup ? [] : .unicast))
        let remainder = TimeInterval(PTPTimestamp.remainder(of: ingress))
        response.header.correction = request.correction - remainder - settings.delayAsymmetry
        (response.receiveTimestamp, response.requestingPortIdentity) = (stamp, request.source)
        return response
    }
}
