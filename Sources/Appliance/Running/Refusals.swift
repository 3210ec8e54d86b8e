// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import Synchronization

/// Which devices were found not to speak like a receiver, so that each is told once, however often it is tried again.
final class Refusals: Sendable {
    /// In sysfs.
    private let paths = Mutex<Set<String>>([])

    /// Whether it was tried for long enough. One that is tried again gets two rounds: it may only speak rarely, and every
    /// second round listens for longer.
    func isDue(_ device: FoundDevice, after rounds: Int) -> Bool { rounds > (has(device) ? 1 : 0) }

    /// False where it was noted before.
    func note(_ device: FoundDevice) -> Bool { paths.withLock { $0.insert(device.path).inserted } }

    func has(_ device: FoundDevice) -> Bool { paths.withLock { $0.contains(device.path) } }

    /// What comes in its place is another one.
    func forget(_ device: FoundDevice) { paths.withLock { _ = $0.remove(device.path) } }
}
