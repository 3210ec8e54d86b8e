// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension SourceEnsemble {
    /// Receivers, and where most of all sources have the truth, which is not where they have it.
    struct Contradiction {
        var receivers: SourceSet
        var majority: OffsetInterval
        var members: SourceSet
    }

    /// All that stand are counted, on probation or not: a receiver that drags away slowly leaves the others one by one,
    /// and were each of them silenced as it is left, there would never be a majority.
    func contradiction(at now: MonotonicInstant) -> Contradiction? {
        var vote = IntervalVote()
        var all = 0
        for i in entries.indices where stands(i, at: now) {
            all += 1
            if !isReceiver(i), let interval = entries[i].reading?.interval(at: now) { vote.add(interval) }
        }
        guard let majority = vote.majority else { return nil }
        var (members, receivers) = (SourceSet(), SourceSet())
        for i in entries.indices where stands(i, at: now) {
            let agrees = entries[i].reading?.interval(at: now).overlaps(majority) ?? false
            if agrees, !isReceiver(i) { members.insert(i) }
            if !agrees, isReceiver(i) { receivers.insert(i) }
        }
        guard 2 * members.count > all, !receivers.isEmpty else { return nil }
        return Contradiction(receivers: receivers, majority: majority, members: members)
    }

    /// Those who make a majority have their votes again.
    mutating func reinstate(_ set: SourceSet) {
        for i in entries.indices where set.contains(i) { entries[i].probation = 0 }
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
}

extension SourceJudgement {
    /// The bound reaches to the end of where others have the truth.
    mutating func makeRoom(for other: OffsetInterval) {
        bound = max(bound, .realSeconds(other.reach(from: offset.realSeconds)))
    }
}
