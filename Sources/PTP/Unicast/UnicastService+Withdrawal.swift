// SPDX-License-Identifier: Apache-2.0

import Board

extension UnicastService {
    /// Tells clients that what they were granted is over (16.1.4.3), and forgets it: who does not hear of it finds out
    /// when nothing comes.
    mutating func withdraw(
        header: MessageHeader, counters: inout PortCounters, into sink: inout some MessageSink & ~Copyable
    ) {
        for _ in 0..<Self.batch {
            guard let slot = table.first(.granted) else { return }
            let envelope = MessageEnvelope(to: table.records[slot].address, isEvent: false)
            sink.send(envelope) { buffer in
                var count = signaling(to: slot, header: header).write(into: &buffer)
                for kind in GrantKind.allCases where revoke(kind, of: slot) {
                    counters.cancelled += 1
                    count = CancelUnicastTransmission(messageType: kind.type).append(to: &buffer, after: count)
                }
                return count
            }
            noteSignaling(to: slot, counters: &counters)
        }
    }
}
