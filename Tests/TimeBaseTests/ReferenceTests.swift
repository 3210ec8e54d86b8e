// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import TimeBase

/// Every conversion against the table that Python computed: 1980 to 2120, and every leap second ± 2 s.
struct ReferenceTests {
    let table = LeapSecondTable.builtIn
    let rows: [ReferenceRow]

    init() throws {
        rows = try Reference.rows()
    }

    @Test func `the table is all there`() {
        #expect(rows.count == 27 * 12 + 25 * 2 + 1800)
        #expect(rows.count { $0.text.contains(":60.") } == 27 * 2)
    }

    @Test func `text is parsed and printed as Python prints it`() throws {
        for row in rows {
            let utc = try #require(UTCInstant(iso8601: row.text), "\(row.text)")
            #expect(utc.iso8601(decimals: 18) == row.text)
            #expect(utc.fraction == row.fraction)
        }
    }

    @Test func `UTC and TAI convert both ways, leap seconds included`() throws {
        for row in rows {
            let utc = try #require(UTCInstant(iso8601: row.text))
            #expect(table.utc(row.tai) == utc)
            #expect(try table.tai(utc) == row.tai)
            let relation = table.relation(at: row.tai)
            #expect(relation.utc(row.tai) == utc)
            #expect(try relation.tai(utc) == row.tai)
            #expect(table.taiMinusUTC(at: utc) == table.taiMinusUTC(at: row.tai))
        }
    }

    @Test func `POSIX stamps repeat 23.59.59 in a leap second and are unique elsewhere`() throws {
        for row in rows {
            let utc = try #require(UTCInstant(iso8601: row.text))
            let unix = UnixTimestamp(utc)
            #expect(unix.seconds == row.unixSeconds)
            #expect(unix.sinceEpoch == .seconds(row.unixSeconds) + row.fraction)
            if !utc.isLeapSecond { #expect(unix.utc == utc) }
        }
    }

    @Test func `NTP stamps agree, and resolve from up to 68 years away`() throws {
        for row in rows {
            let utc = try #require(UTCInstant(iso8601: row.text))
            let stamp = NTPTimestamp(utc)
            #expect(stamp.raw == row.ntp)
            for days in [-24_850, -9_000, 0, 9_000, 24_850] {
                let pivot = UTCInstant(day: utc.day + days, secondOfDay: 40_000)
                let resolved = stamp.resolved(near: pivot)
                #expect(NTPTimestamp(resolved) == stamp)
                #expect(resolved.day == utc.day)
            }
        }
    }

    @Test func `GPS, Galileo and BeiDou weeks agree`() throws {
        for row in rows {
            if let gps = row.gps { check(GPSInstant(row.tai), gps, row) }
            if let galileo = row.galileo { check(GalileoInstant(row.tai), galileo, row) }
            if let beidou = row.beidou { check(BeiDouInstant(row.tai), beidou, row) }
        }
    }

    private func check<Scale: WeekCountedScale>(
        _ instant: Instant<Scale>, _ expected: (week: Int, second: Int), _ row: ReferenceRow
    ) {
        let timeOfWeek = Duration.seconds(expected.second) + row.fraction
        #expect(instant.week == expected.week)
        #expect(instant.timeOfWeek == timeOfWeek)
        #expect(Instant(week: expected.week, timeOfWeek: timeOfWeek) == instant)
        #expect(TAIInstant(instant) == row.tai)
        let lifted = Instant<Scale>.resolved(
            truncatedWeek: expected.week, bits: 10, timeOfWeek: timeOfWeek, pivot: instant - .seconds(86_400 * 7000))
        #expect(lifted == instant)
    }

    @Test func `PTP stamps hold the TAI instant to the nanosecond`() throws {
        for row in rows {
            let stamp = try #require(PTPTimestamp(row.tai))
            #expect(stamp.tai + PTPTimestamp.remainder(of: row.tai) == row.tai)
            #expect(PTPTimestamp(stamp.tai) == stamp)
        }
    }

    @Test func `UTC orders as TAI does`() {
        let sorted = rows.map(\.tai).sorted()
        for (earlier, later) in zip(sorted, sorted.dropFirst()) where earlier < later {
            #expect(table.utc(earlier) < table.utc(later))
        }
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")))
    func `the script gives the same bytes again`() throws {
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        python.arguments = [Reference.url("civil.py").path]
        let output = Pipe()
        python.standardOutput = output
        try python.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        python.waitUntilExit()
        #expect(String(decoding: bytes, as: UTF8.self) == (try Reference.text("civil.csv")))
    }
}
