// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Appliance

@Suite struct `The journal of settings` {
    private static let old = "allow: [10.0.0.0/8]\n"
    private static let new = "clock: {step: never}\n"

    @Test func `says who changed what, when, from where, and what it was`() throws {
        let yard = EditingYard(Self.old)
        try yard.propose(Self.new, at: 60)
        let lines = yard.store.takeEvents().flatMap(\.lines)
        #expect(lines.map(\.key) == ["clock.step", "allow"])
        #expect(lines.map(\.old) == ["start", "[10.0.0.0/8]"])
        #expect(lines.map(\.new) == ["never", "[]"])
        #expect(lines.allSatisfy { $0.who == "ada" && $0.from == "192.0.2.7" })
        #expect(lines.allSatisfy { $0.utcMilliseconds == 1_800_000_060_000 })
        #expect(lines[0].text.contains("next start") && !lines[1].text.contains("next start"))
        #expect(yard.store.takeEvents().isEmpty)
    }

    @Test func `tells the trial, and who confirmed it`() throws {
        let yard = EditingYard(Self.old)
        try yard.propose(Self.new, within: 30)
        try yard.store.confirm(by: .bob, at: .at(9))
        let events = yard.store.takeEvents()
        #expect(events.map(\.kind) == [.tried, .kept])
        #expect(events.map(\.by) == [.ada, .bob])
        #expect(events.map(\.changes.count) == [2, 0])
        #expect(events[1].lines.map(\.key) == [""])
    }

    @Test func `tells the way back`() throws {
        let yard = EditingYard(Self.old)
        try yard.propose(Self.new, within: 30)
        yard.store.tick(at: .at(30))
        let events = yard.store.takeEvents()
        #expect(events.map(\.kind) == [.tried, .undone])
        #expect(events[1].changes == events[0].changes.map(\.reversed))
        #expect(events[1].by == .program)
    }

    @Test func `tells of a comment that changed, without a key`() throws {
        let yard = EditingYard(Self.old)
        try yard.propose("# hello\n" + Self.old)
        #expect(yard.store.takeEvents().flatMap(\.lines).map(\.key) == [""])
    }

    @Test func `is bounded where nobody takes it`() throws {
        let yard = EditingYard(Self.old, versions: 2)
        for number in 0..<300 { try yard.propose("# \(number)\n") }
        let events = yard.store.takeEvents()
        #expect(events.count == 256 && events.last?.version == 301)
    }

    @Test func `says nothing at a first start`() { #expect(EditingYard(Self.old).store.takeEvents().isEmpty) }
}
