// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension Port {
    /// Whether other masters have a say: not where masters are told rather than found, nor on a port that sends nothing to
    /// the group, nor where the operator will have this one at any rate.
    var isRuled: Bool { row.bestMaster != .none && settings.isMulticast && !settings.isGrandmasterOnly }

    /// How long an Announce counts towards being believed (9.3.2.4.4): four intervals, or as long as a silent master is
    /// waited for. 802.1AS believes the first (10.3.11.2).
    var window: Duration? {
        guard row.bestMaster != .dot1AS else { return nil }
        return announce.interval * max(4, Int(settings.announceReceiptTimeout) + 1)
    }

    /// From the start, or when the link is back.
    mutating func begin(at now: MonotonicInstant) {
        if settings.delayMechanism == .peerToPeer { peer.requests.start(at: now) }
        if row.bestMaster == .dot1AS { capable.start(at: now) }
        isRuled || !isCapable ? listen(at: now) : enter(.master, at: now)
    }

    /// Listens for as long as a master may be silent (9.2.6.12), its random part drawn anew.
    mutating func listen(at now: MonotonicInstant) {
        enter(.listening, at: now)
        stateEnds = now + receipt.plain
    }

    mutating func enter(_ next: PortState, at now: MonotonicInstant) {
        stateEnds = nil
        guard next != state else { return }
        if state == .master, next == .passive { counters.handovers += 1 }
        (state, stateSince) = (next, now)
        // Nobody waits twice for the same time.
        receipt.jitter = jitter.next()
        next == .master ? startSending(at: now) : stopSending()
    }

    /// The state decision (9.3.3, figure 33) of a clock that never follows another: where an ordinary clock would become a
    /// slave, it becomes passive, whatever its class.
    mutating func decide(at now: MonotonicInstant) {
        guard state == .listening || state == .preMaster || state == .master || state == .passive else { return }
        let rival = foreignMasters.best(by: row.bestMaster)
        guard rival.map(isBeaten) ?? true else { return enter(.passive, at: now) }
        switch state {
        // A silent network is listened to until the time is up.
        case .listening where rival != nil: enter(.master, at: now)
        case .passive where rival != nil: qualify(at: now)
        case .passive, .preMaster: if rival == nil, !hasHint { enter(.master, at: now) }
        default: break
        }
    }

    /// A better master has spoken once, after the last one fell silent or while we listened for any: whether it is one
    /// shows within an interval, and so it is waited for.
    private var hasHint: Bool {
        foreignMasters.best(by: row.bestMaster, amongAll: true).map { !isBeaten($0) } ?? false
    }

    /// The time to listen, or to wait before being master, is over.
    mutating func endWaiting(at now: MonotonicInstant) {
        // Until the neighbour takes part there is nobody to be master of.
        guard isCapable else { return listen(at: now) }
        if hasHint {
            stateEnds = now + announce.interval
        } else {
            enter(.master, at: now)
        }
    }

    /// The better clock waits for two announce intervals before it takes the place of one that is alive. 9.2.6.11 asks for
    /// no such wait; but a claim that goes back and forth shall not move the network with it.
    private mutating func qualify(at now: MonotonicInstant) {
        enter(.preMaster, at: now)
        stateEnds = now + announce.interval * 2
    }

    /// Whether our clock is better. Of the same clock's ports on one network the one with the lowest number stays, as they
    /// have nothing else to tell them apart (figure 35 compares the receivers' numbers).
    func isBeaten(_ rival: ForeignMaster) -> Bool {
        let sender = rival.data.sender
        guard sender.clock != identity.clock else { return identity.number < sender.number }
        let own = ClockDataSet(own: settings, identity.clock, claim.quality)
        return own.compared(with: rival.data, by: row.bestMaster).isBetter
    }

    private mutating func startSending(at now: MonotonicInstant) {
        guard settings.isMulticast else { return }
        announce.start(at: now)
        sync.start(at: now)
    }

    private mutating func stopSending() {
        announce.stop()
        sync.stop()
    }
}
