// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import LinuxBoard
import NTP
import TimeBase

/// A worker's batches of requests with MACs from clients in the interleaved mode, whose replies the kernel stamps.
struct KeyedRequests {
    private static let start = MonotonicInstant(sinceEpoch: .seconds(10))

    /// What was sent and wished for; outlives the socket, which its worker owns.
    private final class Count {
        var sent = 0
        var wishes: UInt32 = 0
    }

    private struct Wire: TimestampedSocket, ~Copyable {
        static var batchCapacity: Int { 64 }
        let count: Count
        let local = IPEndpoint(.loopbackV4, port: 123)
        var now = KeyedRequests.start
        private let request: [UInt8]
        private var buffer = [UInt8](repeating: 0, count: 128)
        private var marked = 0
        private var told: Range<UInt32> = 0..<0

        init(_ count: Count, _ request: [UInt8]) { (self.count, self.request) = (count, request) }

        mutating func receive() throws(SocketFault) -> Int {
            now += .microseconds(100)
            return Self.batchCapacity
        }

        func arrival(of index: Int) -> DatagramArrival {
            let source = IPEndpoint(IPAddress(v4: 0x0A00_0000 + UInt32(index)), port: 40_000)
            return DatagramArrival(at: now - .microseconds(index), source: source, count: request.count)
        }

        mutating func withBuffer<Result>(of index: Int, _ body: (inout MutableSpan<UInt8>) -> Result) -> Result {
            for place in request.indices { buffer[place] = request[place] }
            var span = buffer.mutableSpan
            return body(&span)
        }

        mutating func setReply(to index: Int, count length: Int) { marked += length == request.count ? 1 : 0 }

        mutating func sendReplies(_ range: Range<Int>) throws(SocketFault) -> Int {
            defer { marked = 0 }
            count.sent += marked
            return marked
        }

        mutating func wantStamp(of index: Int) -> Bool {
            count.wishes += 1
            return true
        }

        mutating func takeStamps() -> Int {
            told = told.upperBound..<count.wishes
            return told.count
        }

        func sentStamp(_ index: Int) -> SentStamp? {
            SentStamp(number: told.lowerBound + UInt32(index), at: now)
        }
    }

    /// Asks for the interleaved mode, with a MAC of that key.
    private static func request(_ key: SymmetricKey, _ authenticator: KeyAuthenticator) -> [UInt8] {
        var header = NTPHeader(version: 4, mode: .client)
        header.origin = NTPTimestamp(raw: 1)
        header.transmit = NTPTimestamp(raw: 0x1234)
        var bytes = [UInt8](repeating: 0, count: 72)
        var span = bytes.mutableSpan
        header.write(into: &span)
        let digestCount = min(key.algorithm.digestCount, 20)
        let count = MessageAuthentication.append(
            to: &span, count: 48, key: key, digestCount: digestCount, with: authenticator)
        return Array(bytes[..<(count ?? 48)])
    }

    /// By AES-CMAC: the library's digests (MD5, SHA) may allocate once each, which OpenSSL 3.0 does.
    func measure() -> Measurement {
        let ring = KeyFile.read("4 AES128 HEX:7EA62AE64D190114D46D5A082F948EC1").ring
        guard let key = ring.key(4) else { preconditionFailure("no key") }
        return measure(key, of: ring)
    }

    private func measure(_ key: SymmetricKey, of ring: KeyRing) -> Measurement {
        let time = Published(ServedTime.locked(at: Self.start))
        let answers = Count()
        let wire = Wire(answers, Self.request(key, KeyAuthenticator(ring)))
        let terms = ReplyTerms(remembering: .whoAsks, keys: ring) { KeyAuthenticator($0) }
        let worker = NTPWorker(socket: wire, time: time, terms: Posted(terms))
        for _ in 0..<100 { worker.serve() }
        let (times, before) = (2_000, answers.sent)
        let result = count("batches of 64 requests by \(key.algorithm.name), interleaved", times: times) { _ in
            worker.serve()
        }
        precondition(answers.sent - before == times * 64 && worker.counters.now[key.algorithm] >= UInt64(times * 64))
        return result
    }
}
