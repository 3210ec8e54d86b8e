// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import LinuxBoard
import NTP
import TimeBase

/// A worker's batches of NTP requests at its door: from clients that poll, one that asks without end, strangers and
/// somebody who is denied, while the system's queue now and then is long.
struct DoorFlood {
    private static let start = MonotonicInstant(sinceEpoch: .seconds(10))

    /// What became of them; outlives the socket, which its worker owns.
    private final class Count { var (sent, sifted) = (0, 0) }

    private struct Wire: TimestampedSocket, ~Copyable {
        static var batchCapacity: Int { 64 }
        static var mostPassing: Int { 64 }
        let count: Count
        let local = IPEndpoint(.loopbackV4, port: 123)
        var now = DoorFlood.start
        private var batch: UInt32 = 0
        private var buffer = [UInt8](repeating: 0, count: 128)
        private var marked = 0

        init(_ count: Count) { self.count = count }

        var fill: Double? { batch % 100 < 10 ? 0.5 : 0 }
        mutating func sift(passing networks: Span<UInt64>, share: UInt32) { count.sifted += networks.count }

        mutating func receive() throws(SocketFault) -> Int {
            now += .milliseconds(10)
            batch &+= 1
            return Self.batchCapacity
        }

        func arrival(of index: Int) -> DatagramArrival {
            let number: UInt32 =
                switch index % 4 {
                case 0: 0xC000_0000 + (batch % 100) &* 16 + UInt32(index / 4)
                case 1: 0xC633_6401
                case 2: 0x0B00_0000 + (batch &* 64 &+ UInt32(index)) & 0xFF_FFFF
                default: 0x0A00_0001
                }
            return DatagramArrival(at: now, source: IPEndpoint(IPAddress(v4: number), port: 40_000), count: 48)
        }

        mutating func withBuffer<Result>(of index: Int, _ body: (inout MutableSpan<UInt8>) -> Result) -> Result {
            buffer[0] = 0x23
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
        guard let denied = AddressBlock(number: IPAddress(v4: 0x0A00_0001).number, length: 128),
            let policy = AccessPolicy(allow: [], deny: [denied])
        else { preconditionFailure("no policy") }
        var settings = Reception.Settings()
        settings.tellsDenied = true
        settings.limit = RateLimit()
        settings.limit?.strangers = 100
        let door = NTPDoor(settings, secret: HashSecret(1, 2))
        let answers = Count()
        let worker = NTPWorker(socket: Wire(answers), time: time, policy: Posted(policy), door: door)
        for _ in 0..<1_000 { worker.serve() }
        let (times, before) = (10_000, answers.sifted)
        let result = count("batches of 64 NTP requests at a door with a limit", times: times) { _ in worker.serve() }
        let counters = worker.counters.now
        precondition(counters.kissed > 0 && counters[.rateLimited] > 0 && counters[.crowded] > 0)
        precondition(counters[.denied] > 0 && answers.sifted - before > times / 100)
        precondition(answers.sent == Int(counters.answered + counters.kissed))
        return result
    }
}
