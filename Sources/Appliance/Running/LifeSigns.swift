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
    /// How soon a watchdog that is not there is looked for again: its driver may be loaded late.
    static let retry: Duration = .seconds(30)

    private let service: ServiceManager
    private let path: String?
    private let tell: @Sendable (BoardNotices.Line) -> Void
    private var watchdog: HardwareWatchdog?
    private var nextAttempt: MonotonicInstant?
    private var told: HostFault?
    private var lastSign: MonotonicInstant?
    private var lastStatus = ""

    /// - Parameters:
    ///   - path: the machine's watchdog; `nil`: none.
    ///   - tell: must not wait for anything.
    init(
        service: ServiceManager = ServiceManager(), watchdog path: String?,
        telling tell: @escaping @Sendable (BoardNotices.Line) -> Void
    ) {
        (self.service, self.path, self.tell) = (service, path, tell)
        watchdog = nil
        service.ready()
    }

    /// To be called several times a second.
    mutating func tell(of state: TimeState, at now: MonotonicInstant) {
        let text = "\(state.phase.name): \(state.reason.sentence)"
        if text != lastStatus { service.status(text) }
        lastStatus = text
        arm(at: now)
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

    /// Why it cannot be had is told once, until that changes.
    private mutating func arm(at now: MonotonicInstant) {
        guard let path, watchdog == nil, nextAttempt.map({ $0 <= now }) ?? true else { return }
        nextAttempt = now + Self.retry
        do throws(HostFault) {
            watchdog = try HardwareWatchdog(path: path)
            told = nil
            tell(BoardNotices.Line(level: .info, message: "The machine's watchdog \(path) is armed."))
        } catch {
            if told != error { tell(.warning("The machine's watchdog \(path) cannot be used: \(error.clause).")) }
            told = error
        }
    }
}
