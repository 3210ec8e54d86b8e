// SPDX-License-Identifier: Apache-2.0

public import TimeBase

extension SourceEnsemble {
    /// - Parameter own: what our own clock must show if the oscillator did nothing that it cannot have done, by what was
    ///   known before this; `nil`: nothing was known.
    public mutating func judge(own: SourceReading?, at now: MonotonicInstant) -> SourceJudgement {
        let ownInterval = own?.interval(at: now)
        let contradiction = contradiction(at: now)
        if let contradiction { reinstate(contradiction.members) }
        var judgement = SourceJudgement(basis: .none)
        if let region = contradiction.flatMap({ regionByPolicy($0, ownInterval, at: now) }) {
            judgement = combined(region, ownInterval, at: now)
            judgement.basis = .policy
            if policy == .alarmOnly, let majority = contradiction?.majority { judgement.makeRoom(for: majority) }
        } else {
            let isDoubted = isDoubted(ownInterval, contradiction)
            if let region = region(isDoubted ? nil : ownInterval, at: now) {
                judgement = combined(region, isDoubted ? nil : ownInterval, at: now)
            }
            judgement.isOwnDoubted = isDoubted
        }
        judgement.dispute = contradiction.map { dispute($0, judgement, at: now) }
        decideAll(judgement.region ?? ownInterval, at: now, &judgement)
        judgement.upstream = upstream(judgement, at: now)
        return judgement
    }

    /// Where most sources contradict a receiver, and our own clock too, it is because the clock has followed that
    /// receiver: it is no witness by itself.
    private func isDoubted(_ own: OffsetInterval?, _ contradiction: Contradiction?) -> Bool {
        guard let own, let contradiction else { return false }
        return !own.overlaps(contradiction.majority)
    }

    /// Those that know this many times less than the best are asked only where they contradict it: a coarse one that
    /// agrees with everything must not make the bound as coarse as itself.
    private static let coarse = 10.0

    private func region(_ own: OffsetInterval?, at now: MonotonicInstant) -> OffsetInterval? {
        let everyone = voters(finerThan: .infinity, at: now)
        let fine = voters(finerThan: Self.coarse * everyone.finest, at: now)
        // One coarse liar must not make the bound as coarse as the honest ones.
        if fine.vote.count < everyone.vote.count, let best = region(of: fine, own, at: now),
            2 * supporters(of: best, at: now) > everyone.vote.count
        {
            return best
        }
        guard let region = region(of: everyone, own, at: now) else { return nil }
        // Those who see no difference do not decide between our own clock and a fine source that contradicts it.
        if let own, own.overlaps(region), Self.coarse * own.width < region.width { return own }
        return region
    }

    /// Where the truth is by most, our own clock among them; without it where it is alone.
    private func region(of voters: Voters, _ own: OffsetInterval?, at now: MonotonicInstant) -> OffsetInterval? {
        guard let all = voters.all else { return nil }
        let majority = voters.vote.majority
        guard let own else { return voters.vote.count == 2 && majority != nil ? all : majority }
        // Of two, that which knows better.
        if voters.vote.count == 1 { return all.overlaps(own) ? all.width <= own.width ? all : own : nil }
        var vote = voters.vote
        vote.add(own)
        if let region = vote.majority, supporters(of: region, at: now) > 0 { return region }
        return tied(own, of: vote.count, at: now) ?? majority
    }

    /// Where our own clock and those that bear it out are as many as all others: two that came to lie alike are no more
    /// than the one that did not and what was known before.
    private func tied(_ own: OffsetInterval, of count: Int, at now: MonotonicInstant) -> OffsetInterval? {
        var vote = IntervalVote()
        vote.add(own)
        for i in entries.indices where supports(i, own, at: now) {
            if let interval = entries[i].reading?.interval(at: now) { vote.add(interval) }
        }
        return vote.count > 1 && 2 * vote.count >= count ? vote.majority : nil
    }

    private struct Voters {
        var vote = IntervalVote()
        /// What has all of their intervals in it.
        var all: OffsetInterval?
        /// The width of the narrowest.
        var finest = Double.infinity
    }

    private func voters(finerThan limit: Double, at now: MonotonicInstant) -> Voters {
        var voters = Voters()
        for i in entries.indices where votes(i, at: now) {
            guard let interval = entries[i].reading?.interval(at: now), interval.width <= limit else { continue }
            voters.vote.add(interval)
            voters.all = voters.all?.joined(with: interval) ?? interval
            voters.finest = min(voters.finest, interval.width)
        }
        return voters
    }

    func supporters(of region: OffsetInterval, at now: MonotonicInstant) -> Int {
        var count = 0
        for i in entries.indices where supports(i, region, at: now) { count += 1 }
        return count
    }

    func supports(_ index: Int, _ region: OffsetInterval, at now: MonotonicInstant) -> Bool {
        votes(index, at: now) && entries[index].reading?.interval(at: now).overlaps(region) ?? false
    }

    // MARK: What they say together

    private mutating func combined(
        _ region: OffsetInterval, _ own: OffsetInterval?, at now: MonotonicInstant
    ) -> SourceJudgement {
        let basis = basis(of: region, own, at: now)
        if basis == .contested { keepIncumbent(region, at: now) }
        let (contributors, isPreferring) = contributors(
            in: region, only: basis == .contested ? incumbent : nil, at: now)
        let mean = mean(of: contributors)
        if basis != .contested { incumbent = mean.heaviest }
        // Where our own clock knows best, it is not drawn to the edge of what it may be.
        let offset = own == region ? region.middle : min(max(mean.offset, region.lower), region.upper)
        return SourceJudgement(
            basis: basis, offset: .realSeconds(offset), bound: .realSeconds(region.reach(from: offset)),
            deviation: .realSeconds(mean.deviation), contributors: contributors, isPreferring: isPreferring,
            region: region)
    }

    private func basis(
        of region: OffsetInterval, _ own: OffsetInterval?, at now: MonotonicInstant
    ) -> SourceJudgement.Basis {
        if isContested(region, at: now) { return .contested }
        if let own, !own.overlaps(region) { return .againstOwnClock }
        let count = voters(finerThan: .infinity, at: now).vote.count
        if let own, own == region { return .ownClock }
        return 2 * supporters(of: region, at: now) > count ? .majority : .ownClock
    }

    /// Whether two that are in the region contradict each other.
    private func isContested(_ region: OffsetInterval, at now: MonotonicInstant) -> Bool {
        for i in entries.indices where supports(i, region, at: now) {
            for j in 0..<i where supports(j, region, at: now) {
                guard let one = entries[i].reading, let other = entries[j].reading else { continue }
                if !one.interval(at: now).overlaps(other.interval(at: now)) { return true }
            }
        }
        return false
    }

    /// The source that was believed before a contest stays in charge, or the first one is.
    private mutating func keepIncumbent(_ region: OffsetInterval, at now: MonotonicInstant) {
        if let incumbent, supports(incumbent, region, at: now) { return }
        incumbent = nil
        for i in entries.indices where incumbent == nil && supports(i, region, at: now) { incumbent = i }
    }
}
