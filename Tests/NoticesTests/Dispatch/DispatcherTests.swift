// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import Notices

/// Fails as it is told to.
final class TestSender: NoticeSender {
    struct State {
        var sent: [String] = []
        var tries: [String] = []
        var fault: NoticeFault?
        var complaint: String?
    }

    let state = Mutex(State())
    let delay: Duration
    let summary = "a test"

    init(fault: NoticeFault? = nil, delay: Duration = .zero) {
        self.delay = delay
        state.withLock { $0.fault = fault }
    }

    var sent: [String] { state.withLock { $0.sent } }
    var tries: [String] { state.withLock { $0.tries } }
    func set(_ fault: NoticeFault?) { state.withLock { $0.fault = fault } }

    func send(_ notice: Notice) async throws(NoticeFault) -> NoticeReceipt {
        do { try await Task.sleep(for: delay) } catch { throw NoticeFault.unreachable("it was broken off") }
        let result = state.withLock { state -> Result<NoticeReceipt, NoticeFault> in
            state.tries.append(notice.id)
            if let fault = state.fault { return .failure(fault) }
            state.sent.append(notice.id)
            return .success(NoticeReceipt("taken", complaint: state.complaint))
        }
        return try result.get()
    }
}

@Suite(.timeLimit(.minutes(5)))
struct DispatcherTests {
    private static let quick: RetryPatience = {
        var patience = RetryPatience()
        (patience.first, patience.longest, patience.refusals) = (.milliseconds(5), .milliseconds(20), 3)
        return patience
    }()

    private func dispatcher(
        _ senders: [(String, TestSender)], routes: NoticeRoutes = NoticeRoutes(),
        queue: any NoticeQueue = MemoryNoticeQueue(),
        patience: RetryPatience = quick
    ) -> NoticeDispatcher {
        NoticeDispatcher(
            channels: senders.map { NoticeChannel($0.0, $0.1) }, routes: routes, queue: queue, patience: patience,
            now: { 1_000 })
    }

    /// Runs it until something holds.
    private func run(_ dispatcher: NoticeDispatcher, until condition: () async -> Bool) async throws {
        let task = Task { await dispatcher.run() }
        defer { task.cancel() }
        for _ in 0..<20_000 {
            if await condition() { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        Issue.record("it never came true")
    }

    private func post(_ ids: [String], to dispatcher: NoticeDispatcher) async {
        for id in ids { await dispatcher.post(.sample(id: id)) }
    }

    @Test func `order is kept, and a failing channel tries its first again and again`() async throws {
        let sender = TestSender(fault: .unreachable("nobody there"))
        let dispatcher = dispatcher([("a", sender)])
        await post(["1", "2", "3"], to: dispatcher)
        try await run(dispatcher) {
            if sender.tries.count == 4 {
                let health = await dispatcher.health(of: "a")
                #expect(health?.failingSince == 1_000 && health?.waiting == 3)
                #expect(health?.sentence == "The channel a does not deliver: nobody there; 3 notices wait.")
                sender.set(nil)
            }
            return sender.sent.count == 3
        }
        #expect(sender.sent == ["1", "2", "3"])
        #expect(Set(sender.tries.prefix(4)) == ["1"])
    }

    @Test func `a channel that works again is healthy again`() async throws {
        let sender = TestSender(fault: .busy("later"))
        let dispatcher = dispatcher([("a", sender)])
        await post(["1"], to: dispatcher)
        try await run(dispatcher) {
            if sender.tries.count > 1 { sender.set(nil) }
            let health = await dispatcher.health(of: "a")
            return sender.sent == ["1"] && health?.isFailing == false && health?.waiting == 0
        }
        #expect(await dispatcher.health().map(\.sentence) == ["The channel a works."])
        #expect(await dispatcher.health(of: "a")?.lastDelivery == 1_000)
    }

    @Test func `a slow or broken channel delays no other`() async throws {
        let (slow, broken, good) = (TestSender(delay: .seconds(3600)), TestSender(fault: .refused("no")), TestSender())
        let dispatcher = dispatcher([("slow", slow), ("broken", broken), ("good", good)])
        await post((1...50).map(String.init), to: dispatcher)
        try await run(dispatcher) { good.sent.count == 50 }
        #expect(slow.sent.isEmpty && broken.sent.isEmpty)
    }

    @Test func `a notice that nobody will have is given up, and the next goes on`() async throws {
        let sender = TestSender(fault: .rejected("bad notice"))
        let dispatcher = dispatcher([("a", sender)])
        await post(["1", "2"], to: dispatcher)
        try await run(dispatcher) {
            if sender.tries.contains("2") { sender.set(nil) }
            return sender.sent == ["2"]
        }
        #expect(sender.tries.prefix(4) == ["1", "1", "1", "2"])
        #expect(await dispatcher.health(of: "a")?.givenUp == 1)
    }

    @Test(arguments: [
        NoticeFault.refused("no"), .insecure("no"), .misconfigured("no"), .unreachable("no"), .busy("no"),
    ])
    func `nothing else is given up`(fault: NoticeFault) async throws {
        let sender = TestSender(fault: fault)
        let dispatcher = dispatcher([("a", sender)])
        await post(["1", "2"], to: dispatcher)
        try await run(dispatcher) { sender.tries.count > 8 }
        #expect(Set(sender.tries) == ["1"])
    }

    @Test func `what waits when it ends goes on in the next one`() async throws {
        let (queue, sender) = (MemoryNoticeQueue(), TestSender(fault: .busy("later")))
        let first = dispatcher([("a", sender)], queue: queue)
        await post(["1", "2"], to: first)
        try await run(first) { sender.tries.count > 1 }
        let next = TestSender()
        try await run(dispatcher([("a", next)], queue: queue)) { next.sent == ["1", "2"] }
        #expect(await queue.pending(of: "a", limit: 10).isEmpty)
    }

    @Test func `what the queue holds that is no notice is put away`() async throws {
        let (queue, sender) = (MemoryNoticeQueue(), TestSender())
        queue.append([1, 2, 3], to: "a")
        let dispatcher = dispatcher([("a", sender)], queue: queue)
        await post(["1"], to: dispatcher)
        try await run(dispatcher) { sender.sent == ["1"] }
        #expect(await dispatcher.health(of: "a")?.givenUp == 1)
    }

    @Test func `each alarm goes where it is routed to`() async throws {
        let senders = ["a", "b", "c"].map { ($0, TestSender()) }
        let routes = NoticeRoutes(byAlarm: ["x": ["a", "c"], "quiet": []], byDefault: ["b"])
        let dispatcher = dispatcher(senders, routes: routes)
        for alarm in ["x", "quiet", "other"] { await dispatcher.post(.sample(id: alarm, alarm: alarm)) }
        try await run(dispatcher) { senders.allSatisfy { $0.1.sent.count == 1 } }
        #expect(senders.map(\.1.sent) == [["x"], ["other"], ["x"]])
    }

    @Test func `a test goes out at once and tells what came of it`() async throws {
        let sender = TestSender()
        let dispatcher = dispatcher([("a", sender)])
        let test = Notice.test(of: "a", id: "t", utcMilliseconds: 0, host: "h", state: "Locked.")
        #expect(await dispatcher.test("a", test)?.sentence == "The test went out: taken.")
        sender.state.withLock { $0.complaint = "one was refused" }
        #expect(await dispatcher.test("a", test)?.sentence == "The test went out: taken, but one was refused.")
        #expect(await dispatcher.health(of: "a")?.isFailing == true)
        sender.set(.refused("535 wrong password"))
        let failed = await dispatcher.test("a", test)
        #expect(failed?.isDelivered == false && failed?.sentence == "The test did not go out: 535 wrong password.")
        #expect(await dispatcher.test("b", test) == nil)
    }

    @Test func `a test that succeeds ends the pause of what waits`() async throws {
        var patience = Self.quick
        (patience.first, patience.longest) = (.seconds(600), .seconds(600))
        let sender = TestSender(fault: .busy("later"))
        let dispatcher = dispatcher([("a", sender)], patience: patience)
        await post(["1"], to: dispatcher)
        try await run(dispatcher) {
            if sender.tries.count == 1, await dispatcher.health(of: "a")?.isFailing == true {
                sender.set(nil)
                _ = await dispatcher.test("a", .sample(id: "t"))
            }
            return sender.sent.contains("1")
        }
    }

    @Test func `pauses double from a second to ten minutes`() {
        let pauses = (1...12).map { RetryPatience().pause(after: $0).components.seconds }
        #expect(pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600])
        #expect(RetryPatience().pause(after: .max) == .seconds(600))
        #expect(RetryPatience().pause(after: 0) == .seconds(1))
    }

    @Test func `a full queue lets the oldest go`() async {
        let queue = MemoryNoticeQueue(limit: 2)
        for octet in 1...3 { queue.append([UInt8(octet)], to: "a") }
        #expect(await queue.pending(of: "a", limit: 10).map(\.payload) == [[2], [3]])
    }
}
