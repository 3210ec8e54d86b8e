// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import NTP
import StillAppliance
import Testing
import TimeBase

@testable import Management

@Suite struct `The metrics of a cluster` {
    private static func lines(_ snapshot: ApplianceSnapshot) -> [String] {
        OpenMetrics.text(of: snapshot).split(separator: "\n").map(String.init)
            .filter { $0.hasPrefix("gnomon_cluster") || $0.hasPrefix("gnomon_broadcast") }
    }

    @Test func `are whose time is told, and how each other server is`() {
        var snapshot = ApplianceSnapshot.locked
        var (one, other) = (
            ClusterPeerFacts(address: .loopback(port: 2)), ClusterPeerFacts(address: .loopback(port: 3))
        )
        (one.stratum, one.reach, one.offset, one.bound) = (10, 255, .milliseconds(-2), .milliseconds(1))
        other.unfitness = .unreachable
        snapshot.peers = [one, other]
        var standing = ClusterStanding(at: snapshot.now)
        (standing.role, standing.peer) = (.follower, 0)
        snapshot.cluster = standing
        let lines = Self.lines(snapshot)
        for line in [
            "gnomon_cluster_role{gnomon_cluster_role=\"follower\"} 1",
            "gnomon_cluster_role{gnomon_cluster_role=\"leader\"} 0",
            "gnomon_cluster_peer_followed{peer=\"127.0.0.1:2\"} 1",
            "gnomon_cluster_peer_followed{peer=\"127.0.0.1:3\"} 0", "gnomon_cluster_peer_fit{peer=\"127.0.0.1:2\"} 1",
            "gnomon_cluster_peer_fit{peer=\"127.0.0.1:3\"} 0", "gnomon_cluster_peer_reach{peer=\"127.0.0.1:2\"} 255",
            "gnomon_cluster_peer_stratum{peer=\"127.0.0.1:2\"} 10",
            "gnomon_cluster_peer_offset_seconds{peer=\"127.0.0.1:2\"} -0.002",
            "gnomon_cluster_peer_bound_seconds{peer=\"127.0.0.1:2\"} 0.001",
        ] { #expect(lines.contains(line), "\(line)") }
        #expect(!lines.contains { $0.hasPrefix("gnomon_cluster_peer_offset_seconds{peer=\"127.0.0.1:3\"}") })
    }

    @Test func `are none of a server that is alone, and those of broadcasts where there are any`() {
        var snapshot = ApplianceSnapshot.locked
        #expect(Self.lines(snapshot).isEmpty)
        var broadcast = BroadcastFacts(to: "10.0.0.255:123", key: 7, everySeconds: 64)
        (broadcast.sent, broadcast.fault) = (12, "there is no key 7")
        snapshot.ntp.broadcasts = [broadcast]
        #expect(
            Self.lines(snapshot) == [
                "gnomon_broadcasts_total{to=\"10.0.0.255:123\"} 12",
                "gnomon_broadcast_failing{to=\"10.0.0.255:123\"} 1",
            ])
    }
}
