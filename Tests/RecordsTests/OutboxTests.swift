// SPDX-License-Identifier: Apache-2.0

import Records
import Testing

struct OutboxTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private func store(_ limits: RecordLimits = .onlyWhenAsked) -> RecordStore {
        RecordStore(path: folder.file, limits: limits)
    }

    @Test(arguments: [false, true]) func `notices come in order until they are done`(isWritten: Bool) async throws {
        let store = store()
        for number: UInt8 in 1...3 { store.enqueue(channel: "mail", payload: [number]) }
        store.enqueue(channel: "syslog", payload: [9])
        if isWritten { await store.flush() }
        let mail = await store.pending(channel: "mail")
        #expect(mail.map(\.payload) == [[1], [2], [3]])
        await store.done(ids: [mail[0].id, mail[1].id])
        #expect(await store.pending(channel: "mail").map(\.payload) == [[3]])
        #expect(await store.pending(channel: "syslog", limit: 1).map(\.payload) == [[9]])
        #expect(await store.pending(channel: "lamp").isEmpty)
    }

    @Test func `a notice that is written while it is sent is done nevertheless`() async throws {
        let store = store()
        store.enqueue(channel: "mail", payload: [1])
        let item = try #require(await store.pending(channel: "mail").first)
        await store.flush()
        await store.done(ids: [item.id])
        #expect(await store.pending(channel: "mail").isEmpty)
        await store.close()
        #expect(try folder.number("SELECT count(*) FROM outbox") == 0)
    }

    @Test func `a restart forgets none`() async throws {
        let first = store()
        first.enqueue(channel: "mail", payload: [1, 2])
        await first.close()
        #expect(await store().pending(channel: "mail").map(\.payload) == [[1, 2]])
    }

    @Test func `a channel that takes nothing loses its oldest, which are counted, and costs others nothing`()
        async throws
    {
        var limits = RecordLimits.onlyWhenAsked
        limits.outboxItems = 3
        let store = store(limits)
        store.enqueue(channel: "syslog", payload: [0])
        for number: UInt8 in 1...5 { store.enqueue(channel: "mail", payload: [number]) }
        await store.flush()
        #expect(await store.pending(channel: "mail").map(\.payload) == [[3], [4], [5]])
        #expect(await store.pending(channel: "syslog").count == 1)
        #expect(store.health.droppedNotices == ["mail": 2])
    }

    @Test func `a payload that is too long is refused`() throws {
        var limits = RecordLimits.onlyWhenAsked
        limits.outboxOctets = 2
        #expect(!store(limits).enqueue(channel: "mail", payload: [1, 2, 3]))
    }
}
