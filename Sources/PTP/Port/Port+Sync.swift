// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

extension Port {
    var isOneStep: Bool { stamping == .hardwareOneStep }

    mutating func sendSync(into sink: inout some MessageSink & ~Copyable) {
        syncSequence &+= 1
        var message = syncMessage
        message.header.sequence = syncSequence
        let ticket = isOneStep ? nil : TicketKind.sync.ticket(UInt32(syncSequence))
        if !isOneStep, syncTickets.issue(syncSequence) { counters.stampsLost += 1 }
        let envelope = MessageEnvelope(to: group, isEvent: true, ticket: ticket)
        if isOneStep { send(message, envelope, into: &sink) } else { sink.send(envelope) { message.write(into: &$0) } }
        counters[sent: .sync] += 1
    }

    /// What a one-step card does not know goes into the correction: how early its stamp is, and the asymmetry. Of two steps
    /// the second tells all (9.5.9.3, 9.5.10; IEEE 802.1AS does not even look at the first's).
    var syncMessage: SyncMessage {
        var message = SyncMessage(
            header: header(.sync, sequence: 0, log: settings.logSyncInterval, flags: isOneStep ? [] : .twoStep))
        if isOneStep { message.header.correction = settings.delayAsymmetry + settings.egressLatency }
        message.originTimestamp = origin
        return message
    }

    /// How much longer than the mean the way to the clients is known to be goes into the correction, as 11.6.2 has it done
    /// where the Sync arrives.
    func followUpHeader(sequence: UInt16, log: Int8 = 0x7F) -> MessageHeader {
        var header = header(.followUp, sequence: sequence, log: log)
        header.correction = settings.delayAsymmetry
        return header
    }

    /// A Sync's stamp came back: its Follow_Up tells it.
    mutating func syncLeft(
        _ ticket: UInt32, at egress: TAIInstant?, into sink: inout some MessageSink & ~Copyable
    ) {
        switch syncTickets.redeem(ticket, last: syncSequence) {
        case .unknown: break
        case .late where egress != nil: counters.stampsLate += 1
        case .late: counters.stampsLost += 1
        case .current(let sequence):
            guard let egress, state == .master else {
                counters.stampsLost += 1
                return
            }
            sendFollowUp(sequence, of: egress, into: &sink)
        }
    }

    /// 9.5.10: the whole nanoseconds in the stamp, what is below in the correction. None before 1970.
    private mutating func sendFollowUp(
        _ sequence: UInt16, of egress: TAIInstant, into sink: inout some MessageSink & ~Copyable
    ) {
        guard let stamp = PTPTimestamp(egress) else { return }
        var message = FollowUpMessage(header: followUpHeader(sequence: sequence, log: settings.logSyncInterval))
        message.preciseOriginTimestamp = stamp
        message.header.correction = message.header.correction + TimeInterval(PTPTimestamp.remainder(of: egress))
        send(message, MessageEnvelope(to: group, isEvent: false), into: &sink)
        counters[sent: .followUp] += 1
    }

    /// With what IEEE 802.1AS wants beside the time; of a grandmaster it is all zero (10.2.4).
    private func send(
        _ message: some WireMessage, _ envelope: MessageEnvelope, into sink: inout some MessageSink & ~Copyable
    ) {
        sink.send(envelope) { buffer in
            let count = message.write(into: &buffer)
            guard row.extensions.contains(.followUpInformation) else { return count }
            return FollowUpInformation().append(to: &buffer, after: count)
        }
    }
}
