// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

extension Port {
    /// From now on management messages are answered, and obeyed as far as `rights` go; before, they are not served.
    ///
    /// - Parameter asksClients: whether those who are served are asked for their offset and state in turn.
    public mutating func manage(rights: ManagementRights, place: ManagementPlace, asksClients: Bool) {
        management.desk = ManagementDesk(rights: rights)
        (management.place, management.asksClients) = (place, asksClients)
    }

    /// What was asked for and granted since the last time. The port's settings are as they were: its caller changes them.
    public mutating func takeChanges() -> [ManagementChange] { management.takeChanges() }

    /// The answer goes where the question came from: to the group that it was sent to, or to its sender.
    mutating func answerManagement(
        _ bytes: Span<UInt8>, _ arrival: Arrival, into sink: inout some MessageSink & ~Copyable
    ) throws(MessageRefusal) {
        guard let place = management.place else { throw .notServed }
        if let report = ClientReport(bytes) {
            return unicast.note(report, from: arrival.source, ofGrandmaster: identity.clock)
        }
        guard management.admits(at: arrival.at) else { throw .tooFast }
        let shown = reading.shown + (arrival.at - reading.at)
        let view = ManagementView(settings: settings, facts: facts, shown: shown, place: place)
        let (desk, envelope) = (
            management.desk, MessageEnvelope(to: arrival.toGroup ? group : arrival.source, isEvent: false)
        )
        var outcome = ManagementOutcome()
        sink.send(envelope) { buffer in
            outcome = desk.answer(bytes, of: view, into: &buffer)
            return outcome.count
        }
        if outcome.count > 0 { counters[sent: .management] += 1 }
        management.keep(outcome.changes)
        if let refusal = outcome.refusal { throw refusal }
    }

    /// Asks some of those who are served for their offset and their state, once a second.
    mutating func askClients(at now: MonotonicInstant, into sink: inout some MessageSink & ~Copyable) {
        guard management.asksClients, state == .master, management.asking.isDue(at: now, places: unicast.table.capacity)
        else { return }
        for _ in 0..<ClientAsking.perSecond {
            guard let (client, address) = unicast.nextToAsk(&management.asking, at: now) else { return }
            for id in ClientReport.questions {
                let header = header(.management, sequence: management.asking.nextSequence(), flags: .unicast)
                sink.send(MessageEnvelope(to: address, isEvent: false)) {
                    ClientReport.ask(id, of: client, header: header, into: &$0)
                }
                counters[sent: .management] += 1
            }
        }
    }
}
