// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import Logging
import NTP
import Synchronization
import TimeBase

/// What a cluster is: its rule and its other servers.
struct ClusterPlan: Sendable, Equatable {
    var rule: LocalTimeRule
    var peers: [IPEndpoint]
    /// Log2 seconds.
    var poll: Int

    /// `nil`: nothing is told but our own time.
    init?(_ ntp: Settings.NTPService) {
        guard let rule = ntp.localTime else { return nil }
        (self.rule, peers, poll) = (rule, ntp.peers, ntp.local.poll)
    }
}

/// Asks the other servers of a cluster, and publishes whose time is told.
struct ClusterThread {
    private let time: Published<ServedTime>
    private let cluster: Published<ClusterStanding?>
    private let log: Logger
    private var plan: ClusterPlan
    private var lines: [PeerLine] = []
    private var member: ClusterMember
    private var random = SystemRandomNumberGenerator()
    private var clock: ClockMapping?
    private var told: (role: ClusterStanding.Role, peer: Int?) = (.own, nil)

    private static let patience = Duration.milliseconds(200)

    init(_ plan: ClusterPlan, _ channels: TimingChannels, log: Logger) {
        (time, cluster, self.log, self.plan) = (channels.time, channels.cluster, log, plan)
        member = ClusterMember(plan.rule)
        lines = Self.lines(plan)
    }

    /// Works until the plan is gone.
    mutating func run(
        _ posted: Posted<ClusterPlan?>, peers: borrowing Mutex<[ClusterPeerFacts]>, until stopping: StopFlag
    ) {
        var count: UInt64?
        while !stopping.isRaised {
            if posted.count != count {
                count = posted.count
                guard let next = posted.read() else { break }
                take(next)
            }
            turn()
            let facts = lines.map { $0.facts(at: HostClock.now) }
            peers.withLock { $0 = facts }
        }
        cluster.publish(nil)
        peers.withLock { $0 = [] }
    }

    private mutating func take(_ next: ClusterPlan) {
        if (next.peers, next.poll) != (plan.peers, plan.poll) { lines = Self.lines(next) }
        (plan, member.rule) = (next, next.rule)
    }

    private static func lines(_ plan: ClusterPlan) -> [PeerLine] {
        plan.peers.map { PeerLine($0, poll: plan.poll, first: HostClock.now) }
    }

    private mutating func turn() {
        for index in lines.indices { lines[index].ask(time, using: &random) }
        ClientSockets.wait(for: lines.compactMap(\.number), at: Self.patience)
        for index in lines.indices { lines[index].hear(time) }
        let (served, now) = (time.read(), HostClock.now)
        noteStep(to: served.clock, at: now)
        let own = ClusterMember.Own(state: served.state, clock: served.clock, now: now)
        let standing = member.update(own, peers: lines.map { $0.peer(at: now) })
        cluster.publish(standing)
        tell(standing)
    }

    /// What was measured before our clock was stepped is meant of where it was.
    private mutating func noteStep(to clock: ClockMapping, at now: MonotonicInstant) {
        if let before = self.clock, before.atAnchor.era != clock.atAnchor.era {
            let step = clock.reading(at: now).shown - before.reading(at: now).shown
            for index in lines.indices { lines[index].association.clockMoved(by: step) }
        }
        self.clock = clock
    }

    private mutating func tell(_ standing: ClusterStanding) {
        guard (standing.role, standing.peer) != told else { return }
        told = (standing.role, standing.peer)
        var metadata: Logger.Metadata = ["role": "\(standing.role)"]
        if standing.isInForce { metadata["stratum"] = "\(standing.stratum)" }
        if let peer = standing.peer, lines.indices.contains(peer) { metadata["server"] = "\(lines[peer].address)" }
        log.notice("\(standing.role.sentence)", metadata: metadata)
    }
}

extension ClusterStanding.Role {
    /// What is told, as a sentence.
    var sentence: String {
        switch self {
        case .own: "NTP clients are told this clock's own time."
        case .none: "NTP clients are told that there is no time."
        case .local: "NTP clients are told the local clock: nothing is left to have the time from."
        case .leader: "This server leads the orphans: its clock is the cluster's time."
        case .follower: "NTP clients are told another server's time."
        }
    }
}
