// SPDX-License-Identifier: Apache-2.0

import CLinux
import TimeBase

/// Lets one thread end another's wait.
public struct WakeUp: ~Copyable, Sendable {
    private let descriptor: FileDescriptor

    public init() throws(HostFault) {
        let raw = clinux_eventfd()
        guard raw >= 0 else { throw HostFault(errno: -raw) }
        descriptor = FileDescriptor(owning: raw)
    }

    /// What the waiting side waits on.
    var raw: Int32 { descriptor.raw }
    /// The same for ``ClientSockets``; whoever waits there has to ``drain()`` it.
    public var number: Int32 { raw }

    /// Costs one call of the kernel, and neither memory nor a wait.
    public func signal() { _ = clinux_eventfd_signal(descriptor.raw) }

    /// Until it is signalled, or for so long. Several signals end one wait.
    public func wait(atMost patience: Duration) {
        var raw = raw
        _ = unsafe clinux_wait_readable(&raw, 1, max(0, patience.wholeNanoseconds))
        drain()
    }

    /// Forgets that it was signalled.
    public func drain() { _ = clinux_eventfd_drain(descriptor.raw) }
}
