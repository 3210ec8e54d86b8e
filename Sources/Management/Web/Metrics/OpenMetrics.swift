// SPDX-License-Identifier: Apache-2.0

import Appliance
import TimeBase

/// The snapshot as OpenMetrics 1.0 text: base units, one family after the other, the end marked.
enum OpenMetrics {
    static func text(of snapshot: ApplianceSnapshot) -> String {
        let families =
            [build, state(snapshot)] + clock(snapshot) + receiver(snapshot) + services(snapshot) + [alarms(snapshot)]
        return families.map(\.text).joined() + "# EOF\n"
    }

    private static var build: MetricFamily {
        MetricFamily("gnomon_build", .info, "What this program is.", [.init(["version": Version.text], 1)])
    }

    private static func state(_ snapshot: ApplianceSnapshot) -> MetricFamily {
        MetricFamily(
            "gnomon_state", .stateset, "What is claimed about the time.",
            TimeState.Phase.allCases.map { .init(["gnomon_state": $0.name], $0 == snapshot.state.phase ? 1 : 0) })
    }

    private static func clock(_ snapshot: ApplianceSnapshot) -> [MetricFamily] {
        let bound = snapshot.state.knownErrorBound(at: snapshot.now)?.realSeconds ?? .infinity
        return [
            MetricFamily(
                "gnomon_time_trustworthy", .gauge, "Whether the time served is within its bound.",
                snapshot.state.isTrustworthy ? 1 : 0),
            MetricFamily(
                "gnomon_clock_offset_seconds", .gauge, unit: "seconds",
                "Estimated clock - TAI: positive, our clock is ahead.", snapshot.state.offset.realSeconds),
            MetricFamily(
                "gnomon_oscillator_frequency_ratio", .gauge, unit: "ratio",
                "Estimated fractional frequency of the free-running oscillator: positive, it runs fast.",
                snapshot.state.frequency),
            MetricFamily(
                "gnomon_clock_error_bound_seconds", .gauge, unit: "seconds",
                "How wrong the clock may be; +Inf while nothing is known.", bound),
            MetricFamily(
                "gnomon_uptime_seconds", .gauge, unit: "seconds", "How long the program has run.",
                (snapshot.now - snapshot.started).realSeconds),
        ]
    }

    private static func receiver(_ snapshot: ApplianceSnapshot) -> [MetricFamily] {
        let facts = snapshot.receiver
        return [
            MetricFamily(
                "gnomon_satellites_used", .gauge, "Satellites in the receiver's solution.",
                Double(facts.satellitesUsed)),
            MetricFamily(
                "gnomon_satellites_in_view", .gauge, "Satellites that the receiver sees.",
                Double(facts.satellites.count)),
            MetricFamily(
                "gnomon_receiver_bytes", .counter, unit: "bytes", "What was heard from the receiver.",
                Double(facts.bytesHeard)),
            MetricFamily("gnomon_receiver_epochs", .counter, "Navigation epochs heard.", Double(facts.epochsHeard)),
            MetricFamily(
                "gnomon_receiver_messages_refused", .counter, "Messages that could not be read.",
                facts.refused.map { .init(["reason": $0.name], Double($0.count)) }),
            outcomes(
                "gnomon_pulse_edges", "Edges of the pulse by what became of them.", "accepted",
                snapshot.pulse.accepted, snapshot.pulse.refused),
        ]
    }

    private static func services(_ snapshot: ApplianceSnapshot) -> [MetricFamily] {
        [
            outcomes(
                "gnomon_ntp_requests", "NTP packets by what became of them.", "answered", snapshot.ntp.answered,
                snapshot.ntp.dropped)
        ]
    }

    private static func alarms(_ snapshot: ApplianceSnapshot) -> MetricFamily {
        MetricFamily(
            "gnomon_alarm_active", .gauge, "Alarms that are raised.",
            Alarm.all(in: snapshot).map { .init(["alarm": $0.name, "severity": $0.severity.rawValue], 1) })
    }

    private static func outcomes(
        _ name: String, _ help: String, _ good: String, _ count: UInt64, _ others: [NamedCount]
    ) -> MetricFamily {
        MetricFamily(
            name, .counter, help,
            ([NamedCount(good, count)] + others).map { .init(["outcome": $0.name], Double($0.count)) })
    }
}
