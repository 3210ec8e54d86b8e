// SPDX-License-Identifier: Apache-2.0

import Appliance
import NTP
import TimeBase

/// What is told to others, what wants attention, and how fast the loop is behind it.
extension OpenMetrics {
    static func ntp(_ snapshot: ApplianceSnapshot) -> [MetricFamily] {
        let (claim, facts) = (snapshot.claim, snapshot.ntp)
        return [
            .outcomes(
                "gnomon_ntp_requests", "NTP packets by what became of them.",
                [("answered", facts.answered)] + facts.dropped.map { ($0.name, $0.count) }),
            .outcomes(
                "gnomon_ntp_replies",
                "NTP replies beyond the plain one: interleaved, and with a MAC by which algorithm.",
                [("interleaved", facts.interleaved)] + facts.authenticated.map { ($0.name, $0.count) }),
            .outcomes(
                "gnomon_ntp_stamps",
                "NTP replies whose leaving the kernel told, and requests whose arrival it did not.",
                [("departure", facts.departures), ("unstamped", facts.unstamped)]),
            stamping(facts), transmitErrors(facts),
            MetricFamily(
                "gnomon_ntp_kisses", .counter, "Refusals that were told by a kiss-o'-death.", Double(facts.kissed)),
            MetricFamily(
                "gnomon_ntp_overruns", .counter, "NTP packets that the kernel had no room for.",
                Double(facts.overruns)),
            MetricFamily(
                "gnomon_ntp_distinct_clients", .gauge, "How many different clients were answered of late, to some 2 %.",
                [
                    .init(["span": "minute"], Double(facts.distinct.minute)),
                    .init(["span": "hour"], Double(facts.distinct.hour)),
                    .init(["span": "day"], Double(facts.distinct.day)),
                ]),
            MetricFamily(
                "gnomon_ntp_stratum", .gauge, "What NTP replies say: 1 from a receiver, 16 not to be relied on.",
                Double(claim.stratum)),
            MetricFamily(
                "gnomon_ntp_reference", .info, "What NTP replies name as their reference.",
                [.init(["id": claim.referenceName], 1)]),
            .states(
                "gnomon_ntp_leap", "What NTP replies say of a leap second at the end of the day.",
                LeapIndicator.allCases.map { "\($0)" }, now: "\(claim.leap)"),
            MetricFamily(
                "gnomon_ntp_root_delay_seconds", .gauge, unit: "seconds", "What NTP replies say of the way to UTC.",
                claim.rootDelay.duration.metricSeconds),
            MetricFamily(
                "gnomon_ntp_root_dispersion_seconds", .gauge, unit: "seconds",
                "How wrong NTP replies say that the time may be.", claim.rootDispersion.duration.metricSeconds),
        ]
    }

    private static func stamping(_ facts: NTPFacts) -> MetricFamily {
        MetricFamily(
            "gnomon_ntp_card_stamps", .counter,
            "Stamps of network cards by what became of them: taken for an arrival or a departure, or not believed.",
            facts.stamping.flatMap { one in
                [("arrival", one.arrivalsByCard), ("departure", one.departuresByCard), ("refused", one.refused)].map {
                    .init(["interface": one.interface, "outcome": $0.0], Double($0.1))
                }
            })
    }

    private static func transmitErrors(_ facts: NTPFacts) -> MetricFamily {
        MetricFamily(
            "gnomon_ntp_transmit_error_seconds", .gauge, unit: "seconds",
            "How much later than their transmit timestamps plain NTP replies left, of late, by whose stamps.",
            facts.transmitErrors.flatMap { one in
                [("0.5", one.medianNs), ("0.99", one.p99Ns), ("1", one.worstNs)].map {
                    .init(["stamper": one.stamper, "quantile": $0.0], Double($0.1) * 1e-9)
                }
            })
    }

    /// Each alarm that there is. Its severity is what it is raised with, and what it would usually be while it is not.
    static func alarms(_ snapshot: ApplianceSnapshot) -> [MetricFamily] {
        let raised = Dictionary(Alarm.all(in: snapshot).map { ($0.name, $0) }) { first, _ in first }
        return [
            MetricFamily(
                "gnomon_alarm_active", .gauge, "Whether the alarm is raised.",
                AlarmDefinition.all.map { alarm in
                    let severity = raised[alarm.id]?.severity ?? alarm.severity
                    return .init(
                        ["alarm": alarm.id, "severity": severity.rawValue], raised[alarm.id] == nil ? 0 : 1)
                }),
            MetricFamily(
                "gnomon_alarm_acknowledged", .gauge, "Whether the alarm is raised and somebody has acknowledged it.",
                AlarmDefinition.all.map { .init(["alarm": $0.id], raised[$0.id]?.acknowledged == nil ? 0 : 1) }),
        ]
    }

    static func loop(_ snapshot: ApplianceSnapshot) -> [MetricFamily] {
        [
            .histogram(
                "gnomon_timing_latency_seconds", unit: "seconds",
                "How long the timing loop takes from an edge of the pulse until it has dealt with it.",
                limits: LatencyHistogram.limits, counts: snapshot.latency.counts,
                sum: snapshot.latency.sum.metricSeconds)
        ]
    }
}
