// SPDX-License-Identifier: Apache-2.0

public import Board
public import TimeBase

extension Port {
    /// Time has come to look what is due.
    ///
    /// - Parameters:
    ///   - shown: what our clock shows at `now`.
    ///   - claim: what is true of our clock now. A change is announced at once, within half an announce interval if one was
    ///     sent just before.
    public mutating func wake(
        at now: MonotonicInstant, shown: TAIInstant, claim: GrandmasterClaim,
        into sink: inout some MessageSink & ~Copyable
    ) {
        forgiveSleep(until: now)
        reading = (now, shown)
        if state == .initializing { begin(at: now) }
        hear(claim, at: now)
        if foreignMasters.lapse(at: now, receipt) { decide(at: now) }
        if let end = stateEnds, end <= now { endWaiting(at: now) }
        if announce.fires(at: now) { sendAnnounce(into: &sink) }
        if sync.fires(at: now) { sendSync(into: &sink) }
        if peer.requests.fires(at: now) { askPeer(at: now, into: &sink) }
        if capable.fires(at: now) { sendCapable(into: &sink) }
        serveUnicast(at: now, into: &sink)
        askClients(at: now, into: &sink)
    }

    /// The interface's carrier came or went.
    public mutating func linkChanged(
        isUp: Bool, at now: MonotonicInstant, into sink: inout some MessageSink & ~Copyable
    ) {
        guard isUp == (state == .faulty) else { return }
        if isUp {
            begin(at: now)
        } else {
            abandon(at: now)
            enter(.faulty, at: now)
        }
    }

    /// The stamp of a message that was sent under `ticket`, as our clock showed it, latencies not yet added; `nil`: it is
    /// known never to come. A stamp that comes late does no harm, nor does one that never comes.
    public mutating func transmitted(
        _ ticket: UInt32, stamp: TAIInstant?, at now: MonotonicInstant, into sink: inout some MessageSink & ~Copyable
    ) {
        let egress = stamp.map { $0 + settings.egressLatency.duration }
        switch TicketKind(of: ticket) {
        case .sync: syncLeft(ticket, at: egress, into: &sink)
        case .peerDelayRequest: peerRequestLeft(ticket, egress, at: now)
        case .peerDelayResponse: peerResponseLeft(ticket, at: egress, into: &sink)
        case nil:
            _ = unicast.transmitted(
                ticket, departure: egress, header: followUpHeader(sequence: 0), counters: &counters, into: &sink)
        }
    }

    /// Who has slept has not heard the others, who may have spoken: that time does not count against them.
    private mutating func forgiveSleep(until now: MonotonicInstant) {
        let asleep = now - reading.at - Self.longestRest
        guard state != .initializing, asleep > Self.longestRest else { return }
        foreignMasters.excuse(asleep, at: now)
    }

    private mutating func hear(_ claim: GrandmasterClaim, at now: MonotonicInstant) {
        guard claim != self.claim else { return }
        self.claim = claim
        decide(at: now)
        announce.hasten(at: now)
    }

    /// What was under way is lost with the link, and what was heard says nothing about what is there when it comes back.
    private mutating func abandon(at now: MonotonicInstant) {
        counters.stampsLost += syncTickets.removeAll()
        foreignMasters.removeAll()
        peer.requests.stop()
        capable.stop()
        counters.stampsLost += peer.abandon()
    }
}
