// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

extension Port {
    mutating func sendSync(into sink: inout some MessageSink & ~Copyable) {
        guard isCapable else { return }
        syncSequence &+= 1
        let isOneStep = stamping == .hardwareOneStep
        var message = SyncMessage(
            header: header(
                .sync, sequence: syncSequence, log: settings.logSyncInterval, flags: isOneStep ? [] : .twoStep))
        message.header.correction = isOneStep ? settings.oneStepCorrection : .zero
        message.originTimestamp = origin
        let ticket = isOneStep ? nil : TicketKind.sync.ticket(UInt32(syncSequence))
        if !isOneStep, syncTickets.issue(syncSequence) { counters.stampsLost += 1 }
        sink.send(MessageEnvelope(to: group, isEvent: true, ticket: ticket)) { message.write(into: &$0) }
        counters[sent: .sync] += 1
    }

    /// An estimate of when it leaves, good to the second (9.5.9.3); 802.1AS reserves the field.
    private var origin: PTPTimestamp {
        row.bestMaster == .dot1AS ? .zero : PTPTimestamp(reading.shown) ?? .zero
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

    private mutating func sendFollowUp(
        _ sequence: UInt16, of egress: TAIInstant, into sink: inout some MessageSink & ~Copyable
    ) {
        guard
            let message = followUp(
                header(.followUp, sequence: sequence, log: settings.logSyncInterval), of: egress)
        else { return }
        sink.send(MessageEnvelope(to: group, isEvent: false)) { message.write(into: &$0) }
        counters[sent: .followUp] += 1
    }

    /// The Follow_Up of a Sync that left at `egress` (9.5.10): whole nanoseconds in the stamp, the rest in the correction,
    /// together with how much longer than the mean the way to the clients is known to be. `nil` before 1970.
    func followUp(_ header: MessageHeader, of egress: TAIInstant) -> FollowUpMessage? {
        guard let stamp = PTPTimestamp(egress) else { return nil }
        var message = FollowUpMessage(header: header)
        message.preciseOriginTimestamp = stamp
        message.header.correction = TimeInterval(PTPTimestamp.remainder(of: egress)) + settings.delayAsymmetry
        return message
    }
}

extension PortSettings {
    /// What a one-step card's stamp leaves out: it knows neither what it is early nor the asymmetry of the way.
    var oneStepCorrection: TimeInterval { egressLatency + delayAsymmetry }
}
