// SPDX-License-Identifier: Apache-2.0

import Records
import Testing

struct RetentionTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private var small: RecordLimits {
        var limits = RecordLimits.onlyWhenAsked
        (limits.seconds, limits.minutes, limits.hours, limits.journalEntries) = (240, 10, 4, 48)
        return limits
    }

    @Test func `each table keeps what it is to keep and little more`() async throws {
        let store = RecordStore(path: folder.file, limits: small)
        for hour: Int64 in 0..<8 {
            for part: Int64 in 0..<60 {
                store.record(seconds: part * 60..<part * 60 + 5, from: noon + hour * 3_600_000)
                #expect(await store.flush())
            }
        }
        await store.close()
        #expect((240...260).contains(try folder.number("SELECT count(*) FROM second")))
        #expect((10...105).contains(try folder.number("SELECT count(DISTINCT at) FROM minute")))
        #expect(try folder.number("SELECT max(at) FROM second") == Int(noon) + 7 * 3_600_000 + 3_544_000)
    }

    @Test func `what the seconds have forgotten is told in minutes, and then in hours`() async throws {
        let store = RecordStore(path: folder.file, limits: small)
        for part: Int64 in 0..<240 {
            store.record(seconds: part * 60..<part * 60 + 60)
            #expect(await store.flush())
        }
        let end = noon + 240 * 60_000
        #expect(try await store.offsets(end - 60_000..<end, step: 1000).allSatisfy { $0.stepMilliseconds == 1000 })
        #expect(try await store.offsets(end - 480_000..<end, step: 1000).map(\.stepMilliseconds).max() == 60_000)
        let all = try await store.offsets(noon..<end, step: 1000)
        #expect(all.map(\.stepMilliseconds) == [3_600_000, 3_600_000, 3_600_000, 3_600_000])
        #expect(all.map(\.count) == [3600, 3600, 3600, 3600])
    }

    @Test func `a clock that is wrong by years for a while does not cost what was true`() async throws {
        let store = RecordStore(path: folder.file, limits: small)
        store.record(seconds: 0..<240)
        await store.flush()
        let wrong = noon + 50 * 31_557_600_000
        store.record(seconds: 0..<30, from: wrong)
        await store.flush()
        #expect(try await store.offsets(noon..<noon + 240_000, step: 1000).count >= 200)
        for part: Int64 in 0..<24 {
            store.record(seconds: 240 + part * 10..<250 + part * 10)
            await store.flush()
        }
        await store.close()
        #expect(try folder.number("SELECT count(*) FROM second WHERE at >= \(wrong)") == 0)
        #expect(try folder.number("SELECT count(*) FROM second WHERE at >= \(noon + 240_000)") == 240)
    }

    @Test func `the journal keeps its latest entries`() async throws {
        let store = RecordStore(path: folder.file, limits: small)
        for number: Int64 in 1...200 {
            store.note(JournalRecord(utcMilliseconds: noon, kind: .system, text: "entry \(number)"))
            if number % 2 == 0 { await store.flush() }
        }
        let entries = try await store.journal(JournalFilter(limit: 1000))
        #expect((48...51).contains(entries.count))
        #expect(entries.first?.text == "entry 200" && entries.first?.id == 200)
    }

    @Test func `the file does not grow beyond its size, whatever the entries are`() async throws {
        var limits = RecordLimits.onlyWhenAsked
        limits.fileOctets = 4 << 20
        let store = RecordStore(path: folder.file, limits: limits)
        for batch in 0..<40 {
            for _ in 0..<90 {
                let text = String(repeating: "x", count: 4000)
                store.note(JournalRecord(utcMilliseconds: noon, kind: .system, text: text))
            }
            #expect(await store.flush(), "batch \(batch): \(store.health.sentence)")
        }
        #expect(store.health.usedOctets <= 4 << 20)
    }
}
