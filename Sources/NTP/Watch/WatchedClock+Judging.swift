// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension WatchedClock {
    /// Looks at what is known, as of now.
    mutating func judge(at now: MonotonicInstant, by own: OwnClock, _ rules: WatchRules) {
        if let era = difference?.era, era != own.era { difference = nil }
        switch condition {
        case .silent, .absent: if !wasHeard(since: since) { return }
        case .refusing: if difference == nil { return }
        case .waiting: if word == nil { return }
        case .within, .unclear, .unsynchronised, .over: break
        }
        become(verdict(at: now, by: own, rules), at: now)
    }

    private func wasHeard(since instant: MonotonicInstant) -> Bool { lastReply.map { $0 >= instant } ?? false }

    private func verdict(at now: MonotonicInstant, by own: OwnClock, _ rules: WatchRules) -> ClockCondition {
        let otherwise: ClockCondition = word?.isSynchronised == false ? .unsynchronised : .unclear
        guard let difference, now - difference.at <= freshness(rules) else { return otherwise }
        let reach = reach(difference, at: now, tolerance: own.tolerance) + own.bound
        let size = difference.offset.magnitude
        if size - reach > rules.threshold { return .over }
        // What lies at the threshold does not come and go with each measurement.
        let limit = condition == .over ? rules.threshold * 9 / 10 : rules.threshold
        if size + reach > limit { return condition == .over ? .over : otherwise }
        return word?.isSynchronised == false ? .unsynchronised : .within
    }

    /// How long a measurement is worth something: as long as the next one may reasonably take.
    private func freshness(_ rules: WatchRules) -> Duration {
        rules.interval * (3 << Int(slowness)) + Self.patience * Int(Self.tries)
    }
}
