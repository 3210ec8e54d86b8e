// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What has been told and is not in the file yet. Anybody may put something in at any time; the lock is held for a
/// few moves in memory, never while something is written.
final class Waiting: Sendable {
    struct Notice: Sendable {
        /// Negative, so that it is none of the file's.
        let id: Int64
        let channel: String
        let payload: [UInt8]
    }

    /// Everything that waits at one moment.
    struct Batch: Sendable {
        var samples: [Measurement]
        var entries: [JournalRecord]
        var notices: [Notice]
        /// As they are known now.
        var outages: [OutageRecord]
        var watched: [WatchedPair]
        var spans: [WatchedSpan]
        /// The positions behind the last ones, to take them out by.
        fileprivate(set) var ends: (samples: Int, entries: Int, notices: Int, watched: Int, spans: Int)

        var isEmpty: Bool {
            samples.isEmpty && entries.isEmpty && notices.isEmpty && outages.isEmpty && watched.isEmpty
                && spans.isEmpty
        }
        var count: Int { samples.count + entries.count + notices.count }
    }

    struct Losses: Hashable, Sendable {
        var samples = 0
        var entries = 0
        var notices = 0
        var outages = 0
        /// The UTC milliseconds of the first sample or entry that was lost.
        var since: Int64?

        var isEmpty: Bool { samples == 0 && entries == 0 && notices == 0 && outages == 0 }
    }

    private struct Queues {
        var samples: BoundedQueue<Measurement>
        var entries: BoundedQueue<JournalRecord>
        var notices: BoundedQueue<Notice>
        var outages: [OutageRecord] = []
        var watched: BoundedQueue<WatchedPair>
        var spans: BoundedQueue<WatchedSpan>
        var unfinished: [WatchedSpan] = []
        var losses = Losses()
        var lastNoticeID: Int64 = 0
        /// When the oldest that waits came, by a clock that nobody sets.
        var oldest: ContinuousClock.Instant?
        var oldestUrgent: ContinuousClock.Instant?
        /// What our clock showed lately.
        var lastUTC: Int64?
    }

    private let queues: Mutex<Queues>
    private let limits: RecordLimits

    init(_ limits: RecordLimits) {
        self.limits = limits
        queues = Mutex(
            Queues(
                samples: BoundedQueue(limit: limits.waitingSamples),
                entries: BoundedQueue(limit: limits.waitingEntries),
                notices: BoundedQueue(limit: limits.waitingNotices),
                watched: BoundedQueue(limit: limits.waitingPairs),
                spans: BoundedQueue(limit: limits.waitingSpans)))
    }

    func put(_ measurement: Measurement) {
        guard HistoryQuery.moments.contains(measurement.utcMilliseconds) else { return }
        queues.withLock {
            $0.oldest = $0.oldest ?? .now
            $0.lastUTC = measurement.utcMilliseconds
            guard let lost = $0.samples.append(measurement) else { return }
            $0.losses.samples += 1
            $0.losses.since = $0.losses.since ?? lost.utcMilliseconds
        }
    }

    func put(_ entry: JournalRecord) {
        let entry = entry.clipped(to: limits.textOctets)
        queues.withLock {
            $0.oldestUrgent = $0.oldestUrgent ?? .now
            $0.lastUTC = entry.utcMilliseconds
            guard let lost = $0.entries.append(entry) else { return }
            $0.losses.entries += 1
            $0.losses.since = $0.losses.since ?? lost.utcMilliseconds
        }
    }

    /// What is known of an outage takes the place of what was known before.
    func put(_ outage: OutageRecord) {
        guard HistoryQuery.moments.contains(outage.began) else { return }
        queues.withLock {
            $0.oldestUrgent = $0.oldestUrgent ?? .now
            $0.outages.removeAll { $0.began == outage.began }
            $0.outages.append(outage.sound)
            guard $0.outages.count > limits.waitingOutages else { return }
            let lost = $0.outages.removeFirst()
            $0.losses.since = $0.losses.since ?? lost.began
            $0.losses.outages += 1
        }
    }

    func put(_ pair: WatchedPair) {
        guard HistoryQuery.moments.contains(pair.utcMilliseconds) else { return }
        queues.withLock {
            $0.oldest = $0.oldest ?? .now
            _ = $0.watched.append(pair.sound)
        }
    }

    func put(_ spans: [WatchedSpan]) {
        let sound = spans.filter { HistoryQuery.moments.contains($0.utcMilliseconds) }.map(\.sound)
        guard !sound.isEmpty else { return }
        queues.withLock {
            $0.oldest = $0.oldest ?? .now
            for span in sound { _ = $0.spans.append(span) }
        }
    }

    /// Is told and not written; see ``RecordStore/hold(_:)``.
    func hold(_ spans: [WatchedSpan]) {
        let sound = spans.prefix(limits.waitingSpans).map(\.sound)
        queues.withLock { $0.unfinished = sound }
    }

    var unfinished: [WatchedSpan] { queues.withLock { $0.unfinished } }

    /// `false`: it is too long.
    func put(channel: String, payload: [UInt8]) -> Bool {
        guard payload.count <= limits.outboxOctets, channel.utf8.count <= 100 else { return false }
        queues.withLock {
            $0.oldestUrgent = $0.oldestUrgent ?? .now
            $0.lastNoticeID -= 1
            let notice = Notice(id: $0.lastNoticeID, channel: channel, payload: payload)
            if $0.notices.append(notice) != nil { $0.losses.notices += 1 }
        }
        return true
    }

    var all: Batch {
        queues.withLock {
            Batch(
                samples: Array($0.samples.items), entries: Array($0.entries.items), notices: Array($0.notices.items),
                outages: $0.outages, watched: Array($0.watched.items), spans: Array($0.spans.items),
                ends: ($0.samples.end, $0.entries.end, $0.notices.end, $0.watched.end, $0.spans.end))
        }
    }

    /// Takes out what is written now.
    func remove(_ batch: Batch) {
        queues.withLock {
            $0.samples.removeAll(before: batch.ends.samples)
            $0.entries.removeAll(before: batch.ends.entries)
            $0.notices.removeAll(before: batch.ends.notices)
            $0.outages.removeAll(where: batch.outages.contains)
            $0.watched.removeAll(before: batch.ends.watched)
            $0.spans.removeAll(before: batch.ends.spans)
            let isDone = $0.samples.items.isEmpty && $0.watched.items.isEmpty && $0.spans.items.isEmpty
            $0.oldest = isDone ? nil : .now
            let isPressing = !$0.entries.items.isEmpty || !$0.notices.items.isEmpty || !$0.outages.isEmpty
            $0.oldestUrgent = isPressing ? .now : nil
        }
    }

    func removeNotices(_ ids: Set<Int64>) { queues.withLock { $0.notices.remove { ids.contains($0.id) } } }

    var isDue: Bool {
        let (count, oldest, urgent) = queues.withLock {
            ($0.samples.items.count + $0.entries.items.count + $0.notices.items.count, $0.oldest, $0.oldestUrgent)
        }
        if count >= limits.batchEntries { return true }
        if let oldest, oldest.duration(to: .now) >= .seconds(limits.batchSeconds) { return true }
        if let urgent, urgent.duration(to: .now) >= .seconds(limits.urgentSeconds) { return true }
        return false
    }

    var counts: (samples: Int, entries: Int, notices: Int) {
        queues.withLock { ($0.samples.items.count, $0.entries.items.count, $0.notices.items.count) }
    }

    var lastUTC: Int64? { queues.withLock { $0.lastUTC } }
    var losses: Losses { queues.withLock { $0.losses } }

    /// The losses so far, which are told now and counted anew.
    func takeLosses() -> Losses {
        queues.withLock { queues in
            defer { queues.losses = Losses() }
            return queues.losses
        }
    }
}
