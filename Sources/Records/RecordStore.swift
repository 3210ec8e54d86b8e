// SPDX-License-Identifier: Apache-2.0

/// History, journal, outages and outbox in one SQLite file.
///
/// Whoever records never waits for the disk: ``record(_:)``, ``note(_:)`` and ``enqueue(channel:payload:)`` put
/// something into memory and return. The file is written on a queue of its own, in batches: after a crash or a power
/// cut what came in the last ``RecordLimits/batchSeconds`` (journal and notices: ``RecordLimits/urgentSeconds``) and
/// during the writing is missing, and the file is sound.
///
/// A file that cannot be opened or written, a full disk, or a damaged file costs history and nothing else:
/// ``health`` says so, memory keeps what it has room for, and the file is tried again. A damaged file is set aside
/// under another name, never deleted.
///
/// **Wear.** A day of all series, with an entry in the journal each quarter of an hour, makes the kernel write 50 MB
/// to the disk, 18 GB a year, a file system's own journal not counted; measured as `write_bytes` in `/proc/self/io`
/// (`record-writer day`), in the state where each new row displaces an old one. The file grows to about 60 MB, and with
/// a full journal of long entries to ``RecordLimits/fileOctets`` at most.
///
/// **A clock that is set.** Rows are kept by what our clock showed. Set forward, it leaves a gap. Set back, it shows the
/// same seconds again: both samples are kept, neither replaces the other, each counts once in its minute and its
/// hour, and ``HistoryPoint/count`` tells it.
public final class RecordStore: Sendable {
    let archive: Archive
    let waiting: Waiting
    private let bulletin: Bulletin
    private let path: String
    private let keeper: Task<Void, Never>

    /// Returns at once; the file is opened, looked over and, where there is none, made by and by. Its folder must be
    /// there.
    public init(path: String, limits: RecordLimits = RecordLimits()) {
        let (waiting, bulletin) = (Waiting(limits), Bulletin())
        let archive = Archive(path: path, limits: limits, waiting: waiting, bulletin: bulletin)
        (self.path, self.waiting, self.bulletin, self.archive) = (path, waiting, bulletin, archive)
        let pause = Duration.seconds(max(0.01, min(1, limits.urgentSeconds / 2, limits.batchSeconds / 2)))
        keeper = Task(priority: .utility) {
            while !Task.isCancelled {
                await archive.workIfDue()
                try? await Task.sleep(for: pause)
            }
        }
    }

    /// What waits is lost; ``close()`` comes before.
    deinit { keeper.cancel() }

    /// Any thread; returns at once. A sample of before 1970 or 142,000 years later is not kept.
    public func record(_ sample: HistorySample) { waiting.put(Measurement(sample)) }

    /// Any thread; returns at once. Texts are cut to ``RecordLimits/textOctets``; the id is given later.
    public func note(_ entry: JournalRecord) { waiting.put(entry) }

    /// Any thread; returns at once. The oldest of the channel gives way where it has ``RecordLimits/outboxItems``.
    /// - Returns: `false`: the payload is longer than ``RecordLimits/outboxOctets`` and is not taken.
    @discardableResult
    public func enqueue(channel: String, payload: [UInt8]) -> Bool { waiting.put(channel: channel, payload: payload) }

    /// Any thread; returns at once. What was kept of an outage that began at the same moment is replaced.
    public func keep(_ outage: OutageRecord) { waiting.put(outage) }

    /// Writes now.
    /// - Returns: whether everything that was there at the call is in the file.
    @discardableResult
    public func flush() async -> Bool { await archive.work() }

    /// Writes, and closes the file for good.
    public func close() async {
        keeper.cancel()
        await archive.close()
    }

    /// Never waits for the file.
    public var health: RecordHealth { RecordHealth(path: path, bulletin.condition, waiting) }
}
