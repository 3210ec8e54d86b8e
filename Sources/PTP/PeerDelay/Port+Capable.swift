// SPDX-License-Identifier: Apache-2.0

import Board

extension Port {
    /// Tells the neighbour once a second that this port speaks IEEE 802.1AS in this domain (802.1AS-2020, 10.4.2), without
    /// which a neighbour of that edition takes no time from it except in domain 0.
    mutating func sendCapable(into sink: inout some MessageSink & ~Copyable) {
        capableSequence &+= 1
        let message = SignalingMessage(header: header(.signaling, sequence: capableSequence))
        sink.send(MessageEnvelope(to: peerGroup, isEvent: false)) { buffer in
            let count = message.write(into: &buffer)
            return GPTPCapable().append(to: &buffer, after: count)
        }
        counters[sent: .signaling] += 1
    }
}
