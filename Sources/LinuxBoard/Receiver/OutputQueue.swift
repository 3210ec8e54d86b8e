// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What waits to be written to a port that must never be waited for. Bounded: a receiver that takes nothing costs no
/// memory.
struct OutputQueue {
    static let capacity = 4096

    private var waiting: [UInt8] = []

    var isEmpty: Bool { waiting.isEmpty }

    /// False, and nothing is kept, where it does not fit.
    mutating func append(_ bytes: [UInt8]) -> Bool {
        guard waiting.count + bytes.count <= Self.capacity else { return false }
        waiting += bytes
        return true
    }

    mutating func removeAll() { waiting.removeAll(keepingCapacity: true) }

    /// Writes what goes without waiting. After a fault nothing waits any more: the reading side tells of the fault.
    mutating func flush(to descriptor: Int32) {
        while !waiting.isEmpty {
            let count = unsafe waiting.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            let number = errno
            if count > 0 {
                waiting.removeFirst(count)
            } else if number != EINTR {
                if number != EAGAIN { removeAll() }
                return
            }
        }
    }
}
