// SPDX-License-Identifier: Apache-2.0

import CLinux

/// Lets one thread end another's wait.
struct WakeUp: ~Copyable, Sendable {
    private let descriptor: FileDescriptor

    init() throws(HostFault) {
        let raw = clinux_eventfd()
        guard raw >= 0 else { throw HostFault(errno: -raw) }
        descriptor = FileDescriptor(owning: raw)
    }

    /// What the waiting side waits on.
    var raw: Int32 { descriptor.raw }

    func signal() { _ = clinux_eventfd_signal(descriptor.raw) }
    func drain() { _ = clinux_eventfd_drain(descriptor.raw) }
}
