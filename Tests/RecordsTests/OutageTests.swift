// SPDX-License-Identifier: Apache-2.0

import GRDB
import Records
import Testing

struct OutageTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private func over(_ began: Int64 = noon) -> OutageRecord {
        var record = OutageRecord(
            began: began, cause: "fixLost", end: .returned, temperatures: .init(begin: 41.5, end: -3))
        (record.seconds, record.gaveUpAfter) = (612.25, nil)
        (record.predicted, record.promised) = (2100.5, 1800.25)
        (record.found, record.uncertainty, record.isKept) = (-420.125, 130, true)
        return record
    }

    @Test func `comes back as it was kept, from memory and from the file`() async throws {
        let first = folder.store()
        first.keep(over())
        #expect(try await first.outages() == [over()])
        #expect(await first.flush())
        #expect(try await first.outages() == [over()])
        await first.close()
        #expect(try await folder.store().outages() == [over()])
    }

    @Test func `is one row from its beginning to its end`() async throws {
        let store = folder.store()
        store.keep(OutageRecord(began: noon, cause: "pulseLost"))
        #expect(try await store.outages().map(\.end) == [.running])
        await store.flush()
        store.keep(over())
        #expect(try await store.outages() == [over()])
        await store.flush()
        #expect(try await store.outages() == [over()])
        await store.close()
        #expect(try folder.number("SELECT count(*) FROM outage") == 1)
    }

    @Test func `that was running when the process ended is told as restarted, and how long it was seen to last`()
        async throws
    {
        let first = folder.store()
        first.record(seconds: 0..<120)
        first.keep(OutageRecord(began: noon + 20_000, cause: "fixLost"))
        await first.close()

        let second = folder.store()
        let told = try #require(try await second.outages().first)
        #expect((told.end, told.found, told.isKept) == (.restarted, nil, nil))
        second.record(seconds: 300..<310)
        second.keep(OutageRecord(began: noon + 305_000, cause: "pulseLost"))
        await second.flush()
        let both = try await second.outages()
        #expect(both.map(\.end) == [.running, .restarted])
        #expect(both.last?.seconds == 99)
        second.keep(over(noon + 305_000))
        await second.flush()
        #expect(try await second.outages().map(\.end) == [.returned, .restarted])
    }

    @Test func `is kept, the latest first, as often as the limit says`() async throws {
        let store = folder.store { $0.outages = 10 }
        for number: Int64 in 0..<25 {
            store.keep(over(noon + number * 1000))
            if number % 4 == 0 { await store.flush() }
        }
        await store.flush()
        #expect(try await store.outages().map(\.began) == (15..<25).reversed().map { noon + $0 * 1000 })
        #expect(try await store.outages(limit: 3).count == 3)
        await store.close()
        #expect(try folder.number("SELECT count(*) FROM outage") == 10)
    }

    @Test func `waits in memory while there is no file, and what memory cannot hold is told as lost`() async throws {
        let store = RecordStore(path: folder.path, limits: .onlyWhenAsked)
        #expect(await store.flush() == false)
        for number: Int64 in 0..<103 { store.keep(over(noon + number)) }
        #expect(try await store.outages().count == 100)
        #expect(store.health.sentence.contains("and what was found of 3 outages"))
    }

    @Test func `with figures that are none, or a cause that is no word, does no harm`() async throws {
        let store = folder.store()
        var odd = over()
        (odd.found, odd.promised, odd.cause) = (.infinity, .nan, "\0" + String(repeating: "x", count: 1000))
        store.keep(odd)
        store.keep(over(-1))
        #expect(await store.flush())
        let told = try await store.outages()
        #expect(told.count == 1 && told[0].cause.count == 100)
        #expect(told[0].found == nil && told[0].promised == nil && told[0].seconds == 612.25)
        await store.close()
        try await DatabaseQueue(path: folder.file).write {
            try $0.execute(sql: "UPDATE outage SET ending = 'eaten', found = 'much', seconds = x'00'")
        }
        let read = try #require(try await folder.store().outages().first)
        #expect((read.end, read.found, read.seconds) == (.restarted, nil, nil))
    }
}
