// SPDX-License-Identifier: Apache-2.0

/// Failures by key, with who must wait and how long.
///
/// It never holds more than its capacity. Where it is full, the entry with the fewest failures makes room (of those
/// the one heard of least recently): a crowd of strangers pushes out strangers, not the one who is locked out.
struct FailureTable<Key: Hashable & Sendable>: Sendable {
    private struct Entry {
        var failures = 0
        /// Attempts begun and not yet settled: they could all be failures.
        var pending = 0
        var lockedUntil: Duration?
        var last: Duration
    }

    private var entries: [Key: Entry] = [:]
    let capacity: Int
    let backOff: BackOff

    init(capacity: Int, backOff: BackOff) { (self.capacity, self.backOff) = (max(1, capacity), backOff) }

    var count: Int { entries.count }
    func failures(of key: Key) -> Int { entries[key]?.failures ?? 0 }

    /// How long until an attempt would be heard; `nil` where it is heard now. Attempts at once do not get around the
    /// count: no more are heard than might fail without a wait.
    func wait(for key: Key, at now: Duration) -> Duration? {
        guard let entry = entries[key], !isForgotten(entry, at: now) else { return nil }
        if let until = entry.lockedUntil, until > now { return until - now }
        let isFull = entry.pending > 0 && entry.failures + entry.pending >= backOff.free
        return isFull ? backOff.first : nil
    }

    /// Those who must wait.
    func locked(at now: Duration) -> [Key] {
        entries.compactMap { key, entry in (entry.lockedUntil ?? now) > now ? key : nil }
    }

    /// An attempt begins; each is settled by one of the three below.
    mutating func begin(_ key: Key, at now: Duration) {
        if let entry = entries[key], isForgotten(entry, at: now) { entries[key] = nil }
        var entry = entry(for: key, at: now)
        entry.pending += 1
        entry.last = now
        entries[key] = entry
    }

    /// Returns the wait that this failure brings.
    mutating func fail(_ key: Key, at now: Duration) -> Duration? {
        var entry = entry(for: key, at: now)
        entry.pending = max(0, entry.pending - 1)
        entry.failures = min(entry.failures + 1, 1 << 20)
        entry.last = now
        let wait = backOff.wait(after: entry.failures)
        entry.lockedUntil = wait.map { now + $0 }
        entries[key] = entry
        return wait
    }

    mutating func succeed(_ key: Key) {
        guard var entry = entries[key] else { return }
        entry.pending = max(0, entry.pending - 1)
        (entry.failures, entry.lockedUntil) = (0, nil)
        entries[key] = entry.pending > 0 ? entry : nil
    }

    /// The attempt could not be judged.
    mutating func abandon(_ key: Key) {
        guard var entry = entries[key] else { return }
        entry.pending = max(0, entry.pending - 1)
        entries[key] = entry.pending > 0 || entry.failures > 0 ? entry : nil
    }

    mutating func forget(_ key: Key) { entries[key] = nil }

    private func isForgotten(_ entry: Entry, at now: Duration) -> Bool {
        entry.pending == 0 && now - entry.last >= backOff.memory
    }

    private mutating func entry(for key: Key, at now: Duration) -> Entry {
        if let entry = entries[key] { return entry }
        makeRoom()
        return Entry(last: now)
    }

    private mutating func makeRoom() {
        guard entries.count >= capacity else { return }
        // Those whose attempts are under way go last; the desk bounds how many there are.
        let least = entries.min { a, b in
            (min(a.value.pending, 1), a.value.failures, a.value.last)
                < (min(b.value.pending, 1), b.value.failures, b.value.last)
        }
        if let least { entries[least.key] = nil }
    }
}
