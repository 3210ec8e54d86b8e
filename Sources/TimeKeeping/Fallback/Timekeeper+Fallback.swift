// SPDX-License-Identifier: Apache-2.0

public import Board
public import TimeBase

/// Following other servers where no receiver can be followed.
extension Timekeeper {
    /// What other servers say of the clock was judged.
    public mutating func hear(_ reading: UpstreamReading, at now: MonotonicInstant) {
        // What was judged of the clock before it was stepped is not meant of this one.
        if let era, Int32(bitPattern: reading.reading.era &- era) < 0 { return }
        if era == nil { era = reading.reading.era }
        upstream.hear(reading, at: now)
        if state.phase == .fallback, let word = reading.word { claim(word, reading.reading, at: now) }
        reconsider(at: now)
    }

    /// By how much the receiver states another time than the established one, as it would have our clock: positive, ahead;
    /// `nil`: it does not.
    public var contradicted: Duration? {
        if let said = labeler.contradiction, isContradicted { return said.expected - said.stated }
        return foreignSecond.map { $0.expected - $0.stated }
    }

    /// Where the time comes from, and what is foreseen.
    public var failover: FailoverPlace { upstream.place }

    /// What they say of the clock, and how far the clock itself may have gone since.
    private mutating func claim(_ word: UpstreamReading.Word, _ reading: ClockReading, at now: MonotonicInstant) {
        var bound = word.bound
        bound.base += word.offset.magnitude
        bound.growth += state.rate.magnitude
        upstream.claim = (bound, now)
        (state.upstream, state.lastUpdate) = (word.server, reading.shown)
    }

    // MARK: When

    /// Takes the next rung of the ladder where that is other servers.
    mutating func climb(at now: MonotonicInstant) {
        upstream.lost = state.isTrustworthy ? nil : upstream.lost ?? now
        upstream.climb(facts(at: now), at: now)
        guard upstream.place.rung == .upstream, state.phase != .fallback, state.phase != .locked, !isFed(at: now),
            let last = upstream.last?.reading, let word = upstream.word(at: now)
        else { return }
        beginFollowing(word)
        claim(word, last.reading, at: now)
        enter(.fallback, because: .followingUpstream(stratum: word.server.stratum), at: now)
    }

    private mutating func beginFollowing(_ word: UpstreamReading.Word) {
        upstream.follower = UpstreamFollower(
            offset: word.offset, deviation: word.deviation, frequency: discipline.knownFrequency,
            isTrusted: upstream.last?.reading.dispute == UpstreamReading.Dispute.none && implausibility == nil,
            applied: lastCorrection.frequency)
        (upstream.isFresh, upstream.turned) = (false, nil)
    }

    private func facts(at now: MonotonicInstant) -> FailoverFacts {
        let lasts = ownLasts(at: now)
        let isTimeUp = lasts.map { $0 < .zero } ?? false
        let isKnown = state.isTrustworthy && !isTimeUp && upstream.dispute(at: now) != .receiverGoes
        var facts = FailoverFacts(
            isReceiverBelieved: state.phase == .locked, upstream: upstream.bound(at: now),
            own: isKnown ? state.errorBound.moved(by: now - state.asOf) : nil)
        facts.ownLasts = lasts
        if state.phase == .fallback { (facts.isLed, facts.ownLimit) = (true, settings.fallback.largestError) }
        facts.orphanAfter = orphanAfter(at: now)
        return facts
    }

    /// So long our clock is relied on at the most if nothing is heard.
    private func ownLasts(at now: MonotonicInstant) -> Duration? {
        switch state.phase {
        // A clock that is being brought back spends no more of its time.
        case .holdover: isFed(at: now) ? nil : settings.holdover.longest - (now - state.since)
        case .fallback: settings.holdover.longest - (now - (upstream.believed ?? state.since))
        case .starting, .acquiring, .locked, .unsynchronised: nil
        }
    }

    private func orphanAfter(at now: MonotonicInstant) -> Duration? {
        guard let terms = settings.fallback.orphan, wasRight || !terms.needsRightClock else { return nil }
        return max(.zero, terms.wait - (now - (upstream.lost ?? now)))
    }

    /// Whether edges are being followed, though the clock may not have settled on them yet.
    func isFed(at now: MonotonicInstant) -> Bool {
        discipline.believed > 0 && (lastFed.map { now - $0 <= settings.holdover.pulseTimeout } ?? false)
    }

    /// What keeps a receiver from being followed that most sources contradict.
    func disputeHindrance(at now: MonotonicInstant) -> Hindrance? {
        guard upstream.dispute(at: now) == .receiverGoes else { return nil }
        return Hindrance(cause: .outvoted, reason: .outvoted(by: upstream.distance), lasting: .zero)
    }

    mutating func reconsiderFallback(at now: MonotonicInstant) {
        if hindrance(at: now) == nil, discipline.isSettled, isFed(at: now) {
            upstream.follower = nil
            state.upstream = nil
            return enter(.locked, because: followingReason(at: now), at: now)
        }
        if let word = upstream.word(at: now) {
            enter(.fallback, because: .followingUpstream(stratum: word.server.stratum), at: now)
        } else {
            let silence = now - (upstream.believed ?? state.since)
            enter(.fallback, because: .upstreamSilent(for: silence), at: now)
            if silence > settings.holdover.longest { return loseUpstream(at: now) }
        }
        // Before the first correction the clock may be anywhere.
        let isCorrected = upstream.turned != nil || upstream.follower == nil
        if isCorrected, fallbackBound(at: now).base > settings.fallback.largestError { loseUpstream(at: now) }
    }

    private mutating func loseUpstream(at now: MonotonicInstant) {
        upstream.follower = nil
        state.upstream = nil
        holdoverCause = .upstreamLost
        enter(.unsynchronised, because: .budgetSpent(cause: .upstreamLost), at: now)
    }

    // MARK: How

    /// By what other servers say; by the edges once those are followed again and known.
    func fallbackBound(at now: MonotonicInstant) -> ErrorBound {
        guard let claim = upstream.claim else { return .unknown }
        return claim.bound.moved(by: now - claim.at)
    }

    /// A second's correction by what other servers say. The discipline goes along without a word, so that it knows where
    /// the clock is when the pulse comes back.
    mutating func followUpstream(at now: MonotonicInstant) -> ClockCorrection? {
        guard state.phase == .fallback, !isFed(at: now) else { return nil }
        if upstream.follower == nil, let word = upstream.word(at: now) { beginFollowing(word) }
        guard upstream.follower != nil else { return nil }
        let elapsed = min(max(0, (now - (upstream.turned ?? now)).realSeconds), 3600)
        if upstream.turned != nil, elapsed < 1 { return nil }
        let before = lastCorrection
        if discipline.believed > 0 { _ = watchedTurn(measured: nil, at: now) }
        upstream.follower?.pass(elapsed, applied: before.frequency)
        upstream.turned = now
        if upstream.isFresh, let word = upstream.word(at: now) {
            upstream.follower?.hear(word.offset, deviation: word.deviation)
            upstream.isFresh = false
        }
        return correctByUpstream(at: now)
    }

    private mutating func correctByUpstream(at now: MonotonicInstant) -> ClockCorrection? {
        guard let follower = upstream.follower else { return nil }
        var policy = settings.fallback.correction
        // While nobody relies on the clock yet, it may be stepped as by a receiver.
        if !wasRight { policy.slewed = min(policy.slewed, settings.steering.stepBeyond) }
        let wished = follower.correction(by: policy, wasRight: wasRight)
        wasSetByUpstream = true
        upstream.refused = wished == nil ? follower.offset : nil
        let correction = wished ?? ClockCorrection(frequency: -follower.frequency)
        applied(correction)
        guard correction.step != .zero else { return correction }
        era = era.map { $0 &+ 1 }
        upstream.follower?.stepped(by: correction.step)
        upstream.stepped(by: correction.step)
        if let word = upstream.word(at: now) {
            upstream.claim?.bound.base = word.bound.base + word.offset.magnitude
        }
        notes.append(.stepped(correction.step))
        return correction
    }

    /// Whether others have relied on the clock before.
    private var wasRight: Bool { state.hasLocked || wasSetByUpstream }

    /// The first edge that is followed again: where the clock is by the discipline's own reckoning no longer counts.
    mutating func returnToPulse() {
        guard state.phase == .fallback else { return }
        upstream.follower = nil
        guard discipline.believed > 0, discipline.age > Discipline.shortGap else { return }
        discipline.forgetPhase()
        forgetPast()
        forgetTrust()
        trust.spend()
    }
}

extension Discipline {
    /// Of the free-running oscillator; `nil` while nothing was measured.
    var knownFrequency: Double? { model == nil ? nil : frequency }
}
