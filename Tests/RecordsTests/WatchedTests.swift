// SPDX-License-Identifier: Apache-2.0

import Records
import Testing

@Suite struct `The worst pairs of watched groups` {
    let folder: Folder

    init() throws { folder = try Folder() }

    private func pair(_ minute: Int64, _ distance: Int64, group: String = "raft", ahead: String = "a") -> WatchedPair {
        WatchedPair(
            utcMilliseconds: noon + minute * 60_000, group: group, ahead: ahead, behind: "b", distance: distance,
            uncertainty: 5, isOver: distance > 100)
    }

    private func all(_ group: String = "raft", step: Int64 = 60_000) -> WatchedQuery {
        WatchedQuery(group: group, from: noon, to: noon + 86_400_000, step: step)
    }

    @Test func `come back as they were kept, from memory and from the file`() async throws {
        let first = folder.store()
        let pairs = [pair(0, 7), pair(1, 200)]
        for pair in pairs + [pair(0, 9, group: "web")] { first.keep(pair) }
        #expect(try await first.watched(all()) == pairs)
        #expect(await first.flush())
        #expect(try await first.watched(all()) == pairs)
        await first.close()
        let second = folder.store()
        #expect(try await second.watched(all()) == pairs)
        #expect(try await second.watched(all("web")).map(\.distance) == [9])
        #expect(try await second.watched(all("nobody")).isEmpty)
    }

    @Test func `are the worst of each step, with its names`() async throws {
        let store = folder.store()
        for (minute, distance) in [(0, 5), (1, 30), (2, 20), (61, 8), (62, 3)] as [(Int64, Int64)] {
            store.keep(pair(minute, distance, ahead: "clock \(minute)"))
        }
        await store.flush()
        // One more waits in memory.
        store.keep(pair(63, 400, ahead: "clock 63"))
        let told = try await store.watched(all(step: 3_600_000))
        #expect(told.map(\.distance) == [30, 400] && told.map(\.ahead) == ["clock 1", "clock 63"])
        #expect(told.map(\.isOver) == [false, true])
        #expect(all(step: 1).step == 60_000, "minutes are kept")
    }

    @Test func `are one a minute, however often our clock shows it: the worst`() async throws {
        let store = folder.store()
        for distance in [5, 30, 20] as [Int64] {
            store.keep(pair(0, distance))
            await store.flush()
        }
        #expect(try await store.watched(all()).map(\.distance) == [30])
        await store.close()
        #expect(try folder.number("SELECT count(*) FROM watched") == 1)
    }

    @Test func `are no more than there is room for`() async throws {
        let store = folder.store { $0.watchedPairs = 48 }
        for minute in 0..<100 { store.keep(pair(Int64(minute), 1)) }
        #expect(await store.flush())
        let told = try await store.watched(all())
        #expect(told.count == 48 && told.last?.utcMilliseconds == noon + 99 * 60_000)
    }
}
