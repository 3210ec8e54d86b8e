// SPDX-License-Identifier: Apache-2.0

import GRDB

/// The file and whoever reads and writes it, one after the other, on a queue of their own.
actor Archive {
    private let executor = QueueExecutor(label: "records")
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    let path: String
    let limits: RecordLimits
    let waiting: Waiting
    let bulletin: Bulletin

    var file: DatabaseFile?
    var counts: RowCounts?
    var trouble: Trouble?
    /// What is to be told in the journal as soon as it is known what time it is.
    var ownNotes: [String] = []
    /// Notices in the file that are done, and not taken out yet.
    var done: Set<Int64> = []
    /// Notices that were handed out before they had a place in the file, and the places that such ones got.
    var lent: Set<Int64> = []
    var places: [Int64: Int64] = [:]
    /// Whether the outages that a former process left running are ended in the file.
    var hasEndedOutages = false
    private var nextAttempt = ContinuousClock.now
    private var pause: Duration
    private var isClosed = false

    init(path: String, limits: RecordLimits, waiting: Waiting, bulletin: Bulletin) {
        (self.path, self.limits, self.waiting, self.bulletin) = (path, limits, waiting, bulletin)
        pause = .seconds(limits.retrySeconds)
    }

    /// To be called often.
    func workIfDue() {
        if file == nil || trouble != nil {
            if nextAttempt <= .now { work() }
        } else if waiting.isDue {
            work()
        }
    }

    /// Opens the file if need be, and writes what waits.
    /// - Returns: whether nothing waits that was there at the call.
    @discardableResult
    func work() -> Bool {
        guard !isClosed else { return false }
        bulletin.change { $0.busySince = .now }
        defer { bulletin.change { $0.busySince = nil } }
        do {
            try writeAll()
            recover()
            return true
        } catch {
            fail(FileFault(error))
            return false
        }
    }

    func close() {
        work()
        isClosed = true
        closeFile()
    }

    private func writeAll() throws {
        if let file, !file.isInPlace { abandon("the file was moved or deleted; a new one is begun") }
        try keepingSound { file in try write(waiting.all, to: file) }
    }

    /// Does something with the file. A damaged one is set aside and a new one begun, once.
    func keepingSound<Value>(_ work: (DatabaseFile) throws -> Value) throws -> Value {
        do {
            return try work(opened())
        } catch {
            guard case .damaged(let reason) = FileFault(error) else { throw error }
            try setAside(reason)
            return try work(opened())
        }
    }

    func opened() throws -> DatabaseFile {
        if let file { return file }
        guard !isClosed else { throw FileFault.unavailable("it is closed") }
        let file = try DatabaseFile(path: path, limits: limits)
        counts = try file.queue.read(RowCounts.init)
        self.file = file
        return file
    }

    private func setAside(_ reason: String) throws {
        abandon(nil)
        let target = try SetAside.move(path)
        bulletin.change { $0.setAside.append(target) }
        ownNotes.append(
            "The history's file was damaged (\(reason)); it was set aside as \(target), and a new one is begun.")
    }

    private func closeFile() {
        file?.close()
        (file, counts) = (nil, nil)
    }

    private func abandon(_ note: String?) {
        closeFile()
        // The ids of a file that is gone mean nothing in the next one.
        (done, places) = ([], [:])
        if let note { ownNotes.append("History: \(note).") }
    }

    private func fail(_ fault: FileFault) {
        if case .unavailable = fault { closeFile() }
        trouble = Trouble(reason: fault.reason, since: trouble?.since ?? waiting.lastUTC)
        nextAttempt = .now + pause
        pause = min(pause * 2, .seconds(limits.retrySeconds * 10))
        bulletin.change { $0.trouble = trouble }
    }

    private func recover() {
        let losses = waiting.takeLosses()
        if !losses.isEmpty { ownNotes.append("\(losses.sentence).") }
        trouble = nil
        pause = .seconds(limits.retrySeconds)
        bulletin.change { $0.trouble = nil }
        tellOwnNotes()
    }

    private func tellOwnNotes() {
        guard let now = waiting.lastUTC else { return }
        for note in ownNotes {
            waiting.put(JournalRecord(utcMilliseconds: now, kind: .system, severity: .warning, text: note))
        }
        ownNotes = []
    }
}
