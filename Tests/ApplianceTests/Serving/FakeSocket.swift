// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// A socket that hears what a test says and keeps what is answered, in a time of its own.
struct FakeSocket: TimestampedSocket, ~Copyable {
    static var batchCapacity: Int { 64 }

    /// Outlives the socket, which its worker owns.
    final class Wire {
        var waiting: [(bytes: [UInt8], arrival: DatagramArrival)] = []
        var sent: [(bytes: [UInt8], to: IPEndpoint)] = []
        /// How many replies each sending had.
        var sendings: [Int] = []
        var now = MonotonicInstant(sinceEpoch: .seconds(500))
        /// How much time passes at each look at the clock.
        var pace: Duration = .zero
        var fault: SocketFault?
        /// Whether it tells when replies leave; what it has been asked to tell, and what it will.
        var tellsSending = false
        var wishes: [Int] = []
        var stamps: [SentStamp] = []
        /// Of the system's queue.
        var fill: Double? = 0
        var overruns: UInt32?
        /// What the system was told to let through.
        var sifted: [(networks: Int, share: UInt32)] = []
        /// Whether the system is not done with that yet.
        var isSifting = false

        func ask(_ bytes: [UInt8], at: MonotonicInstant, from source: IPEndpoint, isTruncated: Bool = false) {
            let arrival = DatagramArrival(at: at, source: source, count: bytes.count, isTruncated: isTruncated)
            waiting.append((bytes, arrival))
        }
    }

    let wire: Wire
    let local = IPEndpoint(.loopbackV4, port: 123)
    private var batch: [(bytes: [UInt8], arrival: DatagramArrival)] = []
    private var replies: [Int] = []
    private var told: [SentStamp] = []

    init(_ wire: Wire) { self.wire = wire }

    var now: MonotonicInstant {
        wire.now += wire.pace
        return wire.now
    }

    mutating func receive() throws(SocketFault) -> Int {
        if let fault = wire.fault { throw fault }
        batch = Array(wire.waiting.prefix(Self.batchCapacity))
        wire.waiting.removeFirst(batch.count)
        replies = Array(repeating: 0, count: batch.count)
        return batch.count
    }

    var fill: Double? { wire.fill }
    var overruns: UInt32? { wire.overruns }
    static var mostPassing: Int { 2 }
    mutating func sift(passing networks: Span<UInt64>, share: UInt32) { wire.sifted.append((networks.count, share)) }
    var isSifting: Bool { wire.isSifting }

    func arrival(of index: Int) -> DatagramArrival { batch[index].arrival }

    mutating func withBuffer<Result>(of index: Int, _ body: (inout MutableSpan<UInt8>) -> Result) -> Result {
        var span = batch[index].bytes.mutableSpan
        return body(&span)
    }

    mutating func setReply(to index: Int, count: Int) { replies[index] = count }

    mutating func sendReplies(_ range: Range<Int>) throws(SocketFault) -> Int {
        let marked = range.filter { replies[$0] > 0 }
        for index in marked {
            wire.sent.append((Array(batch[index].bytes[..<replies[index]]), batch[index].arrival.source))
        }
        wire.sendings.append(marked.count)
        return marked.count
    }

    mutating func wantStamp(of index: Int) -> Bool {
        if wire.tellsSending { wire.wishes.append(index) }
        return wire.tellsSending
    }

    mutating func takeStamps() -> Int {
        (told, wire.stamps) = (wire.stamps, [])
        return told.count
    }

    func sentStamp(_ index: Int) -> SentStamp? { told[index] }
}
