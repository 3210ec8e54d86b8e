// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import Synchronization

/// Notices that a terminal was pulled off: the carrier was there, and is not any more. A line without that wire never
/// tells so.
final class LostCarrier: Sendable {
    private let descriptor: Int32
    private let had: Mutex<Bool>

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
        had = Mutex(ConsoleLine.hasCarrier(descriptor) ?? false)
    }

    /// True once for each time that it is lost.
    @Sendable func look() -> Bool {
        let has = ConsoleLine.hasCarrier(descriptor) ?? false
        return had.withLock { had in
            defer { had = has }
            return had && !has
        }
    }
}
