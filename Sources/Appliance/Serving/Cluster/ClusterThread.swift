// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import Logging
import NTP
import Synchronization
import TimeBase

/// What a cluster is: its rule and its other servers.
struct ClusterPlan: Sendable, Equatable {
    /// `nil`: nothing is told but our own time.
    var rule: LocalTimeRule?
    var peers: [IPEndpoint]
    /// Log2 seconds.
    var poll: Int
    /// The number of the key that peers sign with, and the file of keys.
    var key: Int?
    var keyFile: String?

    /// `nil`: there is nobody else, and nothing to be told.
    init?(_ ntp: Settings.NTPService) {
        (rule, peers, poll) = (ntp.localTime, ntp.peers, ntp.local.poll)
        (key, keyFile) = (ntp.peerKey, ntp.keys)
        if rule == nil, peers.isEmpty { return nil }
    }
}

/// Speaks with the other servers of a cluster, and publishes whose time is told.
struct ClusterThread {
    private let time: Published<ServedTime>
    private let cluster: Published<ClusterStanding?>
    private let log: Logger
    private var plan: ClusterPlan
    private var lines: [PeerLine] = []
    private var member: ClusterMember?
    private let post: PeerPost
    private var mouth: PeerMouth
    private var drawer = KeyDrawer()
    private var random = SystemRandomNumberGenerator()
    private var clock: ClockMapping?
    private var told: (role: ClusterStanding.Role, peer: Int?) = (.own, nil)

    private static let patience = Duration.milliseconds(200)

    init(_ plan: ClusterPlan, _ channels: TimingChannels, by serving: NTPServing, log: Logger) {
        (time, cluster, self.log, self.plan) = (channels.time, channels.cluster, log, plan)
        member = plan.rule.map { ClusterMember($0) }
        post = serving.post
        mouth = PeerMouth(serving: serving, key: PeerKey(number: plan.key))
        lines = Self.lines(plan)
    }

    /// Works until the plan is gone.
    mutating func run(
        _ posted: Posted<ClusterPlan?>, peers: borrowing Mutex<[ClusterPeerFacts]>, until stopping: StopFlag
    ) {
        var count: UInt64?
        post.mind(true)
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
        post.mind(false)
        cluster.publish(nil)
        peers.withLock { $0 = [] }
    }

    private mutating func take(_ next: ClusterPlan) {
        if (next.peers, next.poll, next.key) != (plan.peers, plan.poll, plan.key) { lines = Self.lines(next) }
        plan = next
        mouth.key.number = next.key
        if let rule = next.rule, member != nil {
            member?.rule = rule
        } else {
            member = next.rule.map { ClusterMember($0) }
        }
    }

    private static func lines(_ plan: ClusterPlan) -> [PeerLine] {
        plan.peers.map {
            PeerLine($0, poll: plan.poll, isSigned: plan.key != nil, first: HostClock.now)
        }
    }

    private mutating func turn() {
        readKeys()
        for index in lines.indices { lines[index].speak(time, by: mouth, using: &random) }
        ClientSockets.wait(for: lines.compactMap(\.number) + (post.number.map { [$0] } ?? []), at: Self.patience)
        for index in lines.indices { lines[index].hear(time, key: mouth.key) }
        for letter in post.fetch() { hear(letter) }
        decide()
    }

    /// Anew whenever the file has changed; what is wrong with it is told by those who serve with it.
    private mutating func readKeys() {
        guard let keys = drawer.look(plan.keyFile, log: Logger(label: "keys") { _ in SwiftLogNoOpLogHandler() }) else {
            return
        }
        mouth.key.authenticator = keys.isEmpty ? nil : KeyAuthenticator(keys)
    }

    private mutating func hear(_ letter: PeerLetter) {
        guard let index = lines.firstIndex(where: { $0.address == letter.source }) else {
            return mouth.answer(letter, time.read())
        }
        lines[index].hear(letter, time.read(), key: mouth.key)
        // Who is to be answered at once is.
        lines[index].speak(time, by: mouth, using: &random)
    }

    private mutating func decide() {
        let (served, now) = (time.read(), HostClock.now)
        noteStep(to: served.clock, at: now)
        let own = ClusterMember.Own(state: served.state, clock: served.clock, now: now)
        let standing = member?.update(own, peers: lines.map { $0.peer(at: now) })
        cluster.publish(standing)
        if let standing { tell(standing) }
    }

    /// What was measured before our clock was stepped is meant of where it was.
    private mutating func noteStep(to clock: ClockMapping, at now: MonotonicInstant) {
        if let before = self.clock, before.atAnchor.era != clock.atAnchor.era {
            let step = clock.reading(at: now).shown - before.reading(at: now).shown
            for index in lines.indices { lines[index].clockMoved(by: step) }
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
