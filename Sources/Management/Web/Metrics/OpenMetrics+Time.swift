// SPDX-License-Identifier: Apache-2.0

import Appliance
import NTP
import Operations
import Pages
import TimeBase

/// What the time is worth.
extension OpenMetrics {
    static func claims(_ snapshot: ApplianceSnapshot) -> [MetricFamily] {
        let state = snapshot.state
        return [
            .states(
                "gnomon_state", "What is claimed about the time.", TimeState.Phase.allCases.map(\.name),
                now: state.phase.name),
            MetricFamily(
                "gnomon_state_age_seconds", .gauge, unit: "seconds", "For how long the state has been what it is.",
                (snapshot.now - state.since).metricSeconds),
            MetricFamily(
                "gnomon_time_trustworthy", .gauge, "Whether the time served is within its bound.",
                state.isTrustworthy ? 1 : 0),
        ]
    }

    static func clock(_ snapshot: ApplianceSnapshot) -> [MetricFamily] {
        [
            MetricFamily(
                "gnomon_clock_offset_seconds", .gauge, unit: "seconds",
                "Clock - TAI as measured, while there is a reference: positive, our clock is ahead.",
                snapshot.state.isMeasured ? snapshot.state.offset.metricSeconds : nil),
            MetricFamily(
                "gnomon_oscillator_frequency_ratio", .gauge, unit: "ratio",
                "Estimated fractional frequency of the free-running oscillator: positive, it runs fast.",
                snapshot.state.frequency),
            MetricFamily(
                "gnomon_clock_error_bound_seconds", .gauge, unit: "seconds",
                "How wrong the clock may be; +Inf while nothing is known.",
                snapshot.state.knownErrorBound(at: snapshot.now)?.metricSeconds ?? .infinity),
            outlook(snapshot),
        ]
    }

    /// What the page shows as "if nothing more is heard".
    private static func outlook(_ snapshot: ApplianceSnapshot) -> MetricFamily {
        MetricFamily(
            "gnomon_clock_error_bound_passes_seconds", .gauge, unit: "seconds",
            "How long until the error bound passes a limit, in seconds, if nothing more is heard: "
                + "0, it has; +Inf, it never will.",
            HoldoverOutlook(of: snapshot).passings.map {
                .init(
                    ["limit": MetricText.limit($0.limit.metricSeconds)], $0.after?.metricSeconds ?? .infinity)
            })
    }

    static func utc(_ snapshot: ApplianceSnapshot) -> [MetricFamily] {
        let (relation, shown) = (snapshot.state.utc, snapshot.clock.reading(at: snapshot.now).shown)
        let pending = relation.next.flatMap { $0.at > shown ? $0 : nil }
        return [
            MetricFamily(
                "gnomon_tai_minus_utc_seconds", .gauge, unit: "seconds", "TAI - UTC as it is served now.",
                Double(relation.taiMinusUTC(at: shown))),
            MetricFamily(
                "gnomon_leap_table_current", .gauge, "Whether the leap-second table reaches up to now.",
                relation.isCurrent ? 1 : 0),
            MetricFamily(
                "gnomon_leap_change_seconds", .gauge, unit: "seconds",
                "The leap second that is known to come: 1 inserted, -1 left out, 0 none.",
                Double(pending?.change ?? 0)),
            MetricFamily(
                "gnomon_leap_until_seconds", .gauge, unit: "seconds",
                "How long until UTC has passed the leap second that is known to come.",
                pending.map { ($0.at - shown).metricSeconds }),
            MetricFamily(
                "gnomon_uptime_seconds", .gauge, unit: "seconds", "How long the program has run.",
                (snapshot.now - snapshot.started).metricSeconds),
        ]
    }
}
