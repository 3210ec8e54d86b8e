// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

@Suite struct `The book of alarms` {
    private let book = AlarmBook(rules: AlarmRules())

    private var silent: ApplianceSnapshot {
        var snapshot = ApplianceSnapshot.quiet
        snapshot.conditions = .receiverSilent
        return snapshot
    }

    @Test func `knows nothing before somebody has watched`() {
        #expect(book.active == nil)
        #expect(book.watch(.quiet, .quiet).isEmpty)
        #expect(book.active == [])
    }

    @Test func `tells whoever watches of everything once`() throws {
        #expect(book.watch(silent, .quiet).map(\.name) == ["raised"])
        try book.acknowledge("receiver-silent", by: "ana", asOf: silent)
        #expect(book.active?.map(\.acknowledged) == ["ana"])
        #expect(book.watch(silent, .quiet).map(\.kind) == [.acknowledged(by: "ana")])
        #expect(book.watch(silent, .quiet).isEmpty)
        #expect(throws: CommandRefusal.self) { try book.acknowledge("receiver-silent", by: "bob", asOf: silent) }
        #expect(throws: CommandRefusal.self) { try book.acknowledge("pulse-lost", by: "bob", asOf: silent) }
    }

    @Test func `stamps a change with what our clock shows`() throws {
        let change = try #require(book.watch(silent, .quiet).first)
        #expect(change.utc.iso8601() == "2016-12-31T23:59:50.000Z")
        #expect(change.alarm.since == "2016-12-31T23:59:50.000Z")
        #expect(change.at == silent.now)
    }

    @Test func `goes by rules that may change`() {
        _ = book.watch(silent, .quiet)
        book.rules.exceptions["receiver-silent"] = AlarmException(off: true, clearSeconds: 0)
        #expect(book.watch(silent, .quiet).map(\.name) == ["cleared"])
        #expect(book.rules.exceptions["receiver-silent"]?.off == true)
    }

    @Test func `is what reports show, once somebody watches`() {
        var snapshot = silent
        #expect(StatusReport(snapshot).alarms.map(\.since) == [nil])
        _ = book.watch(snapshot, .quiet)
        snapshot.alarms = book.active
        #expect(StatusReport(snapshot).alarms.map(\.since) == ["2016-12-31T23:59:50.000Z"])
    }
}
