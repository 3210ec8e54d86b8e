// SPDX-License-Identifier: Apache-2.0

import Appliance
import Hummingbird
import Records
import StillAppliance
import Synchronization
import Testing
import TimeBase

@testable import Management

@Suite struct `What is recorded` {
    @Test func `is a sample, and each alarm once`() async throws {
        try await withFolder { folder in
            let store = RecordStore(path: folder + "/records.sqlite")
            let view = StillAppliance(.starting)
            let written = Mutex<[JournalRecord]>([])
            let told = Mutex<[AlarmChange]>([])
            let recorder = Recorder(
                view: view, book: AlarmBook(rules: AlarmRules()), records: store,
                write: { record in written.withLock { $0.append(record) } }, facts: { _ in AlarmFacts() },
                tell: { changes, _ in told.withLock { $0 += changes } })
            var memory = RecorderMemory()
            await recorder.look(&memory)
            await recorder.look(&memory)
            let alarms = written.withLock { $0.filter { $0.kind == .alarm } }
            #expect(alarms.contains { $0.text.hasPrefix("unsynchronised raised: ") && $0.severity == .critical })
            #expect(Set(alarms.map(\.text)).count == alarms.count)
            #expect(told.withLock { $0.count } == alarms.count)
            await store.close()
        }
    }

    @Test func `of a locked clock has its offset, its bound and what the receiver sees`() throws {
        var memory = RecorderMemory()
        let made = memory.samples(of: .locked, temperature: 41.5, isTimeKnown: true)
        let sample = try #require(made.first)
        #expect(made.count == 1)
        #expect(sample.utcMilliseconds == 1_483_228_790_000)
        #expect(sample.values[.offset].map { $0.rounded() } == -12)
        #expect(sample.values[.temperature] == 41.5)
        #expect(sample.values[.cn0] == 44)
        #expect(sample.values[.bound].map { $0 > 300 } == true)
        #expect(sample.values[.ntpRequests] == nil)
    }

    @Test func `of a clock that is not to be relied on has no offset`() {
        var memory = RecorderMemory()
        let made = memory.samples(of: .starting, temperature: nil, isTimeKnown: true)
        #expect(made.count == 1 && made.first?.values[.offset] == nil)
    }

    @Test func `is a change of the state, and not that nothing changed`() throws {
        var memory = RecorderMemory()
        #expect(memory.news(in: .locked) == nil)
        #expect(memory.news(in: .locked) == nil)
        let made = memory.news(in: .starting)
        let news = try #require(made)
        #expect((news.kind, news.old, news.new) == (.state, "locked", "starting"))
        #expect(news.severity == .warning)
    }
}

@Suite struct `What is asked of the history` {
    @Test func `is the last day unless something else is said`() throws {
        let wish = try HistoryWish([:], now: 1_700_000_000_000)
        #expect(wish.query.series == [.offset, .bound, .frequency])
        #expect(wish.query.to - wish.query.from == 86_400_000)
        #expect(wish.query.step == 86_400)
        #expect(!wish.isCSV)
    }

    @Test func `takes seconds and ISO 8601`() throws {
        let wish = try HistoryWish(
            ["from": "2026-11-21T12:00:00Z", "to": "1795266000", "step": "60", "series": "cn0", "format": "csv"], now: 0
        )
        #expect(wish.query.from == 1_795_262_400_000 && wish.query.to == 1_795_266_000_000)
        #expect(wish.query.step == 60_000 && wish.query.series == [.cn0] && wish.isCSV)
    }

    @Test(arguments: [
        ["series": "offsets"], ["from": "yesterday"], ["step": "0"], ["step": "1e9"], ["from": "10", "to": "5"],
        ["to": "1e300"],
    ])
    func `is refused where it makes no sense`(fields: [String: String]) {
        #expect(throws: HTTPError.self) { try HistoryWish(fields, now: 1_700_000_000_000) }
    }

    @Test(arguments: [
        ("plain", "plain"), ("a,b", "\"a,b\""), ("a \"b\"", "\"a \"\"b\"\"\""), ("=1+1", "'=1+1"),
        ("-x\ny", "\"'-x\ny\""),
    ])
    func `is exported without surprises`(text: String, field: String) { #expect(CSV.field(text) == field) }
}
