// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import Synchronization

/// Gives the life signs on a thread that does nothing else: it writes no file and no log, so that no disk, however long
/// it stalls, has the machine reset.
final class LifeSignsThread: Sendable {
    private static let interval: Duration = .milliseconds(100)

    private let stopping = StopFlag()
    private let thread = Mutex<HostThread?>(nil)

    private init() {}

    /// - Parameter notices: where what there is to tell waits for whoever writes the log.
    static func start(
        service: ServiceManager = ServiceManager(), watchdog: String?, time: Published<ServedTime>,
        notices: BoardNotices
    ) throws(HostFault) -> LifeSignsThread {
        let made = LifeSignsThread()
        let stopping = made.stopping
        try made.thread.withLock { (thread) throws(HostFault) in
            thread = try HostThread.spawn(name: "signs") {
                var signs = LifeSigns(service: service, watchdog: watchdog) { notices.put($0) }
                while !stopping.isRaised {
                    signs.tell(of: time.read().state, at: HostClock.now)
                    HostThread.sleep(for: Self.interval)
                }
                signs.end()
            }
        }
        return made
    }

    /// Returns once the watchdog is told that this is an orderly end: it would reset the machine otherwise.
    func stop() {
        stopping.raise()
        let running = thread.withLock { $0.take() }
        if let running { running.join() }
    }
}
