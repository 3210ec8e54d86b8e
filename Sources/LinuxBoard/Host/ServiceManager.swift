// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import TimeBase

/// Tells systemd, or whoever started us so, how we are (sd_notify(3)): datagrams to the socket that `NOTIFY_SOCKET`
/// names. Without that variable nothing is told and nothing is missing.
public struct ServiceManager: Sendable {
    private let socket: String?
    /// How often it wants a sign of life (`WATCHDOG_USEC`, sd_watchdog_enabled(3)); `nil`: not at all.
    public let watchdog: Duration?

    /// By this process's environment.
    public init() {
        self.init(
            socket: Self.variable("NOTIFY_SOCKET"), watchdogMicroseconds: Self.variable("WATCHDOG_USEC"),
            watchdogProcess: Self.variable("WATCHDOG_PID"))
    }

    init(socket: String?, watchdogMicroseconds: String? = nil, watchdogProcess: String? = nil) {
        self.socket = socket
        let isOurs = watchdogProcess.map { $0 == "\(getpid())" } ?? true
        let microseconds = watchdogMicroseconds.flatMap { Int64($0) } ?? 0
        watchdog = isOurs && microseconds > 0 ? .microseconds(microseconds) : nil
    }

    /// Serving has begun.
    public func ready() { tell("READY=1") }
    public func stopping() { tell("STOPPING=1") }
    /// One line that `systemctl status` shows.
    public func status(_ text: String) { tell("STATUS=\(text)") }
    /// A sign of life.
    public func alive() { tell("WATCHDOG=1") }

    private func tell(_ text: String) {
        guard let socket else { return }
        _ = unsafe clinux_notify(socket, text)
    }

    private static func variable(_ name: String) -> String? {
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }
}
