// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

struct StampTests {
    @Test func `NTP stamps are the RFC's examples`() throws {
        // RFC 5905, figure 4.
        let examples: [(String, UInt32)] = [
            ("1970-01-01", 2_208_988_800), ("1972-01-01", 2_272_060_800), ("1999-12-31", 3_155_587_200),
            ("2036-02-07T06:28:16Z", 0), ("2036-02-08", 63_104),
        ]
        for (text, seconds) in examples {
            #expect(NTPTimestamp(try utc(text)).seconds == seconds, "\(text)")
        }
    }

    @Test func `NTP stamps cross the era in both directions`() throws {
        let before = NTPTimestamp(try utc("2036-02-07T06:28:15.75Z"))
        let after = NTPTimestamp(try utc("2036-02-07T06:28:16.25Z"))
        #expect(before.raw == 0xFFFF_FFFF_C000_0000 && after.raw == 0x4000_0000)
        #expect(after - before == .milliseconds(500))
        #expect(before - after == .milliseconds(-500))
        #expect(after.resolved(near: try utc("2020-01-01")) == (try utc("2036-02-07T06:28:16.25Z")))
        #expect(before.resolved(near: try utc("2099-01-01")) == (try utc("2036-02-07T06:28:15.75Z")))
    }

    @Test(arguments: [UInt32(0), 1, 2, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, .max, 0x1234_5678])
    func `every NTP fraction survives the way there and back`(fraction: UInt32) throws {
        let stamp = NTPTimestamp(raw: 0xE000_0000_0000_0000 | UInt64(fraction))
        #expect(NTPTimestamp(stamp.resolved(near: try utc("2020-01-01"))) == stamp)
    }

    @Test func `a stamp never shows a moment not yet reached`() throws {
        let almost = UTCInstant(
            day: 20_000, secondOfDay: 5, fraction: .seconds(1) - Duration(secondsComponent: 0, attosecondsComponent: 1))
        #expect(NTPTimestamp(almost).fraction == .max)
        #expect(UnixTimestamp(almost).nanoseconds == 999_999_999)
        #expect(almost.iso8601() == "2024-10-04T00:00:05.999Z")
    }

    @Test func `POSIX stamps reach before 1970 and carry nanoseconds over`() throws {
        let stamp = UnixTimestamp(seconds: -2, nanoseconds: 1_500_000_000)
        #expect(stamp.seconds == -1 && stamp.nanoseconds == 500_000_000)
        #expect(stamp.utc == (try utc("1969-12-31T23:59:59.5Z")))
        #expect(UnixTimestamp(try utc("2038-01-19T03:14:08Z")).seconds == 1 << 31)
        #expect(UnixTimestamp(try utc("2016-12-31T23:59:60.5Z")) == UnixTimestamp(try utc("2016-12-31T23:59:59.5Z")))
    }

    @Test func `a short interval rounds up for a dispersion and to nearest for a delay`() {
        #expect(NTPShort(roundingUp: .nanoseconds(1)).raw == 1)
        #expect(NTPShort(nearest: .nanoseconds(1)).raw == 0)
        #expect(NTPShort(roundingUp: .seconds(1)).raw == 0x1_0000)
        #expect(NTPShort(roundingUp: .milliseconds(500)).raw == 0x8000)
        #expect(NTPShort(nearest: .microseconds(8)).raw == 1)
        #expect(NTPShort(nearest: .microseconds(7)).raw == 0)
    }

    @Test(arguments: [Duration.seconds(65_536), .seconds(4_000_000_000), .seconds(Int64.max)])
    func `a short interval saturates`(long: Duration) {
        #expect(NTPShort(roundingUp: long) == .max)
        #expect(NTPShort(nearest: long) == .max)
        #expect(NTPShort(roundingUp: .zero - long).raw == 0)
        #expect(NTPShort(nearest: .zero - long).raw == 0)
    }

    @Test func `a short interval comes back unchanged`() {
        for raw in [UInt32(0), 1, 0xFFFF, 0x1_0000, 0x1234_5678, .max] {
            #expect(NTPShort(roundingUp: NTPShort(raw: raw).duration).raw == raw)
            #expect(NTPShort(nearest: NTPShort(raw: raw).duration).raw == raw)
        }
    }

    @Test func `PTP refuses what its fields cannot hold`() {
        #expect(PTPTimestamp(seconds: 1 << 48, nanoseconds: 0) == nil)
        #expect(PTPTimestamp(seconds: 0, nanoseconds: 1_000_000_000) == nil)
        #expect(PTPTimestamp(TAIInstant(sinceEpoch: .nanoseconds(-1))) == nil)
        #expect(PTPTimestamp(TAIInstant(sinceEpoch: .seconds(Int64(1) << 48))) == nil)
        #expect(PTPTimestamp(seconds: (1 << 48) - 1, nanoseconds: 999_999_999) != nil)
    }

    @Test func `PTP stamps order by time`() throws {
        let early = try #require(PTPTimestamp(seconds: 1, nanoseconds: 999_999_999))
        let late = try #require(PTPTimestamp(seconds: 2, nanoseconds: 0))
        #expect(early < late && late.tai - early.tai == .nanoseconds(1))
    }
}
