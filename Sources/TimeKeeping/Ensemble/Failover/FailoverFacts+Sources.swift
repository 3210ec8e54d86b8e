// SPDX-License-Identifier: Apache-2.0

public import TimeBase

extension SourceEnsemble {
    /// What a judgement leaves to take the time from.
    ///
    /// - Parameter own: how wrong our clock may be, from `now` on, by what was known before.
    public func facts(of judgement: SourceJudgement, own: ErrorBound?, at now: MonotonicInstant) -> FailoverFacts {
        var facts = FailoverFacts(isReceiverBelieved: false, own: judgement.isOwnDoubted ? nil : own)
        facts.upstream = judgement.upstream?.bound
        facts.upstreamLasts = upstreamLasts(judgement, at: now)
        for i in entries.indices where isReceiver(i) && judgement.isBelieved(i) { facts.isReceiverBelieved = true }
        return facts
    }

    /// From when on a source that is not heard is said to be about to fall silent, in parts of how long its word
    /// stands.
    private static let patience = 0.5

    private func upstreamLasts(_ judgement: SourceJudgement, at now: MonotonicInstant) -> Duration? {
        var longest: Duration?
        for i in entries.indices where judgement.isBelieved(i) && !isReceiver(i) {
            guard let reading = entries[i].reading else { continue }
            let age = now - reading.at
            if age < reading.lasts * Self.patience { return nil }
            longest = max(longest ?? .zero, reading.lasts - age)
        }
        return longest
    }
}

extension SourceEnsemble {
    func upstream(_ judgement: SourceJudgement, at now: MonotonicInstant) -> UpstreamWord? {
        var vote = IntervalVote()
        var growth = 0.0
        for i in entries.indices where !isReceiver(i) && judgement.isBelieved(i) {
            guard let reading = entries[i].reading else { continue }
            vote.add(reading.interval(at: now))
            growth = max(growth, reading.bound.growth)
        }
        guard let region = vote.majority else { return nil }
        let mean = mean(of: contributors(in: region, receivers: false, at: now)).offset
        let offset = min(max(mean, region.lower), region.upper)
        let bound = ErrorBound(base: .realSeconds(region.reach(from: offset)), growth: growth)
        return UpstreamWord(offset: .realSeconds(offset), bound: bound)
    }
}

extension SourceJudgement {
    /// Whether the time is a source's, or could be. Nobody's is where all contradict our own oscillator: once its bound
    /// has room for them, they do not any more.
    func isBelieved(_ index: Int) -> Bool {
        guard basis != .none, basis != .againstOwnClock else { return false }
        return switch verdicts[index] {
        case .selected, .agrees, .outlier, .outvoted: true
        case .contested, .absent, .silent, .onProbation, .vetoed, .overruled: false
        }
    }
}
