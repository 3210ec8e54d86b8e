// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import Appliance

/// A desk that is told, second by second, what holds.
struct DeskWalk {
    var desk = AlarmDesk()
    var now = second(0)
    var changes: [AlarmChange] = []

    /// What was told, as "12 raised few-satellites".
    var told: [String] { changes.map { "\($0.at.sinceEpoch.wholeSeconds) \($0.name) \($0.alarm.name)" } }

    mutating func look(_ readings: [AlarmReading]) {
        changes += desk.observe(readings, at: now, utc: noon)
        now += .seconds(1)
    }

    mutating func look(_ readings: [AlarmReading], times: Int) { for _ in 0..<times { look(readings) } }
}

func reading(_ id: String, _ severity: Alarm.Severity = .warning, _ text: String = "It is so.") -> AlarmReading {
    AlarmReading(id, severity, AlarmSentence(text))
}

@Suite struct `The alarms' desk` {
    private let few = AlarmReading(
        "few-satellites", .warning, AlarmSentence("Only 3 satellites used", lasting: "; 4 are wanted."))

    @Test func `raises what has held for long enough, and clears what has not held for long enough`() {
        var walk = DeskWalk()
        walk.look([few], times: 100)
        walk.look([], times: 100)
        #expect(walk.told == ["60 raised few-satellites", "130 cleared few-satellites"])
        #expect(walk.changes.map(\.kind) == [.raised, .cleared(after: .seconds(70))])
        #expect(
            walk.changes.map(\.sentence) == [
                "Only 3 satellites used for 60 s; 4 are wanted.",
                "Over after 70 s. It said: Only 3 satellites used for 100 s; 4 are wanted.",
            ])
        #expect(walk.desk.active.isEmpty)
    }

    @Test func `raises at once that the time is not to be relied on`() {
        var walk = DeskWalk()
        walk.look([reading("unsynchronised", .critical)])
        #expect(walk.told == ["0 raised unsynchronised"])
        #expect(walk.desk.active.map(\.since) == [noon.iso8601()])
        #expect(walk.desk.active.first?.hint == AlarmDefinition.named("unsynchronised")?.hint)
    }

    @Test func `never raises what holds for less than it must`() {
        var walk = DeskWalk()
        for _ in 0..<50 {
            walk.look([few], times: 60)
            walk.look([])
        }
        #expect(walk.told.isEmpty)
    }

    @Test func `takes what flaps for one alarm`() {
        var walk = DeskWalk()
        for _ in 0..<500 {
            walk.look([reading("holdover")], times: 3)
            walk.look([], times: 9)
        }
        #expect(walk.told == ["0 raised holdover"])
    }

    @Test func `goes by the operator's patience`() {
        var walk = DeskWalk()
        walk.desk.rules.limits.satellitesSeconds = 5
        walk.desk.rules.exceptions["few-satellites"] = AlarmException(clearSeconds: 2)
        walk.look([few], times: 10)
        walk.look([], times: 10)
        #expect(walk.told == ["5 raised few-satellites", "12 cleared few-satellites"])
    }

    @Test func `tells at once what grows graver, and later what grows milder`() {
        var walk = DeskWalk()
        walk.look([reading("holdover")])
        walk.look([reading("holdover", .critical)], times: 5)
        walk.look([reading("holdover", .notice)], times: 5)
        walk.look([reading("holdover", .critical)], times: 5)
        #expect(walk.told == ["0 raised holdover", "1 severity holdover"])
        walk.look([reading("holdover", .notice)], times: 20)
        #expect(walk.told.last == "26 severity holdover")
        #expect(walk.changes.last?.kind == .severity(from: .critical))
        #expect(walk.changes.last?.sentence == "No longer critical, but notice: It is so.")
    }

    @Test func `says the news of an alarm that goes on`() {
        var walk = DeskWalk()
        walk.look([reading("holdover", .warning, "for 1 s")])
        walk.look([reading("holdover", .warning, "for 2 s")])
        #expect(walk.desk.active.map(\.text) == ["for 2 s"])
        #expect(walk.changes.count == 1)
    }

    @Test func `lists the gravest first, and tells in the table's order`() {
        var walk = DeskWalk()
        walk.look([reading("restarted", .notice), reading("link-down"), reading("holdover")], times: 6)
        walk.look([reading("restarted", .notice), reading("pulse-lost", .critical), reading("holdover")])
        #expect(walk.desk.active.map(\.name) == ["pulse-lost", "holdover", "link-down", "restarted"])
        #expect(walk.told.prefix(2) == ["0 raised holdover", "0 raised restarted"])
    }

    @Test func `clears what is switched off`() {
        var walk = DeskWalk()
        walk.look([reading("holdover")])
        walk.look([], times: 11)
        #expect(walk.told == ["0 raised holdover", "11 cleared holdover"])
    }

    @Test func `does not count one id twice`() {
        var walk = DeskWalk()
        walk.look([reading("holdover"), reading("holdover", .critical)])
        #expect(walk.told == ["0 raised holdover"])
        #expect(walk.changes.first?.alarm.severity == .warning)
    }
}

@Suite struct `An alarm that somebody acknowledges` {
    private func raised() -> DeskWalk {
        var walk = DeskWalk()
        walk.look([reading("holdover")])
        return walk
    }

    @Test func `stays listed until it clears`() throws {
        var walk = raised()
        let change = try walk.desk.acknowledge("holdover", by: "ana", at: walk.now, utc: noon)
        #expect(change.kind == .acknowledged(by: "ana"))
        #expect(change.sentence == "Acknowledged by ana: It is so.")
        walk.look([reading("holdover")], times: 5)
        #expect(walk.desk.active.map(\.acknowledged) == ["ana"])
        walk.look([], times: 11)
        #expect(walk.desk.active.isEmpty)
        #expect(walk.changes.last?.alarm.acknowledged == "ana")
    }

    @Test func `is not acknowledged when it is raised again`() throws {
        var walk = raised()
        _ = try walk.desk.acknowledge("holdover", by: "ana", at: walk.now, utc: noon)
        walk.look([], times: 11)
        walk.look([reading("holdover")])
        #expect(walk.desk.active.map(\.acknowledged) == [nil])
    }

    @Test func `wants to be seen anew once it is graver, and not once it is milder`() throws {
        var walk = raised()
        _ = try walk.desk.acknowledge("holdover", by: "ana", at: walk.now, utc: noon)
        walk.look([reading("holdover", .notice)], times: 20)
        #expect(walk.desk.active.map(\.acknowledged) == ["ana"])
        walk.look([reading("holdover", .critical)])
        #expect(walk.desk.active.map(\.acknowledged) == [nil])
    }

    @Test(arguments: [
        ("holdover", "holdover is acknowledged already, by ana"), ("pulse-lost", "pulse-lost is not raised"),
        ("hold-over", "there is no alarm 'hold-over'; did you mean 'holdover'?"),
        ("few-satellites", "few-satellites is not raised"), ("x\u{7}", "there is no alarm 'x\u{FFFD}'"),
    ])
    func `must be there, and not be acknowledged yet`(_ id: String, _ reason: String) throws {
        var walk = raised()
        walk.look([reading("holdover"), reading("few-satellites")])
        _ = try walk.desk.acknowledge("holdover", by: "ana", at: walk.now, utc: noon)
        #expect {
            try walk.desk.acknowledge(id, by: "bob", at: walk.now, utc: noon)
        } throws: {
            ($0 as? CommandRefusal)?.reason == reason
        }
    }
}
