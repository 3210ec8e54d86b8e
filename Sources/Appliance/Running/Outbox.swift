// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TimeBase
import TimeKeeping

/// What the timing thread has to tell the log. It never waits for the reader: a note that finds the box in use is
/// offered again at the next event, and one that finds it full is counted.
final class Outbox: Sendable {
    struct Entry: Sendable {
        var note: Note
        var utc: UTCRelation
    }

    private struct Box {
        var entries: [Entry] = []
        var lost: UInt32 = 0
    }

    private static let most = 256
    private let box: Mutex<Box>

    init() {
        var empty = Box()
        empty.entries.reserveCapacity(Self.most)
        box = Mutex(empty)
    }

    /// Takes all that `next` has; false where the box is in use.
    func put(utc: UTCRelation, _ next: () -> Note?) {
        _ = box.withLockIfAvailable { box in
            while let note = next() {
                if box.entries.count < Self.most {
                    box.entries.append(Entry(note: note, utc: utc))
                } else {
                    box.lost &+= 1
                }
            }
        }
    }

    func takeAll() -> [Entry] {
        box.withLock { box in
            guard !box.entries.isEmpty else { return [] }
            var taken = box.entries
            if box.lost > 0, let last = taken.last { taken.append(Entry(note: .dropped(box.lost), utc: last.utc)) }
            box.entries.removeAll(keepingCapacity: true)
            box.lost = 0
            return taken
        }
    }
}
