// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Board
import NIOCore
import NIOPosix
import StillAppliance
import Synchronization
import Testing
import TimeBase

@testable import Management

@Suite struct `Events` {
    @Test func `tell status and alarms at once, and the status each second`() async throws {
        let view = ChangingView(.locked)
        try await withEvents(of: view) { port, _ in
            let heard = try await Self.hear(port: port) { $0.count(of: "event: status") >= 2 }
            #expect(
                heard.contains("content-type: text/event-stream") || heard.contains("Content-Type: text/event-stream"))
            #expect(heard.contains("retry: 2000\n\n"))
            #expect(heard.contains("event: alarms\ndata: {\"alarms\":["))
            #expect(heard.contains("event: status\ndata: {"))
        }
    }

    @Test func `tell a change of the state at the next look, ten times a second, whatever was told before`()
        async throws
    {
        let view = ChangingView(.locked, isRunning: false)
        let hub = EventHub(view: view)
        let listener = try #require(hub.join(isTrusted: true))
        hub.look()
        hub.look()
        view.show(.starting)
        hub.look()
        hub.leave(listener)
        var states: [String] = []
        for await frame in listener.frames {
            let text = String(buffer: frame)
            if text.hasPrefix("event: status") {
                states.append(text.contains(#""state":"starting""#) ? "starting" : "locked")
            }
        }
        #expect(states == ["locked", "locked", "starting"], "at joining, at the first look, and at the change")
    }

    @Test func `tell a change by themselves`() async throws {
        let view = ChangingView(.locked)
        try await withEvents(of: view) { port, _ in
            _ = try await Self.hear(port: port) { heard in
                if heard.contains("event: alarms") { view.show(.starting) }
                return heard.contains(#""state":"starting""#)
            }
        }
    }

    @Test func `are for so many and no more`() async throws {
        let hub = EventHub(view: StillAppliance(.locked))
        let strangers = (0..<EventHub.mostListeners).compactMap { _ in hub.join(isTrusted: false) }
        #expect(strangers.count == 40 && !hub.hasSeat(isTrusted: false) && hub.hasSeat(isTrusted: true))
        let listeners = (0..<EventHub.mostListeners).compactMap { _ in hub.join(isTrusted: true) }
        #expect(listeners.count == 24 && !hub.hasSeat(isTrusted: true))
        #expect(hub.join(isTrusted: true) == nil)
        hub.leave(listeners[0])
        #expect(hub.join(isTrusted: true) != nil)
    }

    @Test func `that nobody takes cost no more than a few`() async throws {
        let hub = EventHub(view: StillAppliance(.locked))
        let listener = try #require(hub.join(isTrusted: true))
        for number in 0..<1000 { hub.tell("log", ["n": number]) }
        hub.leave(listener)
        var heard: [String] = []
        for await frame in listener.frames { heard.append(String(buffer: frame)) }
        #expect(heard.count == EventHub.depth)
        #expect(heard.last == "event: log\ndata: {\"n\":999}\n\n")
    }

    @Test func `of the journal are for those who may read it`() async throws {
        let hub = EventHub(view: StillAppliance(.locked))
        let (stranger, friend) = (try #require(hub.join(isTrusted: false)), try #require(hub.join(isTrusted: true)))
        hub.tell("log", ["text": "secret"], toTrustedOnly: true)
        hub.leave(stranger)
        hub.leave(friend)
        var told: [Bool] = []
        for listener in [stranger, friend] {
            var all = ""
            for await frame in listener.frames { all += String(buffer: frame) }
            told.append(all.contains("secret"))
        }
        #expect(told == [false, true])
    }

    @Test func `end with the session`() async throws {
        try await withAdmin { admin, site in
            async let heard = TestClient.say(
                "GET /api/v1/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\(admin.headers[0])\r\n\r\n",
                port: admin.port)
            while site.events.count == 0 { try await Task.sleep(for: .milliseconds(10)) }
            site.gate.book?.endSessions(of: "ada")
            site.events.tell("log", ["text": "farewell"])
            let all = try await heard
            #expect(all.contains("event: status") && !all.contains("farewell"))
            #expect(site.events.count == 0)
        }
    }

    @Test func `let go of who has gone`() async throws {
        let view = ChangingView(.locked)
        try await withEvents(of: view) { port, site in
            _ = try await Self.hear(port: port) { $0.contains("event: status") }
            let deadline = ContinuousClock.now + .seconds(60)
            while site.events.count > 0, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(50)) }
            #expect(site.events.count == 0)
        }
    }

    private static func hear(port: Int, until isEnough: @Sendable @escaping (String) -> Bool) async throws -> String {
        try await TestClient.say("GET /api/v1/events HTTP/1.1\r\nHost: x\r\n\r\n", port: port, until: isEnough)
    }
}

private func withEvents(
    of view: ChangingView, _ body: @Sendable @escaping (Int, Site) async throws -> Void
) async throws {
    var settings = Settings.Management(listen: [])
    settings.open = [.status]
    let gate = Gate(book: nil, settings: settings, view: view)
    let site = Site(view: view, settings: settings, gate: gate, log: quiet)
    try await withThrowingTaskGroup { group in
        group.addTask { await site.events.run() }
        try await withListener(HTTPListener(address: .loopback(port: 0), site: site)) { try await body($0, site) }
        group.cancelAll()
    }
}

/// A view whose snapshot can be changed, and whose clock runs unless it is to stand.
final class ChangingView: ApplianceView {
    private let shown: Mutex<ApplianceSnapshot>
    private let began: ContinuousClock.Instant?

    init(_ snapshot: ApplianceSnapshot, isRunning: Bool = true) {
        shown = Mutex(snapshot)
        began = isRunning ? .now : nil
    }

    var snapshot: ApplianceSnapshot {
        var snapshot = shown.withLock { $0 }
        if let began { snapshot.now = snapshot.now + (ContinuousClock.now - began) }
        return snapshot
    }

    var scenes: [String] { [] }
    func show(_ snapshot: ApplianceSnapshot) { shown.withLock { $0 = snapshot } }
    func ask(_ command: OperatorCommand) throws(CommandRefusal) {}
    func play(scene: String) throws(CommandRefusal) {}
}

extension String {
    func count(of piece: String) -> Int { ranges(of: piece).count }
}
