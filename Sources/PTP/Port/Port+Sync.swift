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

    /// How much longer than the mean the way to the clients is known to be goes into the correction, as 11.6.2 has it done
    /// where the Sync arrives; so does what a one-step card does not know its stamp to be early.
    var syncMessage: SyncMessage {
        var message = SyncMessage(
            header: header(.sync, sequence: 0, log: settings.logSyncInterval, flags: isOneStep ? [] : .twoStep))
        message.header.correction = settings.delayAsymmetry + (isOneStep ? settings.egressLatency : .zero)
        message.originTimestamp = origin
        return message
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
        var message = FollowUpMessage(header: header(.followUp, sequence: sequence, log: settings.logSyncInterval))
        message.preciseOriginTimestamp = stamp
        message.header.correction = TimeInterval(PTPTimestamp.remainder(of: egress))
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
