// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import TimeBase

/// A grandmaster's port and a thousand unicast clients: grants and renewals, Sync and Follow_Up, delay requests.
struct UnicastClients {
    /// Lends one buffer again and again, and remembers the last ticket.
    private struct Sink: MessageSink, ~Copyable {
        var room = [UInt8](repeating: 0, count: MessageEnvelope.room)
        var sent = 0
        var ticket: UInt32?

        mutating func send(_ envelope: MessageEnvelope, _ fill: (inout MutableSpan<UInt8>) -> Int) {
            var span = room.mutableSpan
            sent += fill(&span) > 0 ? 1 : 0
            ticket = envelope.ticket
        }
    }

    private let claim = GrandmasterClaim(
        quality: ClockQuality(clockClass: 6, accuracy: ClockAccuracy(rawValue: 0x21), variance: 0x4E5D), utcOffset: 37,
        flags: [.ptpTimescale], timeSource: .gnss)
    private let domain = PortSettings(.g8275_2).domain

    func measure() -> Measurement {
        let start = MonotonicInstant(sinceEpoch: .seconds(100))
        let tai = TAIInstant(sinceEpoch: .seconds(2_000_000_000))
        let identity = PortIdentity(clock: ClockIdentity(raw: 1), number: 1)
        var port = Port(PortSettings(.g8275_2), identity: identity, stamping: .software, at: start, seed: 1)
        var sink = Sink()
        for second in 0..<20 {
            port.wake(at: start + .seconds(second), shown: tai, claim: claim, into: &sink)
        }
        let begin = start + .seconds(20)
        let requests = (0..<1_000).map { (signaling: signaling($0), delay: delayRequest($0)) }
        let measurement = count("PTP unicast messages", times: 100_000) { index in
            let now = begin + .microseconds(50 * index)
            let client = index % 1_000
            let arrival = Arrival(
                at: now, stamp: tai, source: .ip(IPAddress(v4: 0x0A00_0001 + UInt32(client))), toGroup: false)
            let octets = index / 1_000 % 2 == 0 ? requests[client].signaling : requests[client].delay
            port.receive(octets.span, arrival, into: &sink)
            port.wake(at: now, shown: tai, claim: claim, into: &sink)
            if let ticket = sink.ticket { port.transmitted(ticket, stamp: tai, at: now, into: &sink) }
        }
        // Each client was granted something, asked 50 times, and got its Sync 16 times a second with a Follow_Up each.
        precondition(port.facts.unicastClients == 1_000 && sink.sent > 150_000)
        return measurement
    }

    private func header(_ type: MessageType, _ client: Int) -> MessageHeader {
        let source = PortIdentity(clock: ClockIdentity(raw: 0xA000 + UInt64(client)), number: 1)
        var header = MessageHeader(type: type, messageLength: 44, source: source)
        (header.domain, header.flags) = (domain, .unicast)
        return header
    }

    private func signaling(_ client: Int) -> [UInt8] {
        var octets = [UInt8](repeating: 0, count: 74)
        var span = octets.mutableSpan
        var count = SignalingMessage(header: header(.signaling, client)).write(into: &span)
        for (type, log) in [(MessageType.announce, 0), (.sync, -4), (.delayResponse, -4)] as [(MessageType, Int8)] {
            let request = RequestUnicastTransmission(messageType: type, logInterMessagePeriod: log, durationField: 300)
            count = request.append(to: &span, after: count)
        }
        return octets
    }

    private func delayRequest(_ client: Int) -> [UInt8] {
        var octets = [UInt8](repeating: 0, count: DelayRequestMessage.count)
        var span = octets.mutableSpan
        _ = DelayRequestMessage(header: header(.delayRequest, client)).write(into: &span)
        return octets
    }
}
