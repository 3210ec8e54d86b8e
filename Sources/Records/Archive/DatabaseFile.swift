// SPDX-License-Identifier: Apache-2.0

import GRDB
import Glibc

/// The open file, looked over and of the present version.
struct DatabaseFile {
    let queue: DatabaseQueue
    let path: String
    private let identity: FileIdentity?

    /// - Throws: `DatabaseError`, ``FileFault``
    init(path: String, limits: RecordLimits) throws {
        self.path = path
        try Self.touch(path)
        do {
            queue = try DatabaseQueue(path: path, configuration: Self.configuration(limits))
            identity = FileIdentity(path)
            try lookOver()
            try bringUp()
        } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
            // What is wrong with a question that is right for a sound file is the file.
            throw FileFault.damaged(error.message ?? "it is not as it was made")
        }
    }

    /// Readable by the owner and the group only: the journal says who did what from where.
    private static func touch(_ path: String) throws(FileFault) {
        let raw = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard raw >= 0 else { throw .unavailable(unsafe String(cString: strerror(errno))) }
        Glibc.close(raw)
    }

    private static func configuration(_ limits: RecordLimits) -> Configuration {
        var configuration = Configuration()
        configuration.label = "records"
        configuration.maximumReaderCount = 1
        configuration.busyMode = .timeout(1)
        configuration.prepareDatabase { db in
            for pragma in pragmas(limits) { try db.execute(sql: "PRAGMA " + pragma) }
        }
        return configuration
    }

    /// - An exclusive lock needs no shared-memory file, which would be written as often as the rest, and whose map is
    ///   a signal where the disk fails.
    /// - A full synchronisation costs one for each batch; with less a power cut could lose what was written lately.
    /// - Debian's SQLite overwrites whatever is deleted with zeros unless told not to.
    private static func pragmas(_ limits: RecordLimits) -> [String] {
        [
            "locking_mode = EXCLUSIVE", "page_size = \(Schema.pageOctets)", "journal_mode = WAL", "synchronous = FULL",
            "secure_delete = OFF", "temp_store = MEMORY", "cache_size = -1024", "mmap_size = 0",
            "wal_autocheckpoint = 2000", "journal_size_limit = 4194304", "trusted_schema = OFF",
            "max_page_count = \(max(64, limits.fileOctets / Schema.pageOctets))",
        ]
    }

    /// Reads the whole file once. What a check does not see is found when it is read.
    private func lookOver() throws {
        let answer = try queue.writeWithoutTransaction { try Row.fetchOne($0, sql: "PRAGMA quick_check(1)")?.text(0) }
        guard answer == "ok" else { throw FileFault.damaged(answer ?? "it cannot be checked") }
    }

    private func bringUp() throws {
        let migrator = Schema.migrator
        guard try !queue.read(migrator.hasBeenSuperseded) else {
            throw FileFault.unavailable("it was made by a later version of this program")
        }
        try migrator.migrate(queue)
        try queue.read { db in
            for question in Schema.questions { _ = try db.makeStatement(sql: question) }
        }
    }

    /// Whether the path still leads to this file: one that was deleted can be written for ever, and nobody sees it.
    var isInPlace: Bool { identity != nil && FileIdentity(path) == identity }

    func close() { try? queue.close() }
}

/// Which file a path leads to.
struct FileIdentity: Hashable {
    let device: UInt64
    let node: UInt64

    init?(_ path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        (device, node) = (UInt64(status.st_dev), UInt64(status.st_ino))
    }
}
