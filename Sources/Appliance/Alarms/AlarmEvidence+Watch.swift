// SPDX-License-Identifier: Apache-2.0

import NTP
import TimeBase

/// How other machines' clocks fare.
extension AlarmEvidence {
    var watchThreshold: AlarmFinding? {
        // To write a thousand sentences takes a while, and there is seldom a reason.
        guard let table = snapshot.watch.table,
            table.groups.contains(where: { $0.agreement == .over })
                || table.clocks.contains(where: { $0.condition == .over })
        else { return nil }
        let report = WatchReport(snapshot)
        let pairs = report.groups.compactMap { group -> String? in
            guard group.agreement == "over", let worst = group.worst else { return nil }
            let apart = StatusReport.human(worst.distanceNs)
            let doubt = StatusReport.human(worst.uncertaintyNs)
            return "\(worst.ahead) and \(worst.behind) of \(group.group) are \(apart) apart ± \(doubt)"
        }
        let single = report.nodes.filter { $0.state == "over" }.map { "\($0.name) of \($0.group) is \($0.place)" }
        return told(pairs + single) { "Clocks that are watched are off: \($0)." }
    }

    var watchSilent: AlarmFinding? {
        told(watched { $0 == .silent || $0 == .refusing } + unresolved) {
            "Clocks that are watched cannot be measured: \($0)."
        }
    }

    var watchUnsynchronised: AlarmFinding? {
        told(watched { $0 == .unsynchronised }) { "Clocks that are watched say that nothing keeps them: \($0)." }
    }

    private func watched(_ counts: (ClockCondition) -> Bool) -> [String] {
        let watch = snapshot.watch
        return zip(watch.targets, watch.table?.clocks ?? []).filter { counts($0.1.condition) }.map { target, clock in
            "\(target.name) of \(watch.groups[target.group].name)\(clock.condition == .silent ? " is silent" : "")"
        }
    }

    private var unresolved: [String] {
        let watch = snapshot.watch
        return watch.unknown.filter { $0.reason != nil }.map {
            "\($0.name) of \(watch.groups[$0.group].name) \($0.isPTP ? "cannot be asked" : "has no address")"
        }
    }

    /// The first few of them.
    private func told(_ clauses: [String], _ sentence: (String) -> String) -> AlarmFinding? {
        guard !clauses.isEmpty else { return nil }
        let rest = clauses.count > 3 ? "; and \(clauses.count - 3) more" : ""
        return AlarmFinding(sentence(clauses.prefix(3).joined(separator: "; ") + rest))
    }
}
