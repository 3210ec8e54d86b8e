// SPDX-License-Identifier: Apache-2.0

import Records
import Testing

struct PagesTests {
    let folder: Folder
    let store: RecordStore

    init() throws {
        folder = try Folder()
        store = RecordStore(path: folder.file, limits: .onlyWhenAsked)
    }

    private func pages(_ query: HistoryQuery, _ steps: Int) async throws -> [[HistoryPoint]] {
        var pages: [[HistoryPoint]] = []
        for try await page in store.historyPages(query, stepsInPage: steps) { pages.append(page) }
        return pages
    }

    @Test(arguments: [Int64(1000), 7000, 60_000, 90_000, 3_600_000], [1, 7, 1000])
    func `pages are the history in pieces`(step: Int64, steps: Int) async throws {
        store.record(seconds: 0..<300)
        await store.flush()
        store.record(seconds: 9000..<9100)
        store.record(seconds: 9000..<9100, .bound)
        let query = HistoryQuery(series: [.offset, .bound], from: noon + 5500, to: noon + 9_050_000, step: step)
        let pages = try await pages(query, steps)
        #expect(pages.allSatisfy { Set($0.map(\.utcMilliseconds)).count <= steps })
        #expect(pages.flatMap(\.self) == (try await store.history(query)))
    }

    @Test func `years of nothing are passed over at once`() async throws {
        store.record(seconds: 0..<10, from: 0)
        store.record(seconds: 0..<10)
        let query = HistoryQuery(series: [.offset], from: 0, to: .max, step: 1000)
        #expect(try await pages(query, 5).map(\.count) == [5, 5, 5, 5])
    }

    @Test func `an empty history has no pages`() async throws {
        let query = HistoryQuery(series: [.offset], from: 0, to: .max, step: 1000)
        #expect(try await pages(query, 5).isEmpty)
        #expect(try await pages(HistoryQuery(series: [], from: 0, to: .max, step: 1000), 5).isEmpty)
    }
}
