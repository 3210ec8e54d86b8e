// SPDX-License-Identifier: Apache-2.0

public import Board
public import TimeBase

extension UnicastService {
    /// The stamp of a Sync that went to a client: its Follow_Up goes too, if no later Sync has gone since.
    ///
    /// - Parameters:
    ///   - departure: when it passed the wire, latencies taken into account; `nil`: that will never be known.
    ///   - header: what Follow_Ups of this port begin with, a known asymmetry in its correction.
    /// - Returns: whether the ticket was one of the unicast service's.
    public mutating func transmitted(
        _ ticket: UInt32, departure: TAIInstant?, header: MessageHeader, counters: inout PortCounters,
        into sink: inout some MessageSink & ~Copyable
    ) -> Bool {
        guard let ticket = UnicastTicket(ticket) else { return false }
        guard ticket.slot < table.capacity, table.records[ticket.slot].sync.isActive else { return true }
        guard table.records[ticket.slot].sync.sequence == ticket.sequence else {
            counters.stampsLate += 1
            return true
        }
        guard table.records[ticket.slot].sync.awaitsStamp else { return true }
        table.records[ticket.slot].sync.awaitsStamp = false
        guard let departure, let stamp = PTPTimestamp(departure) else {
            counters.stampsLost += 1
            return true
        }
        var followUp = FollowUpMessage(header: header)
        followUp.header.sequence = ticket.sequence
        followUp.header.logInterval = 0x7F
        followUp.header.flags.insert(.unicast)
        followUp.header.correction = header.correction + TimeInterval(PTPTimestamp.remainder(of: departure))
        followUp.preciseOriginTimestamp = stamp
        table.records[ticket.slot].sent += 1
        counters[sent: .followUp] += 1
        let envelope = MessageEnvelope(to: table.records[ticket.slot].address, isEvent: false)
        sink.send(envelope) { followUp.write(into: &$0) }
        return true
    }
}
