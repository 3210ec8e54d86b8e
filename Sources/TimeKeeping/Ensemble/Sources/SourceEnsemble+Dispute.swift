// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension SourceEnsemble {
    /// Receivers, and where most of all sources have the truth, which is not where they have it.
    struct Contradiction {
        var receivers: SourceSet
        var majority: OffsetInterval
    }

    func contradiction(at now: MonotonicInstant) -> Contradiction? {
        var vote = IntervalVote()
        var all = 0
        for i in entries.indices {
            if isReceiver(i) ? stands(i, at: now) : votes(i, at: now) { all += 1 }
            guard !isReceiver(i), votes(i, at: now), let interval = entries[i].reading?.interval(at: now) else {
                continue
            }
            vote.add(interval)
        }
        guard let majority = vote.majority else { return nil }
        let others = members(of: majority, receivers: false, at: now)
        let receivers = members(outOf: majority, at: now)
        guard 2 * others.count > all, !receivers.isEmpty else { return nil }
        return Contradiction(receivers: receivers, majority: majority)
    }

    /// Where the receivers have it, if the policy is that they win and our own clock can have gone there.
    func regionByPolicy(
        _ contradiction: Contradiction, _ own: OffsetInterval?, at now: MonotonicInstant
    ) -> OffsetInterval? {
        guard policy != .majorityWins else { return nil }
        if policy == .alarmOnly, !(incumbent.map { contradiction.receivers.contains($0) } ?? false) { return nil }
        var vote = IntervalVote()
        for i in entries.indices where contradiction.receivers.contains(i) && votes(i, at: now) {
            if let interval = entries[i].reading?.interval(at: now) { vote.add(interval) }
        }
        guard let region = vote.majority, own.map({ region.overlaps($0) }) ?? true else { return nil }
        return region
    }

    func dispute(
        _ contradiction: Contradiction, _ judgement: SourceJudgement, at now: MonotonicInstant
    ) -> SourceDispute {
        let index = contradiction.receivers.first ?? 0
        let offset = entries[index].reading?.offset.realSeconds ?? 0
        return SourceDispute(
            receiver: index, distance: .realSeconds(offset - contradiction.majority.middle),
            isFollowed: judgement.contributors.contains(index))
    }

    func members(of region: OffsetInterval, receivers: Bool, at now: MonotonicInstant) -> SourceSet {
        var set = SourceSet()
        for i in entries.indices where isReceiver(i) == receivers && supports(i, region, at: now) { set.insert(i) }
        return set
    }

    private func members(outOf region: OffsetInterval, at now: MonotonicInstant) -> SourceSet {
        var set = SourceSet()
        for i in entries.indices where isReceiver(i) && stands(i, at: now) {
            if !(entries[i].reading?.interval(at: now).overlaps(region) ?? true) { set.insert(i) }
        }
        return set
    }
}

extension SourceJudgement {
    /// The bound reaches to the end of where others have the truth.
    mutating func makeRoom(for other: OffsetInterval) {
        bound = max(bound, .realSeconds(other.reach(from: offset.realSeconds)))
    }
}
