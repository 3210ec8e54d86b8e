// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Records
import Testing

struct TroubleTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    /// A file of some size with two minutes of history.
    private func fill() async throws {
        let store = folder.store()
        for series in Series.allCases { store.record(seconds: 0..<120, series) }
        for number in 0..<500 {
            store.note(JournalRecord(utcMilliseconds: noon, kind: .system, text: "entry \(number) of many"))
        }
        #expect(await store.flush())
        await store.close()
    }

    private static let damages: [String: @Sendable (Folder) throws -> Void] = [
        "random octets over the header": { try $0.overwrite(from: 0, with: noise(100)) },
        "random octets over the first page": { try $0.overwrite(from: 100, with: noise(924)) },
        "random octets over the middle": { try $0.overwrite(from: 20_480, with: noise(16_384)) },
        "an end that is missing": { folder in
            try Data(folder.octets().prefix(30_000)).write(to: URL(filePath: folder.file))
        },
        "a text": { try Data("This is no database. ".utf8).write(to: URL(filePath: $0.file)) },
        "a schema of a format that is not known": { try $0.overwrite(from: 44, with: [0, 0, 0, 77]) },
        "a column of another name": { folder in
            let octets = try folder.octets()
            for place in octets.ranges(of: Array("temperature".utf8)) {
                try folder.overwrite(from: place.lowerBound, with: Array("temporature".utf8))
            }
        },
        "random octets throughout": { try Data(noise(50_000)).write(to: URL(filePath: $0.file)) },
    ]

    private static func noise(_ count: Int) -> [UInt8] {
        var random = SeededNumbers(state: 88_172_645_463_325_252)
        return (0..<count).map { _ in UInt8(random.next(below: 256)) }
    }

    @Test(arguments: damages.keys.sorted())
    func `a damaged file is set aside and a new one begun`(damage: String) async throws {
        try await fill()
        let spoil = try #require(Self.damages[damage])
        try spoil(folder)
        let damaged = try folder.octets()
        let store = folder.store()
        store.record(seconds: 200..<260)
        #expect(await store.flush())
        #expect(store.health.isWell)
        #expect(store.health.setAside == [folder.file + ".damaged-1"])
        #expect(store.health.sentence.contains("damaged-1"))
        #expect(try folder.octets("records.sqlite.damaged-1") == damaged)
        #expect(try await store.offsets(noon..<noon + 300_000, step: 1000).count == 60)
        #expect(try await store.journal().map(\.text).contains { $0.contains("set aside") })
    }

    /// Whatever a file holds: it is answered from or set aside, and what comes is kept.
    @Test func `octets changed anywhere do not end the store`() async throws {
        try await fill()
        let sound = try folder.octets()
        var random = SeededNumbers(state: 4)
        for round in 0..<100 {
            for name in try folder.names() { try FileManager.default.removeItem(atPath: folder.path + "/" + name) }
            var spoilt = sound
            for _ in 0..<random.next(below: 40) + 1 {
                spoilt[random.next(below: spoilt.count)] = UInt8(random.next(below: 256))
            }
            if round % 5 == 0 { spoilt.removeLast(random.next(below: spoilt.count)) }
            try Data(spoilt).write(to: URL(filePath: folder.file))
            let store = folder.store()
            store.record(seconds: 60..<240)
            store.note(JournalRecord(utcMilliseconds: noon, kind: .system, text: "after"))
            #expect(await store.flush(), "round \(round): \(store.health.sentence)")
            for step: Int64 in [1000, 60_000, 3_600_000] {
                let query = HistoryQuery(series: Series.allCases, from: 0, to: .max, step: step)
                #expect(try await !store.history(query).isEmpty)
            }
            #expect(try await store.journal(JournalFilter(search: "after")).count == 1)
            _ = await store.pending(channel: "mail")
            #expect(await store.flush())
            await store.close()
        }
    }

    @Test func `damage that is found while it is read costs no more than what was in the file`() async throws {
        let store = folder.store()
        let text = String(repeating: "long ", count: 800)
        // More than SQLite keeps in memory, so that the file is read again.
        for _ in 0..<900 { store.note(JournalRecord(utcMilliseconds: noon, kind: .system, text: text)) }
        store.record(seconds: 0..<10)
        #expect(await store.flush())
        await store.close()
        let second = folder.store()
        #expect(await second.flush())
        try overwriteInPlace(from: 16_384, with: Self.noise(3_000_000))
        second.record(seconds: 10..<20)
        #expect(try await second.journal(JournalFilter(search: "nothing")).isEmpty)
        #expect(second.health.setAside.count == 1)
        #expect(await second.flush())
        #expect(second.health.isWell)
        #expect(try await second.offsets(noon..<noon + 60_000, step: 1000).count == 10)
    }

    /// The same file, as a failing disk would do it.
    private func overwriteInPlace(from offset: UInt64, with octets: [UInt8]) throws {
        let file = try FileHandle(forUpdating: URL(filePath: folder.file))
        try file.seek(toOffset: offset)
        try file.write(contentsOf: Data(octets))
        try file.close()
    }

    @Test func `a closed store answers and takes nothing, and does no harm`() async throws {
        let store = folder.store()
        await store.close()
        store.record(seconds: 0..<10)
        #expect(await !store.flush())
        await #expect(throws: RecordFault.unreadable("it is closed")) { try await store.journal() }
        await store.close()
    }

    @Test func `what comes faster than it is written is lost, told, and over`() async throws {
        let store = folder.store { $0.waitingSamples = 10 }
        await store.flush()
        store.record(seconds: 0..<15)
        #expect(store.health.lostSamples == 5 && !store.health.isWell)
        #expect(
            store.health.sentence == "5 samples, 0 journal entries and 0 notices since 2026-11-21T12:00:00Z are lost.")
        #expect(await store.flush())
        #expect(store.health.isWell)
        #expect(try await store.journal().first?.severity == .warning)
    }

    @Test func `a file that is deleted under the store is begun anew`() async throws {
        let store = folder.store()
        store.record(seconds: 0..<10)
        #expect(await store.flush())
        for name in try folder.names() { try FileManager.default.removeItem(atPath: folder.path + "/" + name) }
        store.record(seconds: 10..<20)
        #expect(await store.flush())
        await store.close()
        #expect(try folder.number("SELECT count(*) FROM second") == 10)
    }

    @Test func `without a folder memory keeps what it can, and all of it is written once there is one`() async throws {
        let path = folder.path + "/later/records.sqlite"
        var limits = RecordLimits.onlyWhenAsked
        limits.waitingSamples = 100
        let store = RecordStore(path: path, limits: limits)
        store.record(seconds: 0..<80)
        #expect(await !store.flush())
        #expect(!store.health.isWell && store.health.lostSamples == 0)
        #expect(store.health.sentence.contains("nothing is lost yet"))
        #expect(try await store.offsets(noon..<noon + 100_000, step: 60_000).map(\.count) == [60, 20])
        store.record(seconds: 80..<150)
        #expect(store.health.lostSamples == 50 && store.health.lostSince == noon)
        #expect(
            store.health.sentence.contains("50 samples, 0 journal entries and 0 notices since 2026-11-21T12:00:00Z"))
        try FileManager.default.createDirectory(atPath: folder.path + "/later", withIntermediateDirectories: true)
        #expect(try await store.becomes(well: true))
        #expect(try await store.offsets(noon..<noon + 200_000, step: 1000).count == 100)
        #expect(
            try await store.journal().map(\.text) == [
                "50 samples, 0 journal entries and 0 notices since 2026-11-21T12:00:00Z are lost."
            ])
        #expect(store.health.sentence == "History is kept.")
    }

    @Test func `a file that may grow no more is in trouble and says so, and answers nevertheless`() async throws {
        let store = folder.store { $0.fileOctets = 64 << 10 }
        store.record(seconds: 0..<60)
        store.enqueue(channel: "mail", payload: Array(repeating: 1, count: 8000))
        #expect(await store.flush())
        for _ in 0..<8 { store.enqueue(channel: "mail", payload: Array(repeating: 2, count: 8000)) }
        store.record(seconds: 60..<120)
        #expect(await !store.flush())
        #expect(store.health.sentence.contains("full"))
        #expect(try await store.offsets(noon..<noon + 120_000, step: 60_000).map(\.count) == [60, 60])
        // Cured by those who take the notices.
        await store.done(ids: await store.pending(channel: "mail").map(\.id))
        #expect(await store.flush())
        #expect(store.health.isWell)
        #expect(try await store.offsets(noon..<noon + 120_000, step: 3_600_000).map(\.count) == [120])
    }

    @Test func `a file that another program holds is tried again`() async throws {
        try await fill()
        let other = try DatabaseQueue(path: folder.file)
        // An exclusive lock stays after the transaction.
        try await other.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT")
        }
        let store = folder.store()
        store.record(seconds: 200..<210)
        #expect(await !store.flush())
        #expect(store.health.sentence.contains("another program holds it"))
        try other.close()
        #expect(try await store.becomes(well: true))
    }

    @Test func `a file of a later version is left as it is`() async throws {
        try await fill()
        try await DatabaseQueue(path: folder.file).write { db in
            try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('999')")
        }
        let store = folder.store()
        store.record(seconds: 0..<10)
        #expect(await !store.flush())
        #expect(store.health.sentence.contains("later version"))
        await store.close()
        #expect(try folder.number("SELECT count(*) FROM journal") == 500)
    }

    @Test func `wrong kinds of values in a sound file are passed over`() async throws {
        try await fill()
        try await DatabaseQueue(path: folder.file).write { db in
            try db.execute(
                sql: """
                    UPDATE second SET "offset" = 'x' WHERE rowid % 2000 = 0;
                    UPDATE minute SET n = x'00', total = 1e300;
                    UPDATE hour SET n = 0, least = 9223372036854775807, total = 9223372036854775807;
                    UPDATE journal SET kind = 7, severity = 99, text = 1.5 WHERE id % 2 = 0;
                    UPDATE journal SET at = 'never' WHERE id % 3 = 0;
                    """)
        }
        let store = folder.store()
        for step: Int64 in [1000, 60_000, 3_600_000] {
            _ = try await store.history(HistoryQuery(series: Series.allCases, from: 0, to: .max, step: step))
        }
        #expect(try await store.offsets(noon..<noon + 120_000, step: 1000).map(\.count).reduce(0, +) == 60)
        #expect(!(try await store.journal(JournalFilter(limit: 1000)).isEmpty))
        store.record(seconds: 0..<120)
        #expect(await store.flush())
    }

    @Test func `the file is not for everybody`() async throws {
        try await fill()
        let rights = try FileManager.default.attributesOfItem(atPath: folder.file)[.posixPermissions] as? Int
        #expect(try #require(rights) & 0o007 == 0)
    }
}
