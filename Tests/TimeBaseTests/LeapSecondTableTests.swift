// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

func utc(_ text: String) throws -> UTCInstant {
    try #require(UTCInstant(iso8601: text))
}

/// A table with the published history and further changes of ±1 from the given days on.
func table(adding changes: [(date: String, change: Int8)]) throws -> LeapSecondTable {
    var table = LeapSecondTable.builtIn
    for (date, change) in changes {
        let day = try #require(CivilDate(iso8601: date)).daysSince1970
        let count = try #require(table.entries.last).taiMinusUTC + Int32(change)
        let leap = UTCRelation.Leap(at: LeapSecondTable.Entry(day: day, taiMinusUTC: count).start, change: change)
        table = try table.updated(with: LeapSecondNotice(at: table.entries.last?.start ?? leap.at, next: leap))
    }
    return table
}

struct LeapSecondTableTests {
    @Test func `counts are those of the bulletins`() throws {
        let table = LeapSecondTable.builtIn
        #expect(table.entries.count == 28)
        #expect(table.taiMinusUTC(at: try utc("1970-01-01")) == 10)
        #expect(table.taiMinusUTC(at: try utc("1999-01-01")) == 32)
        #expect(table.taiMinusUTC(at: try utc("2016-12-31T23:59:60Z")) == 36)
        #expect(table.taiMinusUTC(at: try utc("2017-01-01")) == 37)
        #expect(table.expiryUTC.iso8601(decimals: 0) == "2026-12-28T00:00:00Z")
    }

    @Test func `a leap second that did not exist is refused`() throws {
        let missing = try utc("2017-12-31T23:59:60Z")
        #expect(throws: UTCFault.leapSecondDidNotExist) { try LeapSecondTable.builtIn.tai(missing) }
        #expect(throws: UTCFault.leapSecondDidNotExist) { try UTCRelation(taiMinusUTC: 37).tai(missing) }
    }

    @Test func `a negative leap second leaves 23.59.59 out`() throws {
        let table = try table(adding: [("2029-07-01", -1)])
        let before = try table.tai(utc("2029-06-30T23:59:58.5Z"))
        #expect(table.utc(before + .seconds(1)).iso8601(decimals: 1) == "2029-07-01T00:00:00.5Z")
        #expect(table.taiMinusUTC(at: before + .seconds(1)) == 36)
        #expect(throws: UTCFault.secondWasLeftOut) { try table.tai(utc("2029-06-30T23:59:59Z")) }
        #expect(throws: UTCFault.leapSecondDidNotExist) { try table.tai(utc("2029-06-30T23:59:60Z")) }
        #expect(try table.tai(utc("2029-07-01")) - before == .milliseconds(500))
    }

    @Test(arguments: [Int8(1), -1])
    func `around a change every instant comes back from its clock face`(change: Int8) throws {
        let table = try table(adding: [("2030-01-01", change)])
        let boundary = try table.tai(utc("2030-01-01"))
        let fixed = table.relation(at: boundary - .seconds(100))
        for step in -40...40 {
            let instant = boundary + .milliseconds(100 * step)
            let face = table.utc(instant)
            #expect(try table.tai(face) == instant)
            #expect(fixed.utc(instant) == face)
            #expect(try fixed.tai(face) == instant)
            #expect(fixed.taiMinusUTC(at: face) == fixed.taiMinusUTC(at: instant))
        }
    }

    @Test func `the relation tells the change to come and the day it ends`() throws {
        let table = LeapSecondTable.builtIn
        let relation = table.relation(at: try table.tai(utc("2016-08-01")))
        #expect(relation.taiMinusUTC == 36 && relation.isCurrent)
        #expect(relation.next == UTCRelation.Leap(at: try table.tai(utc("2017-01-01")), change: 1))
        #expect(relation.changeEndingDay(of: try table.tai(utc("2016-12-30T23:59:59Z"))) == 0)
        #expect(relation.changeEndingDay(of: try table.tai(utc("2016-12-31"))) == 1)
        #expect(relation.changeEndingDay(of: try table.tai(utc("2016-12-31T23:59:60.9Z"))) == 1)
        #expect(relation.changeEndingDay(of: try table.tai(utc("2017-01-01"))) == 0)
    }

    @Test func `past its expiry the table says that it is not current`() {
        let table = LeapSecondTable.builtIn
        #expect(table.relation(at: table.expiry - .nanoseconds(1)).isCurrent)
        #expect(!table.relation(at: table.expiry).isCurrent)
        #expect(table.relation(at: table.expiry).next == nil)
    }
}
