// SPDX-License-Identifier: Apache-2.0

import Appliance
import TimeBase
import TimeKeeping

/// Where the time comes from, and the clocks that it is passed on to.
extension OpenMetrics {
    static func sources(_ snapshot: ApplianceSnapshot) -> [MetricFamily] {
        let report = SourcesReport(snapshot)
        let sources = report.sources
        let followed = MetricFamily(
            "gnomon_source_followed", .gauge, "Whether the clock follows the source now.",
            sources.map { .init(["kind": $0.kind, "source": $0.name], $0.isFollowed ? 1 : 0) })
        let missing = MetricFamily(
            "gnomon_parts_missing", .gauge, "What was looked for on this machine and not found.",
            Double(snapshot.missing.count))
        return [followed] + rung(report.failover) + servers(sources) + masters(sources) + place(snapshot.followers)
            + course(snapshot.followers) + [missing]
    }

    /// Where the time that is told comes from.
    private static func rung(_ failover: FailoverReport) -> [MetricFamily] {
        [
            .states(
                "gnomon_failover_rung", "Which rung of failover.order the time that is told comes from.",
                ["gnss", "upstream", "holdover", "orphan", "none"], now: failover.rung ?? "none"),
            MetricFamily(
                "gnomon_failover_next_seconds", .gauge, unit: "seconds",
                "Until the next rung is taken if nothing else is heard; none while no change is foreseen.",
                failover.nextSeconds),
        ]
    }

    /// Other servers.
    private static func servers(_ sources: [SourcesReport.Source]) -> [MetricFamily] {
        let servers = sources.filter { $0.kind == "server" || $0.kind == "ptp" }
        func family(_ name: String, _ text: String, _ value: (SourcesReport.Source) -> Double?) -> MetricFamily {
            MetricFamily(
                name, .gauge, unit: "seconds", text,
                servers.compactMap { server in value(server).map { .init(["source": server.name], $0 * 1e-9) } })
        }
        return servers.isEmpty
            ? []
            : [
                family("gnomon_server_offset_seconds", "Our clock - the server: positive, ours is ahead.") {
                    $0.offsetNs
                },
                family("gnomon_server_uncertainty_seconds", "How far that offset may be off.") { $0.uncertaintyNs },
                family("gnomon_server_delay_seconds", "To the server and back.") { $0.delayNs },
                MetricFamily(
                    "gnomon_server_reach", .gauge, "The last eight polls as bits: 255, all were answered.",
                    servers.compactMap { server in server.reach.map { .init(["source": server.name], Double($0)) } }),
                MetricFamily(
                    "gnomon_server_cookies", .gauge, "Cookies of NTS that are left, each for one request; 0: no keys.",
                    servers.filter { $0.authentication == "NTS" }
                        .map { .init(["source": $0.name], Double($0.cookies ?? 0)) }),
                MetricFamily(
                    "gnomon_server_falseticker", .gauge, "Whether the server contradicts what is believed.",
                    servers.map { .init(["source": $0.name], $0.standing == "falseticker" ? 1 : 0) }),
            ]
    }

    /// Where the followers are.
    private static func place(_ followers: [FollowerFacts]) -> [MetricFamily] {
        [
            MetricFamily(
                "gnomon_follower_offset_seconds", .gauge, unit: "seconds",
                "Follower - kept clock: positive, the follower is ahead.",
                followers.compactMap { Self.sample($0, $0.offset) }),
            MetricFamily(
                "gnomon_follower_uncertainty_seconds", .gauge, unit: "seconds",
                "How far the comparison with the follower may be off.",
                followers.compactMap { Self.sample($0, $0.uncertainty) }),
            MetricFamily(
                "gnomon_follower_noise_seconds", .gauge, unit: "seconds",
                "The usual noise of comparing the follower, one standard deviation.",
                followers.compactMap { Self.sample($0, $0.noise) }),
        ]
    }

    /// How they are doing.
    private static func course(_ followers: [FollowerFacts]) -> [MetricFamily] {
        [
            MetricFamily(
                "gnomon_follower_frequency_ratio", .gauge, unit: "ratio",
                "Of the follower without its correction against the kept clock, fractional: positive, it runs fast.",
                followers.compactMap { Self.sample($0, ratio: $0.frequency) }),
            MetricFamily(
                "gnomon_follower_following", .gauge, "Whether the follower is where the kept clock is.",
                followers.map { .init(["follower": $0.name], $0.state == .following ? 1 : 0) }),
            MetricFamily(
                "gnomon_follower_comparisons_refused", .counter,
                "Comparisons with the follower that were not believed.",
                followers.map { .init(["follower": $0.name], Double($0.refused)) }),
        ]
    }

    private static func sample(_ follower: FollowerFacts, ratio: Double?) -> MetricFamily.Sample? {
        ratio.map { .init(["follower": follower.name], $0) }
    }

    private static func sample(_ follower: FollowerFacts, _ value: Duration?) -> MetricFamily.Sample? {
        value.map { .init(["follower": follower.name], $0.metricSeconds) }
    }

    static func receiver(_ snapshot: ApplianceSnapshot) -> [MetricFamily] {
        let facts = snapshot.receiver
        return [
            MetricFamily(
                "gnomon_receiver_port_open", .gauge, "Whether the receiver's port can be read.",
                facts.fault == nil ? 1 : 0),
            .states("gnomon_receiver_fix", "What the receiver solves for.", Self.fixes, now: facts.fix.rawValue),
            MetricFamily(
                "gnomon_receiver_time_valid", .gauge, "Whether the time in the last epoch may be believed.",
                facts.isTimeValid ? 1 : 0),
            MetricFamily(
                "gnomon_receiver_epoch_age_seconds", .gauge, unit: "seconds",
                "How long ago the receiver was last heard.",
                facts.lastEpoch.map { (snapshot.now - $0).metricSeconds }),
            .states(
                "gnomon_receiver_antenna", "What the receiver says of its antenna's line.",
                ["starting", "ok", "open", "short"], now: facts.antenna),
            .states(
                "gnomon_receiver_jamming", "What the receiver says of interference.", ["ok", "warning", "critical"],
                now: facts.jamming),
            MetricFamily(
                "gnomon_receiver_bytes", .counter, unit: "bytes", "What was heard from the receiver.",
                Double(facts.bytesHeard)),
            MetricFamily("gnomon_receiver_epochs", .counter, "Navigation epochs heard.", Double(facts.epochsHeard)),
            MetricFamily(
                "gnomon_receiver_messages_refused", .counter, "Messages that could not be read.",
                facts.refused.map { .init(["reason": $0.name], Double($0.count)) }),
        ]
    }

    private static let fixes = [ReceiverFacts.Fix.none, .twoDimensional, .threeDimensional, .time].map(\.rawValue)

    static func pulse(_ snapshot: ApplianceSnapshot) -> [MetricFamily] {
        let facts = snapshot.pulse
        return [
            .outcomes(
                "gnomon_pulse_edges", "Edges of the pulse by what became of them.",
                [("accepted", facts.accepted)] + facts.refused.map { ($0.name, $0.count) }),
            MetricFamily(
                "gnomon_pulse_edge_age_seconds", .gauge, unit: "seconds", "How long ago the pulse last came.",
                facts.lastEdge.map { (snapshot.now - $0).metricSeconds }),
            MetricFamily(
                "gnomon_pulse_residual_seconds", .gauge, unit: "seconds",
                "How far the last edge came from where it was predicted: positive, late.",
                snapshot.freshResidual?.metricSeconds),
            MetricFamily(
                "gnomon_pulse_jitter_seconds", .gauge, unit: "seconds",
                "The usual noise of the edges' stamps, one standard deviation.", facts.jitter?.metricSeconds),
            MetricFamily(
                "gnomon_pulse_sawtooth_seconds", .gauge, unit: "seconds",
                "What the receiver said of the last edge's error: positive, it came late.",
                facts.sawtooth?.metricSeconds),
        ]
    }
}
