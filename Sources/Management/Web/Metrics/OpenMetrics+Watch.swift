// SPDX-License-Identifier: Apache-2.0

import Appliance
import NTP
import TimeBase

/// Other machines' clocks. Nothing where none is watched. A clock is named: who writes the configuration says how many
/// there are.
extension OpenMetrics {
    static func watch(_ snapshot: ApplianceSnapshot) -> [MetricFamily] {
        guard !snapshot.watch.isEmpty else { return [] }
        let report = WatchReport(snapshot)
        return watchedGroups(report) + watchedClocks(report)
    }

    private static func watchedGroups(_ report: WatchReport) -> [MetricFamily] {
        func each(_ value: (WatchReport.Group) -> Double?) -> [MetricFamily.Sample] {
            report.groups.compactMap { group in value(group).map { .init(["group": group.group], $0) } }
        }
        return [
            MetricFamily(
                "gnomon_watch_worst_pair_seconds", .gauge, unit: "seconds",
                "How far apart the two clocks of the group are that are the furthest apart.",
                each { $0.worst.map { $0.distanceNs / 1e9 } }),
            MetricFamily(
                "gnomon_watch_worst_pair_least_seconds", .gauge, unit: "seconds",
                "Two clocks of the group are at least so far apart, for certain.",
                each { $0.worst.map { $0.leastNs / 1e9 } }),
            MetricFamily(
                "gnomon_watch_worst_pair_most_seconds", .gauge, unit: "seconds",
                "No two clocks of the group are further apart.", each { $0.worst.map { $0.mostNs / 1e9 } }),
            MetricFamily(
                "gnomon_watch_threshold_seconds", .gauge, unit: "seconds",
                "How far clocks of the group may be from our time, and from each other.",
                each { $0.thresholdNs / 1e9 }),
            MetricFamily(
                "gnomon_watch_nodes", .gauge, "Clocks of the group by their state.",
                report.groups.flatMap { group in
                    group.states.map { .init(["group": group.group, "state": $0.name], Double($0.count)) }
                }),
        ]
    }

    private static func watchedClocks(_ report: WatchReport) -> [MetricFamily] {
        func each(_ value: (WatchReport.Node) -> Double?) -> [MetricFamily.Sample] {
            report.nodes.compactMap { node in
                guard let address = node.address else { return nil }
                return value(node).map {
                    .init(["group": node.group, "node": node.name, "address": address], $0)
                }
            }
        }
        return [
            MetricFamily(
                "gnomon_watch_offset_seconds", .gauge, unit: "seconds",
                "The clock − ours: positive, it is ahead. Missing while it is not measured.",
                each { $0.offsetNs.map { $0 / 1e9 } }),
            MetricFamily(
                "gnomon_watch_uncertainty_seconds", .gauge, unit: "seconds", "How far that may be wrong.",
                each { $0.uncertaintyNs.map { $0 / 1e9 } }),
            MetricFamily(
                "gnomon_watch_over", .gauge, "Whether the clock is beyond its threshold.",
                each { $0.state == "over" ? 1 : 0 }),
            MetricFamily(
                "gnomon_watch_silent", .gauge, "Whether the clock does not answer.",
                each { $0.state == "silent" ? 1 : 0 }),
            MetricFamily(
                "gnomon_watch_state_age_seconds", .gauge, unit: "seconds",
                "For how long the clock has been in its state.",
                each { $0.secondsSince }),
        ]
    }
}
