// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// What became of a request.
enum GrantOutcome: Sendable, Equatable {
    case granted(seconds: UInt32)
    case refused(MessageRefusal)
}

extension UnicastService {
    /// Grants what a client asks for, or says why not. What it was granted before stays as it is where more is refused.
    mutating func grant(
        _ kind: GrantKind, log: Int8, duration: UInt32, to slot: Int, at now: Int64
    ) -> GrantOutcome {
        lapse(kind, of: slot, at: now)
        if let refusal = refusal(of: kind, log: log, duration: duration, to: slot) { return .refused(refusal) }
        let seconds = min(duration, limits?.longestDuration ?? 0, 1_000)
        let end = now + Int64(seconds) * 1_000_000_000
        if table.records[slot][kind].log == log {
            table.records[slot][kind].end = end
        } else {
            revoke(kind, of: slot)
            promised += cost(kind, log: log)
            table.records[slot][kind].log = log
            table.records[slot][kind].end = end
            begin(kind, log: log, of: slot, at: now)
        }
        table.settle(slot)
        return .granted(seconds: seconds)
    }

    private func refusal(of kind: GrantKind, log: Int8, duration: UInt32, to slot: Int) -> MessageRefusal? {
        guard let limits, isMaster, duration > 0, log <= Grant.logs.upperBound else { return .notServed }
        if kind == .delayResponse, !grantsDelayResponses { return .notServed }
        guard log >= max(limits.shortestLogInterval, kind.shortestLog) else { return .tooFast }
        let record = table.records[slot]
        guard record.hasGrants || grantedClients < limits.clients else { return .full }
        let before = record[kind].log.map { cost(kind, log: $0) } ?? 0
        let after = cost(kind, log: log)
        guard after <= before || promised - before + after <= limits.messagesPerSecond * 128 else { return .full }
        return nil
    }

    /// Messages a second that such a grant promises, in 128ths. A Sync of two steps is two messages.
    private func cost(_ kind: GrantKind, log: Int8) -> Int {
        Grant.rate(log: log) * (kind == .sync && stamping != .hardwareOneStep ? 2 : 1)
    }

    /// Ends a grant, whoever wants that; nothing if there is none.
    /// - Returns: whether there was one.
    @discardableResult
    mutating func revoke(_ kind: GrantKind, of slot: Int) -> Bool {
        guard let log = table.records[slot][kind].log else { return false }
        promised -= cost(kind, log: log)
        table.records[slot][kind].log = nil
        table.records[slot][kind].awaitsStamp = false
        wheel.clear(timer(kind, of: slot))
        table.settle(slot)
        return true
    }

    /// Ends a grant whose time is over.
    mutating func lapse(_ kind: GrantKind, of slot: Int, at now: Int64) {
        let grant = table.records[slot][kind]
        if grant.isActive, grant.end <= now { revoke(kind, of: slot) }
    }

    /// The first message, at the phase within its interval at which the fewest others go so far.
    private mutating func begin(_ kind: GrantKind, log: Int8, of slot: Int, at now: Int64) {
        let tick = Tick.before(nanoseconds: now)
        let end = Tick.after(nanoseconds: table.records[slot][kind].end)
        guard kind != .delayResponse else { return wheel.set(timer(kind, of: slot), for: end, now: tick) }
        let first = quietest(of: Tick.interval(log: log), after: tick)
        table.records[slot][kind].phase = first
        wheel.set(timer(kind, of: slot), for: min(first, end), now: tick)
    }

    /// Of up to 64 ticks spread over the next interval, beginning anywhere, the first with the fewest messages.
    private mutating func quietest(of interval: Int64, after tick: Int64) -> Int64 {
        phases = phases &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let start = Int64(phases >> 33)
        let tries = min(interval, 64)
        var (best, fewest) = (tick + 1, Int.max)
        for number in 0..<tries {
            let offset = (start + number * (interval / tries)) & (interval - 1)
            let load = wheel.load(at: tick + 1 + offset)
            if load < fewest { (best, fewest) = (tick + 1 + offset, load) }
        }
        return best
    }

    func timer(_ kind: GrantKind, of slot: Int) -> Int { slot * GrantKind.count + kind.rawValue }
}
