// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

struct TextTests {
    static let spokenDurations: [(Duration, String)] = [
        (Duration.zero, "0 s"), (.picoseconds(1), "1 ps"), (.picoseconds(999), "999 ps"),
        (.nanoseconds(1), "1 ns"), (.nanoseconds(-123), "−123 ns"), (.nanoseconds(12_340), "12.3 µs"),
        (.nanoseconds(999_600), "1 ms"), (.microseconds(4_560), "4.56 ms"), (.milliseconds(999), "999 ms"),
        (.milliseconds(3_210), "3.2 s"), (.seconds(45), "45 s"), (.seconds(119), "119 s"), (.seconds(120), "2 min"),
        (.seconds(7_100), "118 min"), (.seconds(3 * 3600), "3 h"), (.seconds(86_400 * 12), "12 days"),
        (.seconds(7168 * 86_400), "19.6 years"), (.seconds(4_000_000_000), "127 years"),
        (Duration(secondsComponent: 0, attosecondsComponent: 1), "0 s"),
        (.seconds(Int64.max) + .seconds(Int64.max), "ages"),
    ]

    @Test(arguments: [
        ("2017-12-01T17:22:37.000Z", 3), ("2016-12-31T23:59:60.999Z", 3), ("1969-12-31T23:59:59Z", 0),
        ("0000-03-01T00:00:00.123456789Z", 9), ("9999-12-31T23:59:59.9Z", 1),
        ("2024-02-29T12:00:00.00000000000000000100Z", 20),
    ])
    func `text comes back as it was`(text: String, decimals: Int) throws {
        #expect(try utc(text).iso8601(decimals: decimals) == text)
    }

    @Test(arguments: [
        ("2017-12-01", "2017-12-01T00:00:00.000Z"),
        ("2017-12-01 17:22:37z", "2017-12-01T17:22:37.000Z"),
        ("2017-12-01t17:22:37,5Z", "2017-12-01T17:22:37.500Z"),
        ("2017-12-01T00:30:00+01:00", "2017-11-30T23:30:00.000Z"),
        ("2017-12-31T18:30:00-05:30", "2018-01-01T00:00:00.000Z"),
        ("2017-01-01T00:59:60+01:00", "2016-12-31T23:59:60.000Z"),
        ("2017-12-01T17:22:37-00:00", "2017-12-01T17:22:37.000Z"),
    ])
    func `other spellings of RFC 3339 are understood`(text: String, meaning: String) throws {
        #expect(try utc(text).iso8601() == meaning)
    }

    @Test(arguments: [
        "", "2017", "2017-12", "2017-12-1", "2017-13-01", "2017-02-29", "2017-12-01T", "2017-12-01T17:22Z",
        "2017-12-01T17:22:37", "2017-12-01T17:22:37.Z", "2017-12-01T17:22:37Z ", "2017-12-01T24:00:00Z",
        "2017-12-01T17:60:00Z", "2017-12-01T17:22:60Z", "2016-12-31T23:59:61Z", "2016-12-31T23:59:60+01:00",
        "2017-12-01T17:22:37+1:00", "2017-12-01T17:22:37+24:00", "+017-12-01", "2017-12-01X17:22:37Z", "２017-12-01",
        "20171201", " 2017-12-01",
    ])
    func `anything else is refused`(text: String) {
        #expect(UTCInstant(iso8601: text) == nil)
    }

    @Test func `milliseconds are counted as POSIX counts them`() {
        let second = UTCInstant(day: 17_166, secondOfDay: 86_399, fraction: .milliseconds(250))
        let inserted = UTCInstant(day: 17_166, secondOfDay: 86_400, fraction: .milliseconds(250))
        #expect(second.unixMilliseconds == 1_483_228_799_250)
        #expect(inserted.unixMilliseconds == 1_483_228_800_250)
        #expect(UTCInstant(day: -1, secondOfDay: 0).unixMilliseconds == -86_400_000)
    }

    @Test func `a date alone is a date`() {
        #expect(CivilDate(iso8601: "2024-02-29")?.description == "2024-02-29")
        #expect(CivilDate(iso8601: "2024-02-29T00:00:00Z") == nil)
    }

    @Test(arguments: spokenDurations)
    func `durations are said as people say them`(duration: Duration, text: String) {
        #expect(duration.humanText == text)
    }

    @Test func `the phases have the words of every interface`() {
        let names = TimeState.Phase.allCases.map(\.name)
        #expect(names == ["starting", "acquiring", "locked", "holdover", "fallback", "unsynchronised"])
    }

    @Test(arguments: TimeReference.allCases)
    func `the reference id's octets are its letters`(reference: TimeReference) {
        var code: UInt32 = 0
        for byte in (Array(reference.refid.utf8) + [0, 0, 0, 0]).prefix(4) { code = code << 8 | UInt32(byte) }
        #expect(reference.refidCode == code)
        #expect(reference.refid.utf8.count <= 4)
    }
}
