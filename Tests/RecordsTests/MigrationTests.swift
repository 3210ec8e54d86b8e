// SPDX-License-Identifier: Apache-2.0

import GRDB
import Testing

@testable import Records

/// A file that an earlier version made keeps what it has.
struct MigrationTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    /// As the first version left it: a day and a bit, some journal, a notice that waits.
    private func makeFirstVersion() throws {
        let queue = try DatabaseQueue(path: folder.file)
        try Schema.migrator.migrate(queue, upTo: "1")
        try queue.write { db in
            for second in Int64(0)..<120 {
                try db.execute(
                    sql: "INSERT INTO second (at, \"offset\", frequency) VALUES (?, ?, ?)",
                    arguments: [noon + second * 1000, second * 1000, 15_000])
            }
            for table in ["minute", "hour"] {
                try db.execute(
                    sql:
                        "INSERT INTO \(table) (at, series, least, most, total, n) VALUES (?, 0, 0, 59000, 1770000, 60)",
                    arguments: [noon - 86_400_000])
            }
            try db.execute(
                sql: "INSERT INTO journal (at, kind, severity, text) VALUES (?, 'system', 0, 'It began.')",
                arguments: [noon])
            try db.execute(sql: "INSERT INTO outbox (channel, payload) VALUES ('mail', x'0102')")
        }
        try queue.close()
    }

    @Test func `a file of the first version is opened, and has all its rows and a place for outages`() async throws {
        try makeFirstVersion()
        #expect(try folder.number("SELECT count(*) FROM sqlite_master WHERE name = 'outage'") == 0)
        let store = RecordStore(path: folder.file, limits: .onlyWhenAsked)
        let seconds = try await store.offsets(noon..<noon + 120_000, step: 1000)
        #expect(seconds.map(\.mean) == (0..<120).map(Double.init))
        #expect(try await store.offsets(noon - 86_400_000..<noon - 86_340_000, step: 60_000).map(\.count) == [60])
        #expect(try await store.journal().map(\.text) == ["It began."])
        #expect(await store.pending(channel: "mail").map(\.payload) == [[1, 2]])
        #expect(try await store.outages().isEmpty)
        store.keep(OutageRecord(began: noon, cause: "fixLost"))
        store.note(JournalRecord(utcMilliseconds: noon, kind: .system, text: "It went on."))
        #expect(await store.flush())
        #expect(try await store.journal().map(\.text) == ["It went on.", "It began."])
        await store.close()
        #expect(try folder.names() == ["records.sqlite"])
        #expect(try folder.number("SELECT count(*) FROM outage") == 1)
        #expect(try folder.number("SELECT count(*) FROM second") == 120)
        #expect(try folder.number("SELECT count(*) FROM minute") == 1)
        #expect(try folder.number("SELECT count(*) FROM hour") == 1)
    }

    /// What was released is in files out there.
    @Test func `the steps of former versions are still there, in their order`() {
        #expect(Schema.migrator.migrations == ["1", "2", "3", "4", "5"])
    }
}
