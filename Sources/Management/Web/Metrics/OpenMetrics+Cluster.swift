// SPDX-License-Identifier: Apache-2.0

import Appliance

/// The cluster of servers that this one belongs to, and the networks that are told the time unasked. Nothing where there is
/// neither.
extension OpenMetrics {
    static func cluster(_ snapshot: ApplianceSnapshot) -> [MetricFamily] {
        let told = broadcasts(snapshot.ntp.broadcasts)
        guard let cluster = StatusReport.Cluster(snapshot) else { return told }
        return [
            .states(
                "gnomon_cluster_role", "Whose time NTP clients are told.", StatusReport.Cluster.roles,
                now: cluster.role),
            MetricFamily(
                "gnomon_cluster_shift_seconds", .gauge, unit: "seconds",
                "Our own clock - what NTP clients are told.", cluster.shiftNs / 1e9),
        ] + peers(cluster) + told
    }

    private static func peers(_ cluster: StatusReport.Cluster) -> [MetricFamily] {
        func each(_ value: (StatusReport.Cluster.Peer) -> Double?) -> [MetricFamily.Sample] {
            cluster.peers.compactMap { peer in value(peer).map { .init(["peer": peer.address], $0) } }
        }
        return [
            MetricFamily(
                "gnomon_cluster_peer_followed", .gauge, "Whether NTP clients are told this peer's time.",
                each { $0.address == cluster.server ? 1 : 0 }),
            MetricFamily(
                "gnomon_cluster_peer_fit", .gauge, "Whether this peer could be followed.",
                each { $0.unfit == nil ? 1 : 0 }),
            MetricFamily(
                "gnomon_cluster_peer_reach", .gauge, "The last eight questions as bits: 255, all were answered.",
                each { Double($0.reach) }),
            MetricFamily(
                "gnomon_cluster_peer_stratum", .gauge, "What the peer says of itself.",
                each { $0.stratum.map(Double.init) }),
            MetricFamily(
                "gnomon_cluster_peer_offset_seconds", .gauge, unit: "seconds",
                "Our own clock - the peer's time: positive, ours is ahead.", each { $0.offsetNs.map { $0 / 1e9 } }),
            MetricFamily(
                "gnomon_cluster_peer_bound_seconds", .gauge, unit: "seconds",
                "How far that offset may be off by what the peer says of itself.", each { $0.boundNs.map { $0 / 1e9 } }),
        ]
    }

    private static func broadcasts(_ facts: [BroadcastFacts]) -> [MetricFamily] {
        facts.isEmpty
            ? []
            : [
                MetricFamily(
                    "gnomon_broadcasts", .counter, "Messages that told a network the time unasked.",
                    facts.map { .init(["to": $0.to], Double($0.sent)) }),
                MetricFamily(
                    "gnomon_broadcast_failing", .gauge, "Whether the last of them could not be sent.",
                    facts.map { .init(["to": $0.to], $0.fault == nil ? 0 : 1) }),
            ]
    }
}
