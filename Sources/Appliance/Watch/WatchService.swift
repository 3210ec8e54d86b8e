// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import Logging
import PTP
import Synchronization
import TimeBase

/// Watches other machines' clocks, as the settings say at the moment. Without any it has no thread.
final class WatchService: Sendable {
    private struct Desk {
        var wanted: [Settings.WatchGroup]
        var running: Running?
        var isEnded = false
    }

    /// The threads: one asks the machines by NTP, one PTP clocks, the third one name servers.
    private struct Running {
        var worker: WatchWorker
        var groups: Posted<[Settings.WatchGroup]>
        var stopping: StopFlag
    }

    private let desk: Mutex<Desk>
    /// What we are called as a PTP clock.
    private let ours = Posted<ClockIdentity?>(nil)
    private let log: Logger

    init(_ settings: Settings, log: Logger) {
        desk = Mutex(Desk(wanted: settings.watch))
        self.log = log
    }

    /// In force at once where somebody is watched already, and else with the next ``keepUp(_:)``.
    func apply(_ settings: Settings) {
        desk.withLock { desk in
            guard desk.wanted != settings.watch else { return }
            desk.wanted = settings.watch
            desk.running?.groups.publish(settings.watch)
        }
    }

    /// Begins and ends; to be called every now and then.
    /// - Parameter ours: what we are called as a PTP clock.
    func keepUp(_ time: Published<ServedTime>, ours: ClockIdentity?) {
        if self.ours.read() != ours { self.ours.publish(ours) }
        desk.withLock { desk in
            if desk.wanted.isEmpty || desk.isEnded {
                desk.running.take()?.stopping.raise()
            } else if desk.running == nil {
                desk.running = start(desk.wanted, time)
            }
        }
    }

    func stop() {
        desk.withLock { desk in
            desk.isEnded = true
            desk.running.take()?.stopping.raise()
        }
    }

    var facts: WatchFacts {
        let (worker, wanted) = desk.withLock { ($0.running?.worker, $0.wanted) }
        var facts = worker?.facts ?? WatchFacts()
        facts.ourClock = ours.read()
        if worker != nil { return facts }
        facts.groups = wanted.map { .init(name: $0.group, rules: $0.rules) }
        return facts
    }

    private func start(_ wanted: [Settings.WatchGroup], _ time: Published<ServedTime>) -> Running? {
        let (groups, plan, stopping) = (Posted(wanted), Posted(WatchPlan(wanted)), StopFlag())
        let worker = WatchWorker(plan, time, until: stopping)
        let inquirer = WatchInquirer(
            groups: groups, found: Posted([:]), worker: worker, ours: ours, stopping: stopping)
        do throws(HostFault) {
            _ = try HostThread.spawn(name: "watch") { worker.run() }
            _ = try HostThread.spawn(name: "watch-ptp") { inquirer.run() }
            _ = try HostThread.spawn(name: "watch-names") {
                Self.keepPlan(plan, of: groups, inquirer.found, until: stopping)
            }
        } catch {
            stopping.raise()
            log.warning("other clocks cannot be watched", metadata: ["reason": "\(error)"])
            return nil
        }
        log.notice("other clocks are watched", metadata: ["groups": "\(wanted.count)"])
        return Running(worker: worker, groups: groups, stopping: stopping)
    }

    /// Posts a plan whenever the settings have changed, or what name servers say, or which PTP clocks have answered.
    private static func keepPlan(
        _ plan: Posted<WatchPlan>, of groups: Posted<[Settings.WatchGroup]>, _ found: Posted<[PTPCircle: PTPFound]>,
        until stopping: StopFlag
    ) {
        var finds = found.count
        var (names, seen, wanted) = (WatchNames(), groups.count, groups.read())
        var asked = WatchPlan.names(of: wanted)
        while !stopping.isRaised {
            let count = groups.count
            if count != seen {
                (seen, wanted) = (count, groups.read())
                asked = WatchPlan.names(of: wanted)
                // What needs no name server does not wait for one.
                plan.publish(WatchPlan(wanted, names: names.known, found: found.read()))
            }
            let isFound = found.count != finds
            finds = found.count
            let isNews = names.keepUp(asked, at: HostClock.now) { stopping.isRaised }
            if isNews || isFound { plan.publish(WatchPlan(wanted, names: names.known, found: found.read())) }
            stopping.sleep(for: .milliseconds(500))
        }
    }
}
