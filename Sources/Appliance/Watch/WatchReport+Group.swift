// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import TimeBase

extension WatchReport.Group {
    init(_ number: Int, of facts: WatchFacts, _ nodes: [WatchReport.Node], in snapshot: ApplianceSnapshot) {
        let (group, told) = (facts.groups[number], facts.table?.groups[number])
        let clocks = zip(facts.targets, facts.table?.clocks ?? []).filter { $0.0.group == number }
        let since = told?.since ?? snapshot.started
        let states = WatchReport.Node.states.map { state in
            NamedCount(state, UInt64(nodes.count { $0.state == state }))
        }
        self.init(
            group: group.name, everySeconds: group.rules.interval.realSeconds,
            thresholdNs: group.rules.threshold.realNanoseconds, agreement: "\(told?.agreement ?? .unknown)",
            since: snapshot.utcText(at: since), secondsSince: max(0, (snapshot.now - since).realSeconds),
            worst: told?.worst.map { WatchReport.Pair($0, in: facts) }, nodes: nodes.count,
            measured: nodes.count { $0.offsetNs != nil }, states: states,
            absent: clocks.count { $0.1.condition == .absent }, text: "")
        text = [agreementText(group.rules.threshold), othersText(nodes)].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func agreementText(_ threshold: Duration) -> String {
        let limit = threshold.humanText
        guard let worst else {
            return measured == 1 ? "Only one clock is measured." : "No clock is measured."
        }
        let pair = "\(worst.ahead) and \(worst.behind)"
        let apart = "\(StatusReport.human(worst.distanceNs)) apart ± \(StatusReport.human(worst.uncertaintyNs))"
        switch agreement {
        case "over":
            let time = Duration.realSeconds(secondsSince).humanText
            return "\(pair) are \(apart), which has been more than \(limit) for \(time)."
        case "unclear":
            let most = StatusReport.human(worst.mostNs)
            return "Whether all are within \(limit) cannot be told: \(pair) are \(apart); any two, at most \(most)."
        default: return "All that are measured are within \(limit) of each other; the furthest, \(pair), are \(apart)."
        }
    }

    /// Those that are not as they should be.
    private func othersText(_ nodes: [WatchReport.Node]) -> String {
        let words = [
            ("over", "off"), ("silent", "silent"), (WatchReport.Node.unresolved, "without an address"),
            ("refusing", "refusing to be asked"), ("unsynchronised", "not synchronised by their own words"),
        ]
        let parts = words.compactMap { state, word -> String? in
            let names = nodes.filter { $0.state == state }.map(\.name)
            guard !names.isEmpty else { return nil }
            let more = names.count > 3 ? " and \(names.count - 3) more" : ""
            return "\(word): \(names.prefix(3).joined(separator: ", "))\(more)"
        }
        let rest = absent > 0 ? ["nobody has ever answered at \(AlarmEvidence.count(absent, "address", "es"))"] : []
        let all = (parts + rest).joined(separator: "; ")
        return all.isEmpty ? "" : all.prefix(1).uppercased() + all.dropFirst() + "."
    }
}

extension WatchReport.Pair {
    init(_ pair: WorstPair, in facts: WatchFacts) {
        self.init(
            ahead: facts.targetName(pair.ahead), behind: facts.targetName(pair.behind),
            distanceNs: pair.distance.realNanoseconds, uncertaintyNs: pair.uncertainty.realNanoseconds,
            leastNs: pair.least.realNanoseconds, mostNs: pair.most.realNanoseconds)
    }
}

extension WatchFacts {
    /// What a clock is called: with its address where a name has several.
    public func targetName(_ number: Int) -> String {
        let target = targets[number]
        let isOne = targets.count { $0.group == target.group && $0.name == target.name } == 1
        guard !isOne, let address = target.address else { return target.name }
        return "\(target.name) (\(address))"
    }
}

extension AlarmEvidence {
    /// "1 address", "3 addresses".
    static func count(_ number: Int, _ noun: String, _ ending: String) -> String {
        number == 1 ? "1 \(noun)" : "\(number) \(noun)\(ending)"
    }
}
