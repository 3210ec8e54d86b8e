// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import PTP
import TimeBase

/// Turns of a PTP port's thread: a batch of delay requests from the network's buffers to their answers, stamps and all.
struct PTPTurns {
    private static let batch = 64
    private static let start = MonotonicInstant(sinceEpoch: .seconds(10))

    /// What was sent; outlives the wire, which its worker owns.
    private final class Count { var sent = 0 }

    /// A batch of requests twenty microseconds after the last one, each client's after 64 batches again.
    private struct Wire: LinkedTransport, ~Copyable {
        let count: Count
        var now = PTPTurns.start
        var turn = 0
        var isLinkUp: Bool { true }
        let requests: [[UInt8]]
        var buffer = [UInt8](repeating: 0, count: MessageEnvelope.room)
        var ticket: UInt32?

        init(_ count: Count) {
            self.count = count
            requests = (0..<4_096).map { client in
                var octets = [UInt8](repeating: 0, count: 44)
                (octets[0], octets[1], octets[3]) = (0x1, 0x12, 44)
                (octets[26], octets[27]) = (UInt8(client >> 8), UInt8(client & 0xFF))
                return octets
            }
        }

        private func client(_ index: Int) -> Int { (turn * PTPTurns.batch + index) % requests.count }

        mutating func wait(until deadline: MonotonicInstant) {
            now += .microseconds(20)
            turn += 1
        }

        mutating func receive() throws(SocketFault) -> Int { PTPTurns.batch }

        func arrival(of index: Int) -> MessageArrival {
            MessageArrival(
                at: now, stamp: .kernel(now), source: .ip(IPAddress(v4: UInt32(client(index)))), count: 44)
        }

        func withMessage<Result>(of index: Int, _ body: (Span<UInt8>) -> Result) -> Result {
            let octets = requests[client(index)]
            return body(octets.span)
        }

        mutating func nextTransmitStamp() -> (ticket: UInt32, stamp: WireStamp)? {
            defer { ticket = nil }
            return ticket.map { ($0, .kernel(now)) }
        }

        mutating func send(_ envelope: MessageEnvelope, _ fill: (inout MutableSpan<UInt8>) -> Int) {
            var span = buffer.mutableSpan
            count.sent += fill(&span) > 0 ? 1 : 0
            ticket = envelope.ticket ?? ticket
        }

        mutating func flush() throws(SocketFault) -> Int { 0 }
    }

    /// What is told of the port twice a second may allocate, so the turns take less time than that.
    func measure() -> Measurement {
        var settings = PortSettings(.defaultE2E)
        settings.isGrandmasterOnly = true
        settings.delayRequestsPerClient = 1_000
        let state = TimeState(
            phase: .locked, since: Self.start, asOf: Self.start, reason: .justStarted,
            errorBound: ErrorBound(base: .nanoseconds(80)), reference: .gps, utc: UTCRelation(taiMinusUTC: 37))
        let reading = ClockReading(era: 0, shown: TAIInstant(sinceEpoch: .seconds(2_000_000_000)))
        let time = Published(
            ServedTime(state: state, clock: ClockMapping(anchor: Self.start, atAnchor: reading, rate: 1e-6)))
        let identity = PortIdentity(clock: ClockIdentity(raw: 0x1000), number: 1)
        let answers = Count()
        var worker = PTPWorker(
            Wire(answers), Port(settings, identity: identity, stamping: .software, at: Self.start),
            clock: PTPClock(time, profile: .defaultE2E),
            desk: PTPPortDesk(number: 1, interface: "eth0", settings: settings))
        for _ in 0..<100 { try? worker.turn() }
        let (times, before) = (20_000, answers.sent)
        let result = count("turns of a PTP port with \(Self.batch) requests each", times: times) { _ in
            try? worker.turn()
        }
        precondition(answers.sent - before >= times * Self.batch)
        return result
    }
}
