// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

struct RolloverTests {
    private func date(_ text: String) throws -> CivilDate { try #require(CivilDate(iso8601: text)) }

    @Test(arguments: [
        ("1998-04-17", "2017-12-01"), ("1999-08-21", "2019-04-06"), ("2017-12-01", "2017-12-01"),
        ("2017-07-16", "2037-03-01"), ("2017-07-17", "2017-07-17"), ("2040-01-01", "2040-01-01"),
        ("1980-01-06", "2019-04-07"),
    ])
    func `a date is lifted by whole cycles to the pivot's day or later`(stated: String, meant: String) throws {
        let pivot = RolloverPivot(earliest: try date("2017-07-17"))
        #expect(pivot.resolve(try date(stated)) == (try date(meant)))
        let face = UTCInstant(day: try date(stated).daysSince1970, secondOfDay: 86_399, fraction: .milliseconds(250))
        let lifted = pivot.resolve(face)
        #expect(lifted.date == (try date(meant)) && lifted.secondOfDay == 86_399)
        #expect(lifted.fraction == face.fraction)
    }

    @Test func `the pivot only moves up, to the day before the known time`() throws {
        var pivot = RolloverPivot(earliest: try date("2017-07-17"))
        pivot.raise(to: try utc("2026-03-02T10:00:00Z"))
        #expect(pivot.earliest == (try date("2026-03-01")))
        pivot.raise(to: try utc("2020-01-01"))
        #expect(pivot.earliest == (try date("2026-03-01")))
        #expect(pivot.resolve(try date("2026-03-01")) == (try date("2026-03-01")))
    }

    @Test func `the first week not before the pivot is found, at the very edge too`() throws {
        let pivot = GPSInstant(week: 2048, timeOfWeek: .seconds(10))
        let at = GPSInstant.resolved(truncatedWeek: 0, timeOfWeek: .seconds(10), pivot: pivot)
        #expect(at == pivot)
        let before = GPSInstant.resolved(truncatedWeek: 0, timeOfWeek: .seconds(9), pivot: pivot)
        #expect(before.week == 3072)
        let full = GPSInstant.resolved(truncatedWeek: 2048 + 1023, timeOfWeek: .zero, pivot: pivot)
        #expect(full.week == 3071)
    }

    @Test func `systems with more bits repeat later`() throws {
        let pivot = RolloverPivot(earliest: try date("2026-01-01"))
        let galileo: GalileoInstant = pivot.resolve(truncatedWeek: 1400, timeOfWeek: .zero)
        #expect(galileo.week == 1400)
        let beidou: BeiDouInstant = pivot.resolve(truncatedWeek: 100, timeOfWeek: .zero)
        #expect(beidou.week == 8192 + 100)
        let gps: GPSInstant = pivot.resolve(truncatedWeek: 400, timeOfWeek: .zero)
        #expect(gps.week == 2448)
    }

    @Test func `a full week that rolled over unnoticed is lifted`() throws {
        let pivot = RolloverPivot(earliest: try date("2017-07-17"))
        let stated = GPSInstant(week: 1000, timeOfWeek: .seconds(5))
        #expect(pivot.resolve(stated) == GPSInstant(week: 2024, timeOfWeek: .seconds(5)))
        #expect(pivot.resolve(GPSInstant(week: 2024, timeOfWeek: .zero)).week == 2024)
    }

    @Test func `any week and any time of week is taken without a trap`() {
        let pivot = GPSInstant(week: 2400, timeOfWeek: .zero)
        for week in [Int.min, -1, 0, Int.max] {
            for second in [Int64(Int32.min), -1, 604_800, Int64(UInt32.max)] {
                let lifted = GPSInstant.resolved(truncatedWeek: week, timeOfWeek: .seconds(second), pivot: pivot)
                #expect(lifted >= pivot && lifted < pivot + .seconds(1024 * 604_800))
            }
        }
    }
}
