// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

struct LeapSecondNoticeTests {
    let table = LeapSecondTable.builtIn

    private func leap(_ date: String, to count: Int32, by change: Int8 = 1) throws -> UTCRelation.Leap {
        let day = try #require(CivilDate(iso8601: date)).daysSince1970
        return UTCRelation.Leap(at: LeapSecondTable.Entry(day: day, taiMinusUTC: count).start, change: change)
    }

    @Test func `a receiver that agrees vouches for the table beyond its expiry`() throws {
        let now = try table.tai(utc("2031-03-01"))
        let notice = LeapSecondNotice(at: now, taiMinusUTC: 37, validUntil: now + .seconds(86_400))
        let updated = try table.updated(with: notice)
        #expect(updated.entries == table.entries)
        #expect(updated.relation(at: now).isCurrent)
        #expect(!updated.relation(at: now + .seconds(86_400)).isCurrent)
        #expect(updated.listExpiry == table.listExpiry)
    }

    @Test func `an announced change is taken over`() throws {
        let notice = LeapSecondNotice(
            at: try table.tai(utc("2027-04-01")), taiMinusUTC: 37, next: try leap("2027-07-01", to: 38))
        let updated = try table.updated(with: notice)
        #expect(updated.relation(at: notice.at).next == notice.next)
        #expect(updated.taiMinusUTC(at: try utc("2027-07-01")) == 38)
        #expect(try updated.updated(with: notice) == updated)
    }

    @Test func `a past change told again changes nothing`() throws {
        let notice = LeapSecondNotice(
            at: try table.tai(utc("2020-01-01")), taiMinusUTC: 37, next: try leap("2017-01-01", to: 37))
        #expect(try table.updated(with: notice) == table)
    }

    @Test func `counts missed since the expiry are placed as late as they can be`() throws {
        let now = try table.tai(utc("2031-03-01T00:00:10Z"))
        let updated = try table.updated(with: LeapSecondNotice(at: now, taiMinusUTC: 39))
        #expect(updated.taiMinusUTC(at: now) == 39)
        #expect(updated.taiMinusUTC(at: try utc("2030-12-31")) == 38)
        #expect(updated.taiMinusUTC(at: try utc("2030-06-30")) == 37)
        let down = try table.updated(with: LeapSecondNotice(at: now, taiMinusUTC: 36))
        #expect(down.taiMinusUTC(at: now) == 36)
    }

    @Test(arguments: [Int32(0), 35, 36, 38, 39, .max, .min])
    func `a count that contradicts history is refused`(count: Int32) throws {
        let notice = LeapSecondNotice(at: try table.tai(utc("2025-05-01")), taiMinusUTC: count)
        #expect(throws: LeapSecondContradiction.count(stated: count, known: 37)) {
            try table.updated(with: notice)
        }
    }

    @Test func `more changes than there were days for them are refused`() throws {
        let now = try table.tai(utc("2027-08-01"))
        #expect(try table.updated(with: LeapSecondNotice(at: now, taiMinusUTC: 39)).taiMinusUTC(at: now) == 39)
        #expect(throws: LeapSecondContradiction.count(stated: 40, known: 37)) {
            try table.updated(with: LeapSecondNotice(at: now, taiMinusUTC: 40))
        }
    }

    @Test func `a change where the table is complete is refused`() throws {
        let at = try table.tai(utc("2025-05-01"))
        let wrong = try leap("2026-01-01", to: 38)
        #expect(throws: LeapSecondContradiction.change(wrong)) {
            try table.updated(with: LeapSecondNotice(at: at, next: wrong))
        }
        let opposite = UTCRelation.Leap(at: try leap("2017-01-01", to: 37).at, change: -1)
        #expect(throws: LeapSecondContradiction.change(opposite)) {
            try table.updated(with: LeapSecondNotice(at: at, next: opposite))
        }
    }

    @Test func `a change that cannot be is refused`() throws {
        let at = try table.tai(utc("2027-05-01"))
        for leap in [
            try leap("2027-07-02", to: 38), try leap("2027-07-01", to: 39), try leap("2027-07-01", to: 39, by: 2),
            try leap("2027-07-01", to: 37, by: 0),
        ] {
            #expect(throws: LeapSecondContradiction.impossible(leap)) {
                try table.updated(with: LeapSecondNotice(at: at, next: leap))
            }
        }
    }
}
