// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

extension Port {
    /// Everyone who asked of late, in no order. Allocates.
    public var clients: [ClientFacts] { unicast.clients }

    /// What was promised to single clients. While the link is down it rests, and goes on when it is back.
    mutating func serveUnicast(at now: MonotonicInstant, into sink: inout some MessageSink & ~Copyable) {
        guard settings.unicast != nil, state != .faulty else { return }
        unicast.wake(
            at: now, isMaster: state == .master, UnicastTemplates(announce: announcement, sync: syncMessage),
            counters: &counters, into: &sink)
    }

    mutating func answerSignaling(
        _ bytes: Span<UInt8>, _ arrival: Arrival, into sink: inout some MessageSink & ~Copyable
    ) throws(MessageRefusal) {
        guard settings.unicast != nil else { throw .notServed }
        unicast.heard(
            signaling: bytes, arrival, header: header(.signaling, sequence: 0), counters: &counters, into: &sink)
    }
}
