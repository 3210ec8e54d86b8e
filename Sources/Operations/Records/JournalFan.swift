// SPDX-License-Identifier: Apache-2.0

public import Records
import Synchronization

/// What is written into the journal, as it is written, to everyone who follows it.
///
/// Nobody is waited for: who does not keep up loses the oldest of what waits, and is told how many.
public final class JournalFan: Sendable {
    /// Entries that wait for one who is slow.
    public static let depth = 256
    public static let mostSeats = 64

    private let seats = Mutex<(next: Int, taken: [Int: JournalSeat.Box])>((0, [:]))

    public init() {}

    /// How many follow.
    public var count: Int { seats.withLock { $0.taken.count } }

    /// Any thread; returns at once.
    public func tell(_ record: JournalRecord) {
        for box in seats.withLock({ Array($0.taken.values) }) { box.take(record) }
    }

    /// From now on, until nobody holds it any more. `nil` where all seats are taken.
    public func join() -> JournalSeat? {
        let box = JournalSeat.Box()
        let number = seats.withLock { seats -> Int? in
            guard seats.taken.count < Self.mostSeats else { return nil }
            seats.next += 1
            seats.taken[seats.next] = box
            return seats.next
        }
        return number.map { number in
            JournalSeat(box) { [weak self] in _ = self?.seats.withLock { $0.taken.removeValue(forKey: number) } }
        }
    }
}

/// A place among those who follow the journal; given up when it is let go of.
public final class JournalSeat: Sendable {
    private let box: Box
    private let leave: @Sendable () -> Void

    fileprivate init(_ box: Box, leave: @escaping @Sendable () -> Void) { (self.box, self.leave) = (box, leave) }

    deinit {
        leave()
        box.entries.continuation.finish()
    }

    /// The next entry, or a note of how many were lost before it; `nil` once the task is cancelled. For one at a time.
    public func next() async -> JournalRecord? {
        if let note = box.losses() { return note }
        var iterator = box.entries.stream.makeAsyncIterator()
        return await iterator.next()
    }

    /// What waits, and what was lost.
    fileprivate final class Box: Sendable {
        let entries = AsyncStream.makeStream(
            of: JournalRecord.self, bufferingPolicy: .bufferingNewest(JournalFan.depth))
        private let lost = Mutex<(count: Int, utcMilliseconds: Int64)>((0, 0))

        func take(_ record: JournalRecord) {
            guard case .dropped(let oldest) = entries.continuation.yield(record) else { return }
            lost.withLock { $0 = ($0.count + 1, oldest.utcMilliseconds) }
        }

        func losses() -> JournalRecord? {
            let lost = lost.withLock { lost in
                defer { lost.count = 0 }
                return lost
            }
            guard lost.count > 0 else { return nil }
            let entries = lost.count == 1 ? "1 entry" : "\(lost.count) entries"
            return JournalRecord(
                utcMilliseconds: lost.utcMilliseconds, kind: .system, severity: .warning,
                text: "\(entries) of the journal came too fast to be shown here; 'log' has what was kept.")
        }
    }
}
