// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import PTP
import TimeBase

/// A way to a network that hears what a test says and keeps what is sent, in a time of its own.
struct FakeTransport: LinkedTransport, ~Copyable {
    /// Outlives the transport, which its worker owns.
    final class Wire {
        struct Letter {
            var envelope: MessageEnvelope
            var octets: [UInt8]
        }

        var now = MonotonicInstant(sinceEpoch: .seconds(500))
        var waiting: [(octets: [UInt8], arrival: MessageArrival)] = []
        var sent: [Letter] = []
        var stamps: [(UInt32, WireStamp)] = []
        /// What transmit stamps are of, on top of when the message was sent; `nil`: none ever comes.
        var stamp: ((MonotonicInstant) -> WireStamp)? = { .kernel($0) }
        var isLinkUp = true
        var fault: SocketFault?
        /// Of each flush, the kernel takes none of the last so many.
        var refuses = 0

        func hear(_ octets: [UInt8], stamp: WireStamp, from source: MessageAddress, isEvent: Bool = true) {
            let arrival = MessageArrival(
                at: now, stamp: stamp, source: source, isEvent: isEvent, count: octets.count)
            waiting.append((octets, arrival))
        }

        func sent(_ type: MessageType) -> [Letter] {
            sent.filter { MessageHeader($0.octets.span)?.type == type }
        }
    }

    let wire: Wire
    private var batch: [(octets: [UInt8], arrival: MessageArrival)] = []
    private var unsent: [Wire.Letter] = []

    init(_ wire: Wire) { self.wire = wire }

    var now: MonotonicInstant { wire.now }
    var isLinkUp: Bool { wire.isLinkUp }

    /// Time passes only here, and only where nothing has come.
    mutating func wait(until deadline: MonotonicInstant) {
        if wire.waiting.isEmpty, wire.stamps.isEmpty { wire.now = max(wire.now, deadline) }
    }

    mutating func receive() throws(SocketFault) -> Int {
        if let fault = wire.fault { throw fault }
        (batch, wire.waiting) = (wire.waiting, [])
        return batch.count
    }

    func arrival(of index: Int) -> MessageArrival { batch[index].arrival }

    func withMessage<Result>(of index: Int, _ body: (Span<UInt8>) -> Result) -> Result {
        let octets = batch[index].octets
        return body(octets.span)
    }

    mutating func nextTransmitStamp() -> (ticket: UInt32, stamp: WireStamp)? {
        wire.stamps.isEmpty ? nil : wire.stamps.removeFirst()
    }

    mutating func send(_ envelope: MessageEnvelope, _ fill: (inout MutableSpan<UInt8>) -> Int) {
        var octets = [UInt8](repeating: 0xEE, count: MessageEnvelope.room)
        var span = octets.mutableSpan
        let count = fill(&span)
        if count > 0 { unsent.append(.init(envelope: envelope, octets: Array(octets[..<count]))) }
    }

    mutating func flush() throws(SocketFault) -> Int {
        let refused = min(wire.refuses, unsent.count)
        for letter in unsent.dropLast(refused) {
            wire.sent.append(letter)
            if let ticket = letter.envelope.ticket, let stamp = wire.stamp { wire.stamps.append((ticket, stamp(now))) }
        }
        unsent = []
        return refused
    }
}
