// SPDX-License-Identifier: Apache-2.0

import Records
import Testing

@Suite struct `Where a watched clock was` {
    let folder: Folder

    init() throws { folder = try Folder() }

    private func span(_ number: Int64, _ offsets: ClosedRange<Int64>, clock: String = "etcd-1") -> WatchedSpan {
        WatchedSpan(
            utcMilliseconds: noon + number * WatchedSpan.length, group: "raft", clock: clock,
            least: offsets.lowerBound, most: offsets.upperBound, uncertainty: 5, wasOver: offsets.upperBound > 100)
    }

    private func all(step: Int64 = WatchedSpan.length, group: String = "raft") -> WatchedQuery {
        WatchedQuery(group: group, from: noon, to: noon + 86_400_000, step: step)
    }

    @Test func `comes back as it was kept, from memory and from the file`() async throws {
        let first = folder.store()
        let spans = [span(0, -7...7), span(1, 20...200)]
        first.keep(spans + [span(0, 9...9, clock: "etcd-2")])
        #expect(try await first.watched(all(), of: "etcd-1") == spans)
        #expect(await first.flush())
        #expect(try await first.watched(all(), of: "etcd-1") == spans)
        await first.close()
        let second = folder.store()
        #expect(try await second.watched(all(), of: "etcd-1") == spans)
        #expect(try await second.watched(all(), of: "etcd-2").map(\.most) == [9])
        #expect(try await second.watched(all(), of: "etcd-3").isEmpty)
        #expect(try await second.watched(all(group: "web"), of: "etcd-1").isEmpty)
    }

    @Test func `is told together where less fine figures are wanted`() async throws {
        let store = folder.store()
        store.keep([span(0, -1...3), span(1, -9...2), span(6, 5...7)])
        await store.flush()
        // One more waits in memory.
        store.keep([span(7, 6...400)])
        let told = try await store.watched(all(step: 3_600_000), of: "etcd-1")
        #expect(told.map(\.least) == [-9, 5] && told.map(\.most) == [3, 400])
        #expect(told.map(\.wasOver) == [false, true])
        #expect(told.map(\.utcMilliseconds) == [noon, noon + 6 * WatchedSpan.length])
    }

    @Test func `is one row each ten minutes, however often they are kept`() async throws {
        let store = folder.store()
        for offsets in [1...2, -5...0, 0...1] as [ClosedRange<Int64>] {
            store.keep([span(0, offsets)])
            await store.flush()
        }
        #expect(try await store.watched(all(), of: "etcd-1") == [span(0, -5...2)])
        await store.close()
        #expect(try folder.number("SELECT count(*) FROM watchedSpan") == 1)
    }

    @Test func `is told while its ten minutes last, and not written`() async throws {
        let store = folder.store()
        store.keep([span(0, 1...2)])
        store.hold([span(1, 3...4)])
        store.hold([span(0, 2...5), span(1, 3...6)])
        #expect(try await store.watched(all(), of: "etcd-1") == [span(0, 1...5), span(1, 3...6)])
        await store.close()
        #expect(try folder.number("SELECT max(most) FROM watchedSpan") == 2)
    }

    @Test func `is kept as long as there is room for it`() async throws {
        let store = folder.store { $0.watchedSpans = 48 }
        store.keep((0..<100).map { span(Int64($0), 1...1) })
        #expect(await store.flush())
        let told = try await store.watched(all(), of: "etcd-1")
        #expect(told.count == 48 && told.last?.utcMilliseconds == noon + 99 * WatchedSpan.length)
    }
}
