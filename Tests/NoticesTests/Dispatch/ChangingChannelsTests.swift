// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import Notices

@Suite(.timeLimit(.minutes(5)))
struct ChangingChannelsTests {
    private let queue = MemoryNoticeQueue()

    private func dispatcher(_ channels: [(String, TestSender)]) -> NoticeDispatcher {
        var patience = RetryPatience()
        (patience.first, patience.longest) = (.milliseconds(5), .milliseconds(20))
        return NoticeDispatcher(channels: made(channels), queue: queue, patience: patience, now: { 1_000 })
    }

    private func made(_ channels: [(String, TestSender)]) -> [NoticeChannel] {
        channels.map { NoticeChannel($0.0, $0.1) }
    }

    private func running(
        _ dispatcher: NoticeDispatcher, _ body: (_ until: (() async -> Bool) async throws -> Void) async throws -> Void
    ) async throws {
        let task = Task { await dispatcher.run() }
        defer { task.cancel() }
        try await body { condition in
            for _ in 0..<12_000 {
                if await condition() { return }
                try await Task.sleep(for: .milliseconds(5))
            }
            Issue.record("it never came true")
        }
    }

    @Test func `one that is added is told what comes from then on`() async throws {
        let (old, new) = (TestSender(), TestSender())
        let dispatcher = dispatcher([("old", old)])
        try await running(dispatcher) { until in
            await dispatcher.post(.sample(id: "1"))
            try await until { old.sent == ["1"] }
            dispatcher.change(to: made([("old", old), ("new", new)]), keeping: ["old"], routes: NoticeRoutes())
            await dispatcher.post(.sample(id: "2"))
            try await until { old.sent == ["1", "2"] && new.sent == ["2"] }
            #expect(await dispatcher.health().map(\.name) == ["old", "new"])
        }
    }

    @Test func `one that is taken away keeps its queue, and goes on when it comes back`() async throws {
        let (broken, later) = (TestSender(fault: .busy("later")), TestSender())
        let dispatcher = dispatcher([("a", broken)])
        try await running(dispatcher) { until in
            for id in ["1", "2"] { await dispatcher.post(.sample(id: id)) }
            try await until { broken.tries.count > 1 }
            dispatcher.change(to: [], routes: NoticeRoutes())
            #expect(await dispatcher.health().isEmpty)
            #expect(await dispatcher.test("a", .sample(id: "t")) == nil)
            await dispatcher.post(.sample(id: "3"))
            #expect(await queue.pending(of: "a", limit: 10).count == 2)
            dispatcher.change(to: made([("a", later)]), routes: NoticeRoutes())
            try await until { later.sent == ["1", "2"] }
            try await until { await queue.pending(of: "a", limit: 10).isEmpty }
        }
    }

    @Test func `one that is taken away finishes what it is sending`() async throws {
        let slow = HeldSender()
        let dispatcher = NoticeDispatcher(channels: [NoticeChannel("a", slow)], queue: queue)
        try await running(dispatcher) { until in
            for id in ["1", "2"] { await dispatcher.post(.sample(id: id)) }
            try await until { slow.begun == ["1"] }
            dispatcher.change(to: [], routes: NoticeRoutes())
            slow.letGo()
            try await until { await queue.pending(of: "a", limit: 10).count == 1 }
            let again = TestSender()
            dispatcher.change(to: made([("a", again)]), routes: NoticeRoutes())
            try await until { again.sent == ["2"] }
            #expect(slow.begun == ["1"])
        }
    }

    @Test func `one that is changed while it sends tells nothing twice`() async throws {
        let (slow, again) = (HeldSender(), TestSender())
        let dispatcher = NoticeDispatcher(channels: [NoticeChannel("a", slow)], queue: queue)
        try await running(dispatcher) { until in
            for id in ["1", "2"] { await dispatcher.post(.sample(id: id)) }
            try await until { slow.begun == ["1"] }
            dispatcher.change(to: [], routes: NoticeRoutes())
            dispatcher.change(to: made([("a", again)]), routes: NoticeRoutes())
            #expect(await dispatcher.health(of: "a")?.waiting == 2)
            slow.letGo()
            try await until { again.sent == ["2"] }
            #expect(slow.begun == ["1"])
        }
    }

    @Test func `one that is changed sends what waits in its new way, and its health begins anew`() async throws {
        let (broken, good) = (TestSender(fault: .unreachable("nobody there")), TestSender())
        let dispatcher = dispatcher([("a", broken)])
        try await running(dispatcher) { until in
            await dispatcher.post(.sample(id: "1"))
            try await until { await dispatcher.health(of: "a")?.isFailing == true }
            dispatcher.change(to: made([("a", good)]), routes: NoticeRoutes())
            try await until { good.sent == ["1"] }
            try await until { await dispatcher.health(of: "a")?.sentence == "The channel a works." }
            #expect(broken.sent.isEmpty)
        }
    }

    @Test func `one that is kept is not disturbed, whatever else is changed`() async throws {
        let (kept, other) = (TestSender(fault: .busy("later")), TestSender())
        let dispatcher = dispatcher([("kept", kept), ("other", other)])
        try await running(dispatcher) { until in
            await dispatcher.post(.sample(id: "1", alarm: "x"))
            try await until { await dispatcher.health(of: "kept")?.isFailing == true && other.sent == ["1"] }
            let routes = NoticeRoutes(byAlarm: ["x": ["other"]])
            dispatcher.change(
                to: made([("kept", TestSender()), ("other", other)]), keeping: ["kept", "other"], routes: routes)
            #expect(await dispatcher.health(of: "kept")?.isFailing == true)
            await dispatcher.post(.sample(id: "2", alarm: "x"))
            kept.set(nil)
            try await until { kept.sent == ["1"] && other.sent == ["1", "2"] }
        }
    }

    @Test func `hundreds of changes lose nothing and tell nothing twice`() async throws {
        let sender = TestSender()
        let dispatcher = dispatcher([("a", sender)])
        try await running(dispatcher) { until in
            for number in 0..<300 {
                await dispatcher.post(.sample(id: "\(number)"))
                if number % 3 == 1 { dispatcher.change(to: [], routes: NoticeRoutes()) }
                dispatcher.change(to: made([("a", sender)]), routes: NoticeRoutes())
            }
            try await until { sender.sent.count == 300 }
            #expect(sender.sent == (0..<300).map(String.init))
            try await until { await queue.pending(of: "a", limit: 10).isEmpty }
        }
    }
}

/// Sends nothing until it is let go.
private final class HeldSender: NoticeSender {
    private let state = Mutex((begun: [String](), isLetGo: false))
    let summary = "a held one"

    var begun: [String] { state.withLock { $0.begun } }

    func letGo() { state.withLock { $0.isLetGo = true } }

    func send(_ notice: Notice) async throws(NoticeFault) -> NoticeReceipt {
        state.withLock { $0.begun.append(notice.id) }
        while !state.withLock({ $0.isLetGo }), !Task.isCancelled { try? await Task.sleep(for: .milliseconds(5)) }
        return NoticeReceipt("taken")
    }
}
