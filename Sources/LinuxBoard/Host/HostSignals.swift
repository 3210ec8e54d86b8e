// SPDX-License-Identifier: Apache-2.0

import CLinux
import TimeBase

/// The signals that ask a program to stop or to read its configuration again, as something to wait for.
public struct HostSignals: ~Copyable, Sendable {
    public enum Signal: Int32, Sendable {
        case reload = 1
        case interrupt = 2
        case terminate = 15
    }

    private let descriptor: FileDescriptor

    /// From now on these signals reach only ``next(within:)``. To be made before any other thread is: threads
    /// inherit it.
    public init() throws(HostFault) {
        let raw = clinux_signals_block()
        guard raw >= 0 else { throw HostFault(errno: -raw) }
        descriptor = FileDescriptor(owning: raw)
    }

    /// The next signal, if one comes in time.
    public func next(within timeout: Duration) -> Signal? {
        var raw = descriptor.raw
        _ = unsafe clinux_wait_readable(&raw, 1, max(0, timeout.wholeNanoseconds))
        return Signal(rawValue: clinux_signals_next(descriptor.raw))
    }
}
