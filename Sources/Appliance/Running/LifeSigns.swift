// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import Logging
import TimeBase

/// Tells the service manager and the machine's watchdog that all is well, but only while the timing loop turns: a
/// program that still runs and no longer keeps time is to be started again.
struct LifeSigns: ~Copyable {
    /// The loop turns four times a second; without a turn for so long it hangs.
    static let patience: Duration = .seconds(3)
    /// Food at least three times within the shortest timeout in use.
    private static let interval: Duration = .seconds(2)

    private let service: ServiceManager
    private var watchdog: HardwareWatchdog?
    private var lastSign: MonotonicInstant?
    private var lastStatus = ""

    init(service: ServiceManager = ServiceManager(), watchdog path: String?, log: Logger) {
        self.service = service
        watchdog = nil
        service.ready()
        guard let path else { return }
        do {
            watchdog = try HardwareWatchdog(path: path)
            log.info("the machine's watchdog is armed", metadata: ["device": "\(path)"])
        } catch {
            log.warning(
                "the machine's watchdog cannot be used", metadata: ["device": "\(path)", "errno": "\(error.errno)"])
        }
    }

    /// To be called several times a second.
    mutating func tell(of state: TimeState, at now: MonotonicInstant) {
        let text = "\(state.phase.name): \(state.reason.sentence)"
        if text != lastStatus { service.status(text) }
        lastStatus = text
        guard Self.isTurning(state, at: now), lastSign.map({ now - $0 >= Self.interval }) ?? true else { return }
        lastSign = now
        service.alive()
        watchdog?.feed()
    }

    static func isTurning(_ state: TimeState, at now: MonotonicInstant) -> Bool { now - state.asOf < patience }

    /// An orderly end is no failure.
    consuming func end() {
        service.stopping()
        if let watchdog = watchdog.take() { watchdog.disarm() }
    }
}
