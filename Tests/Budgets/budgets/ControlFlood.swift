// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import LinuxBoard
import NTP
import TimeBase

/// A worker's batches of NTP requests between control messages: from who may not ask, and from who may until too many
/// wait, since nobody takes them.
struct ControlFlood {
    private static let start = MonotonicInstant(sinceEpoch: .seconds(10))

    /// What was sent; outlives the socket, which its worker owns.
    private final class Count { var sent = 0 }

    private struct Wire: TimestampedSocket, ~Copyable {
        static var batchCapacity: Int { 64 }
        let count: Count
        let local = IPEndpoint(.loopbackV4, port: 123)
        var now = ControlFlood.start
        private var buffer = [UInt8](repeating: 0, count: 128)
        private var marked = 0

        init(_ count: Count) { self.count = count }

        /// Every other datagram is a control message, half of them from this machine.
        mutating func receive() throws(SocketFault) -> Int {
            now += .microseconds(100)
            return Self.batchCapacity
        }

        func arrival(of index: Int) -> DatagramArrival {
            let address = index % 4 == 1 ? IPAddress.loopbackV4 : IPAddress(v4: 0x0A00_0000 + UInt32(index))
            return DatagramArrival(
                at: now, source: IPEndpoint(address, port: 40_000), count: index % 2 == 0 ? 48 : 12)
        }

        mutating func withBuffer<Result>(of index: Int, _ body: (inout MutableSpan<UInt8>) -> Result) -> Result {
            (buffer[0], buffer[1]) = index % 2 == 0 ? (0x23, 0) : (0x16, 2)
            var span = buffer.mutableSpan
            return body(&span)
        }

        mutating func setReply(to index: Int, count length: Int) { marked += length > 0 ? 1 : 0 }

        mutating func sendReplies(_ range: Range<Int>) throws(SocketFault) -> Int {
            defer { marked = 0 }
            count.sent += marked
            return marked
        }
    }

    func measure() -> Measurement {
        let time = Published(ServedTime.locked(at: Self.start))
        guard let loopback = AddressBlock(number: IPAddress.loopbackV4.number, length: 128),
            let policy = AccessPolicy(allow: [loopback], deny: []), let door = try? ControlDoor(Posted(policy))
        else { preconditionFailure("no door") }
        let answers = Count()
        let worker = NTPWorker(socket: Wire(answers), time: time, control: door)
        for _ in 0..<100 { worker.serve() }
        let (times, before) = (10_000, answers.sent)
        let result = count("batches of 32 NTP requests between 32 control messages", times: times) { _ in
            worker.serve()
        }
        let counters = worker.counters.now
        precondition(answers.sent - before == times * 32 && counters[.controlLimited] > 0 && counters[.control] > 0)
        return result
    }
}
