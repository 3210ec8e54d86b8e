// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc

/// The machine's watchdog: once opened it resets the machine, unless it is fed again and again
/// (Documentation/watchdog/watchdog-api.rst of the kernel).
public struct HardwareWatchdog: ~Copyable, Sendable {
    private let descriptor: FileDescriptor

    /// Opens it, which starts it.
    /// - Parameter timeout: seconds without food until the reset; the driver may round it.
    public init(path: String, timeout: Int32 = 30) throws(HostFault) {
        let raw = unsafe open(path, O_WRONLY | O_CLOEXEC)
        guard raw >= 0 else { throw HostFault(errno: errno) }
        descriptor = FileDescriptor(owning: raw)
        _ = clinux_watchdog_timeout(raw, timeout)
    }

    public func feed() { _ = clinux_watchdog_feed(descriptor.raw) }

    /// Ends it without a reset, where the driver allows that: an orderly stop is no failure.
    public consuming func disarm() { _ = clinux_watchdog_disarm(descriptor.raw) }
}
