// SPDX-License-Identifier: Apache-2.0

public import Board
public import TimeBase

/// What goes to single clients, as the port would send it to everybody; sequence numbers, intervals and the flag that says
/// so are put in for each.
public struct UnicastTemplates: Sendable, BitwiseCopyable {
    public var announce: AnnounceMessage
    public var sync: SyncMessage

    public init(announce: AnnounceMessage, sync: SyncMessage) { (self.announce, self.sync) = (announce, sync) }
}

extension UnicastService {
    /// Sends what is due, at most ``batch`` messages. Where the port is no master, or no longer, takes back all grants, as
    /// many at once.
    public mutating func wake(
        at now: MonotonicInstant, isMaster: Bool, _ templates: UnicastTemplates, counters: inout PortCounters,
        into sink: inout some MessageSink & ~Copyable
    ) {
        self.isMaster = isMaster
        guard isMaster else {
            return withdraw(header: templates.sync.header, counters: &counters, into: &sink)
        }
        let nanoseconds = now.sinceEpoch.wholeNanoseconds
        let tick = Tick.before(nanoseconds: nanoseconds)
        var budget = Self.touches
        var left = Self.batch
        while left > 0, let due = wheel.next(at: tick, budget: &budget) {
            let kinds = GrantKind.count
            let (slot, kind) = (due.timer / kinds, GrantKind(rawValue: due.timer % kinds) ?? .announce)
            lapse(kind, of: slot, at: nanoseconds)
            guard let log = table.records[slot][kind].log else { continue }
            if isToBeSent(kind, log: log, of: slot, due: due.due, at: tick) {
                send(kind, to: slot, templates, counters: &counters, into: &sink)
                left -= 1
            }
            rearm(kind, log: log, of: slot, at: tick)
        }
        touched += UInt64(Self.touches - budget)
    }

    /// A message that was held up for an interval is left out, as the next is due already: what a pause held back does not
    /// come in a burst after it.
    private mutating func isToBeSent(
        _ kind: GrantKind, log: Int8, of slot: Int, due: Int64, at tick: Int64
    ) -> Bool {
        guard kind != .delayResponse, table.records[slot][kind].isDue(at: due, log: log) else { return false }
        let missed = (tick - due) / Tick.interval(log: log)
        skipped += UInt64(missed)
        return missed == 0
    }

    private mutating func rearm(_ kind: GrantKind, log: Int8, of slot: Int, at tick: Int64) {
        let grant = table.records[slot][kind]
        let end = Tick.after(nanoseconds: grant.end)
        let next = kind == .delayResponse ? end : min(end, grant.next(after: tick, log: log))
        wheel.set(timer(kind, of: slot), for: next, now: tick)
    }

    private mutating func send(
        _ kind: GrantKind, to slot: Int, _ templates: UnicastTemplates, counters: inout PortCounters,
        into sink: inout some MessageSink & ~Copyable
    ) {
        table.records[slot].sent += 1
        counters[sent: kind.type] += 1
        if kind == .announce {
            sendAnnounce(to: slot, templates.announce, into: &sink)
        } else {
            sendSync(to: slot, templates.sync, counters: &counters, into: &sink)
        }
    }

    private mutating func sendAnnounce(
        to slot: Int, _ template: AnnounceMessage, into sink: inout some MessageSink & ~Copyable
    ) {
        var announce = template
        table.records[slot].announce.sequence &+= 1
        announce.header.sequence = table.records[slot].announce.sequence
        announce.header.logInterval = table.records[slot].announce.log ?? 0x7F
        announce.header.flags.insert(.unicast)
        sink.send(MessageEnvelope(to: table.records[slot].address, isEvent: false)) { announce.write(into: &$0) }
    }

    private mutating func sendSync(
        to slot: Int, _ template: SyncMessage, counters: inout PortCounters,
        into sink: inout some MessageSink & ~Copyable
    ) {
        var sync = template
        let isTwoStep = stamping != .hardwareOneStep
        if isTwoStep, table.records[slot].sync.awaitsStamp { counters.stampsLost += 1 }
        table.records[slot].sync.awaitsStamp = isTwoStep
        table.records[slot].sync.sequence &+= 1
        sync.header.sequence = table.records[slot].sync.sequence
        // For the interval of unicast event messages their receiver knows its grant (table 42).
        sync.header.logInterval = 0x7F
        sync.header.flags.insert(isTwoStep ? [.unicast, .twoStep] : .unicast)
        let ticket = UnicastTicket(slot: slot, sequence: sync.header.sequence).number
        let envelope = MessageEnvelope(
            to: table.records[slot].address, isEvent: true, ticket: isTwoStep ? ticket : nil)
        sink.send(envelope) { sync.write(into: &$0) }
    }
}
