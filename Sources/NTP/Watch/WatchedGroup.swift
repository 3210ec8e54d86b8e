// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// Clocks that must agree with each other.
public struct WatchedGroup: Sendable, BitwiseCopyable {
    /// How far apart its clocks are.
    public enum Agreement: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
        /// Fewer than two clocks are measured now.
        case unknown
        /// All that are measured are certain to be within the threshold of each other.
        case within
        /// Whether they are cannot be told.
        case unclear
        /// Two were certain to be further apart, and have not been certain to be back since.
        case over
    }

    public let rules: WatchRules
    /// Of those that are measured; `nil` of fewer than two.
    public internal(set) var worst: WorstPair?
    public internal(set) var agreement: Agreement = .unknown
    /// Since when it has been so.
    public internal(set) var since: MonotonicInstant

    init(rules: WatchRules, since: MonotonicInstant) { (self.rules, self.since) = (rules, since) }

    mutating func judge(_ search: PairSearch, at now: MonotonicInstant) {
        worst = search.worst(rules.threshold)
        let new = verdict
        guard new != agreement else { return }
        (agreement, since) = (new, now)
    }

    private var verdict: Agreement {
        guard let worst else { return .unknown }
        if worst.least > rules.threshold { return .over }
        let limit = agreement == .over ? rules.threshold * 9 / 10 : rules.threshold
        if worst.most > limit { return agreement == .over ? .over : .unclear }
        return .within
    }
}

extension WatchTable {
    /// Looks at all that is known as of now: to be called once a second.
    public mutating func look(at now: MonotonicInstant, by own: OwnClock) {
        var searches = [PairSearch](repeating: PairSearch(), count: groups.count)
        for number in clocks.indices {
            let group = clocks[number].group
            clocks[number].judge(at: now, by: own, groups[group].rules)
            guard clocks[number].isMeasured, let difference = clocks[number].difference else { continue }
            let reach = clocks[number].reach(difference, at: now, tolerance: own.tolerance)
            searches[group].add(ClockSpan(number: number, offset: difference.offset, reach: reach))
        }
        for group in groups.indices { groups[group].judge(searches[group], at: now) }
    }
}
