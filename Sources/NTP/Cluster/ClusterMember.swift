// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// One server of a cluster, which goes on together with the others once it has no time of its own. Whoever owns it asks
/// the peers, and tells it a few times a second what it has found; it decides whose time is told.
public struct ClusterMember: Sendable {
    public var rule: LocalTimeRule
    /// `nil`: never yet looked.
    private var standing: ClusterStanding?
    private var clock: ClockMapping?
    /// Since when our own time is not to be told.
    private var lostSince: MonotonicInstant?
    private var hasTold = false
    /// Whether our clock was ever right, whatever by.
    private var wasRight = false

    public init(_ rule: LocalTimeRule) { self.rule = rule }

    /// Our own time at a moment.
    public struct Own: Sendable, BitwiseCopyable {
        public var state: TimeState
        public var clock: ClockMapping
        public var now: MonotonicInstant

        public init(state: TimeState, clock: ClockMapping, now: MonotonicInstant) {
            (self.state, self.clock, self.now) = (state, clock, now)
        }
    }

    /// What is to be told from now on.
    public mutating func update(_ own: Own, peers: [ClusterPeer]) -> ClusterStanding {
        let state = own.state.told(at: own.now)
        var shift = standing?.shift ?? ServedShift(rate: rule.slewRate, at: own.now)
        if goesAnotherWay(at: own.now), let step = step(to: own) { shift.clockStepped(by: step, at: own.now) }
        clock = own.clock
        lostSince = state.isTrustworthy ? nil : lostSince ?? own.now
        wasRight = wasRight || state.isTrustworthy || own.state.hasLocked
        var next = made(state.isTrustworthy ? .own : .none, own, shift)
        if state.isTrustworthy {
            next.shift.draw(to: .zero, at: own.now)
        } else if own.now - own.state.asOf <= TimeState.staleness {
            // A timing loop that has stopped does not know its clock any more.
            next = tell(own, peers, shift) ?? next
        }
        hasTold = hasTold || next.role != .none
        standing = next
        return next
    }

    private func mayLead(_ own: Own) -> Bool {
        guard let lostSince else { return false }
        return own.now - lostSince >= rule.wait && (wasRight || rule.beginning == .clock)
    }

    private func tell(_ own: Own, _ peers: [ClusterPeer], _ shift: ServedShift) -> ClusterStanding? {
        switch rule.choose(among: peers, following: standing?.peer, mayLead: mayLead(own)) {
        case .follow(let index): return peers[index].standing.map { follow(index, peers[index], $0, own, shift) }
        case .lead: return lead(own, shift)
        case nil: return nil
        }
    }

    private func follow(
        _ index: Int, _ peer: ClusterPeer, _ found: SourceStanding, _ own: Own, _ shift: ServedShift
    ) -> ClusterStanding {
        var next = made(.follower, own, shift)
        (next.stratum, next.referenceID, next.peer) = (found.word.stratum + 1, peer.metric, index)
        next.rootDelay = found.rootDelay
        next.dispersion = found.bound.moved(by: own.now - found.asOf)
        next.dispersion.base = max(.zero, next.dispersion.base - found.rootDelay / 2)
        if hasTold {
            next.shift.draw(to: found.offset, at: own.now)
        } else {
            next.shift.set(to: found.offset, at: own.now)
        }
        return next
    }

    /// What was told is carried on as it is: our own clock as far from it as it was.
    private func lead(_ own: Own, _ shift: ServedShift) -> ClusterStanding {
        var next = made(rule.isOrphan ? .leader : .local, own, shift)
        next.shift.set(to: shift.value(at: own.now), at: own.now)
        next.stratum = rule.stratum
        next.referenceID = rule.isOrphan ? ClusterStanding.orphanReference : ClusterStanding.localReference
        next.dispersion.base = min(own.state.errorBound.after(own.now - own.state.asOf), Self.mostDispersion)
        return next
    }

    /// How far from UTC the clock is may not be known at all; clients follow nobody who says so (ntpd's MAXDIST is 1.5 s),
    /// and this stratum says it as well.
    private static let mostDispersion: Duration = .seconds(1)

    private func made(_ role: ClusterStanding.Role, _ own: Own, _ shift: ServedShift) -> ClusterStanding {
        let since = standing.flatMap { $0.role == role ? $0.since : nil } ?? own.now
        return ClusterStanding(role, since: since, asOf: own.now, era: own.clock.atAnchor.era, shift: shift)
    }

    /// Whether what is told is not simply our own clock, whose steps are its keeper's to decide.
    private func goesAnotherWay(at now: MonotonicInstant) -> Bool {
        standing.map { $0.isInForce || $0.shift.value(at: now) != .zero } ?? false
    }

    /// By how much our clock was stepped since the last look; `nil`: it was not.
    private func step(to own: Own) -> Duration? {
        guard let clock, clock.atAnchor.era != own.clock.atAnchor.era else { return nil }
        return own.clock.reading(at: own.now).shown - clock.reading(at: own.now).shown
    }
}
