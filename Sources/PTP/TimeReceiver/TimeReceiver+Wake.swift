// SPDX-License-Identifier: Apache-2.0

public import Board
public import TimeBase

extension TimeReceiver {
    /// Time has come to look what is due.
    public mutating func wake(at now: MonotonicInstant, into sink: inout some MessageSink & ~Copyable) {
        forgiveSleep(until: now)
        lastWake = now
        if state == .initializing { begin(at: now) }
        if masters.lapse(at: now, receipt) { decide(at: now) }
        if state == .slave, !isHeard(at: now) { enter(.uncalibrated, at: now) }
        if let due = nextQuestion, due <= now { ask(at: now, into: &sink) }
        if peer.requests.fires(at: now) { askPeer(at: now, into: &sink) }
    }

    /// The interface's carrier came or went. What was heard says nothing about what is there when it comes back.
    public mutating func linkChanged(isUp: Bool, at now: MonotonicInstant) {
        guard isUp == (state == .faulty) else { return }
        if isUp { return begin(at: now) }
        forget()
        masters.removeAll()
        peer.requests.stop()
        counters.stampsLost += peer.abandon()
        enter(.faulty, at: now)
    }

    /// The stamp of a message that was sent under `ticket`, latencies not yet added; `nil`: it is known never to come.
    public mutating func transmitted(
        _ ticket: UInt32, stamp: TAIInstant?, at now: MonotonicInstant, into sink: inout some MessageSink & ~Copyable
    ) {
        let egress = stamp.map { $0 + settings.egressLatency.duration }
        if questionLeft(ticket, at: egress, now: now) { return }
        switch TicketKind(of: ticket) {
        case .peerDelayRequest: peerRequestLeft(ticket, egress, at: now)
        case .peerDelayResponse: peerResponseLeft(ticket, at: egress, into: &sink)
        case .sync, nil: break
        }
    }

    private mutating func begin(at now: MonotonicInstant) {
        if settings.delayMechanism == .peerToPeer { peer.requests.start(at: now) }
        enter(.listening, at: now)
    }

    /// Who has slept has not heard the masters, who may have spoken: that time does not count against them.
    private mutating func forgiveSleep(until now: MonotonicInstant) {
        let asleep = now - lastWake - Self.longestRest
        guard state != .initializing, asleep > Self.longestRest else { return }
        masters.excuse(asleep, at: now)
    }

    /// Whether the master's Syncs still come: one in five is enough.
    func isHeard(at now: MonotonicInstant) -> Bool { lastSync.map { now - $0 <= syncLasts } ?? false }

    var syncLasts: Duration { max(.seconds(3), receipt.syncInterval * 5) }
}
