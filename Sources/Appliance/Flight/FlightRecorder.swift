// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What the timing thread writes into: it never waits, and the disk never makes it wait.
struct FlightTap {
    private var pending: [UInt8] = []
    private let box: FlightBox

    init(into box: FlightBox) {
        self.box = box
        pending.reserveCapacity(FlightBox.capacity)
    }

    mutating func note(_ entry: FlightEntry) {
        FlightCodec.encode(entry, into: &pending)
        box.take(&pending)
    }
}

/// Where recorded bytes wait for the disk.
final class FlightBox: Sendable {
    /// Ten minutes of a talkative receiver.
    static let capacity = 1 << 20

    private struct Waiting {
        var bytes: [UInt8] = []
        var isFull = false
    }

    private let waiting: Mutex<Waiting>

    init() {
        var empty = Waiting()
        empty.bytes.reserveCapacity(Self.capacity)
        waiting = Mutex(empty)
    }

    /// Takes what is pending, unless the other side is just looking. What finds no room ends the recording: one with
    /// a hole would replay to something else.
    fileprivate func take(_ pending: inout [UInt8]) {
        _ = waiting.withLockIfAvailable { waiting in
            if waiting.bytes.count + pending.count > Self.capacity { waiting.isFull = true }
            if !waiting.isFull { waiting.bytes.append(contentsOf: pending) }
            pending.removeAll(keepingCapacity: true)
        }
    }

    /// All that waits, and whether it ends there because nobody fetched it.
    func takeAll() -> (bytes: [UInt8], isFull: Bool) {
        waiting.withLock { waiting in
            defer { waiting.bytes.removeAll(keepingCapacity: true) }
            return (waiting.bytes, waiting.isFull)
        }
    }
}
