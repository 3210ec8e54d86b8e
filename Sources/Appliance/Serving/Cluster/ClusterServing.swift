// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import Logging
import NTP
import Synchronization
import TimeBase

/// An appliance's part in a cluster of servers, on a thread of its own where there is one.
final class ClusterServing: Sendable {
    private let plan: Posted<ClusterPlan?>
    private let facts = SharedPeers()
    private let running = Mutex<HostThread?>(nil)
    private let isRunning = Atomic(false)
    private let stopping = StopFlag()
    private let log: Logger

    /// A lock that threads share.
    private final class SharedPeers: Sendable {
        let peers = Mutex<[ClusterPeerFacts]>([])
    }

    init(_ settings: Settings, log: Logger) {
        (plan, self.log) = (Posted(ClusterPlan(settings.ntp)), log)
    }

    /// In the order of the settings.
    var peers: [ClusterPeerFacts] { facts.peers.withLock(\.self) }

    /// In force within two seconds.
    func apply(_ settings: Settings) {
        let next = ClusterPlan(settings.ntp)
        if next != plan.read() { plan.publish(next) }
    }

    /// Starts the thread where there is something to do; to be called every now and then.
    func keepUp(_ channels: TimingChannels, by serving: NTPServing) {
        guard let wanted = plan.read(), !isRunning.load(ordering: .acquiring), !stopping.isRaised else { return }
        isRunning.store(true, ordering: .releasing)
        do throws(HostFault) {
            try running.withLock { (running) throws(HostFault) in
                running = try HostThread.spawn(name: "ntp-cluster") { [self] in
                    var thread = ClusterThread(wanted, channels, by: serving, log: log)
                    thread.run(plan, peers: facts.peers, until: stopping)
                    isRunning.store(false, ordering: .releasing)
                }
            }
        } catch {
            isRunning.store(false, ordering: .releasing)
            log.warning("the cluster's other servers cannot be asked", metadata: ["reason": "\(error)"])
        }
    }

    func stop() {
        stopping.raise()
        let thread = running.withLock { $0.take() }
        if let thread { thread.join() }
    }
}
