// SPDX-License-Identifier: Apache-2.0

import Notices
import Synchronization
import Testing

struct RelayTests {
    final class Relay: Sendable {
        let shown = Mutex([Bool]())
        var sender: RelaySender {
            RelaySender(blink: .milliseconds(1)) { isAlarmed in self.shown.withLock { $0.append(isAlarmed) } }
        }
    }

    @Test func `it shows an alarm while any is raised`() async throws {
        let relay = Relay()
        let sender = relay.sender
        for (event, alarm) in [
            (Notice.Event.raised, "a"), (.raised, "b"), (.acknowledged, "a"), (.cleared, "a"), (.severity, "b"),
            (.cleared, "b"),
        ] { try await sender.send(.sample(event: event, alarm: alarm)) }
        #expect(relay.shown.withLock { $0 } == [true, true, true, true, true, false])
    }

    @Test func `a test turns it over and back`() async throws {
        let relay = Relay()
        let sender = relay.sender
        try await sender.send(.sample(event: .test))
        try await sender.send(.sample(event: .raised))
        try await sender.send(.sample(event: .test))
        #expect(relay.shown.withLock { $0 } == [true, false, true, false, true])
    }

    @Test func `why it cannot be set is told`() async {
        struct Broken: Error, CustomStringConvertible { let description = "line 7 is taken" }
        let sender = RelaySender { _ in throw Broken() }
        #expect(await fault(sender) == .unreachable("the relay cannot be set: line 7 is taken"))
    }
}
