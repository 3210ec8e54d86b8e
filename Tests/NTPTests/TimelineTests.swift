// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

struct TimelineTests {
    /// 2027-01-16 00:00:00 UTC, at an offset of 37 s.
    private static let midnight = tai(unix: 1_800_057_600)

    private func mapping(shown: TAIInstant, rate: Double = 0) -> ClockMapping {
        ClockMapping(anchor: start, atAnchor: ClockReading(era: 0, shown: shown), rate: rate)
    }

    /// The same by the conversions of TimeBase, which the timeline is the quick form of.
    private func expected(_ mapping: ClockMapping, _ utc: UTCRelation, _ at: MonotonicInstant) -> NTPTimestamp {
        NTPTimestamp(utc.utc(mapping.reading(at: at).shown))
    }

    private func difference(_ a: NTPTimestamp, _ b: NTPTimestamp) -> UInt64 {
        Int64(bitPattern: a.raw &- b.raw).magnitude
    }

    @Test func `the anchor's stamp is the clock's UTC`() {
        let line = Timeline(
            mapping(shown: tai(unix: 1_700_000_000, plus: .milliseconds(250))), utc: UTCRelation(taiMinusUTC: 37))
        #expect(line.timestamp(at: start).raw == 0xE8FE_6F80_4000_0000)
        #expect(line.timestamp(at: start + .milliseconds(500)).raw == 0xE8FE_6F80_C000_0000)
        #expect(line.timestamp(at: start - .milliseconds(500)).raw == 0xE8FE_6F7F_C000_0000)
    }

    @Test func `near and far it agrees with the plain conversion to a nanosecond`() {
        var random = Seeded(state: 7)
        for _ in 0..<20_000 {
            let fraction = Int64.random(in: 0..<1_000_000_000, using: &random)
            let shown = tai(unix: .random(in: 0...4_000_000_000, using: &random), plus: .nanoseconds(fraction))
            let clock = mapping(shown: shown, rate: .random(in: -5e-4...5e-4, using: &random))
            let reach: Int64 = Bool.random(using: &random) ? 7_999_999_999 : 100_000_000_000
            let distance = Int64.random(in: -reach...reach, using: &random)
            let at = start + .nanoseconds(distance)
            let utc = UTCRelation(taiMinusUTC: 37)
            #expect(difference(Timeline(clock, utc: utc).timestamp(at: at), expected(clock, utc, at)) <= 5)
        }
    }

    @Test(arguments: [Int8(1), -1], [-3.0, -0.5, 0.0, 0.5, 3.0])
    func `across a leap second it agrees with the plain conversion`(change: Int8, anchor: Double) {
        let at = Self.midnight + .seconds(Int64(change))
        let utc = UTCRelation(taiMinusUTC: 37, next: UTCRelation.Leap(at: at, change: change))
        let clock = mapping(shown: at + .realSeconds(anchor))
        let line = Timeline(clock, utc: utc)
        for quarter in -24...24 {
            let instant = start + .milliseconds(250 * quarter)
            #expect(difference(line.timestamp(at: instant), expected(clock, utc, instant)) <= 5)
        }
    }

    @Test func `an inserted second repeats 23:59:59, as the kernel does`() {
        let at = Self.midnight + .seconds(1)
        let utc = UTCRelation(taiMinusUTC: 37, next: UTCRelation.Leap(at: at, change: 1))
        let line = Timeline(mapping(shown: at - .seconds(2)), utc: utc)
        let stamps = (0...3).map { line.timestamp(at: start + .seconds($0)).seconds }
        let first = stamps[0]
        #expect(stamps == [first, first, first + 1, first + 2])
    }

    @Test func `in February 2036 the stamps come round, and go on`() {
        // 2036-02-07 06:28:16 UTC is second 2³² since 1900 (RFC 5905, figure 4).
        let line = Timeline(mapping(shown: tai(unix: 2_085_978_496)), utc: UTCRelation(taiMinusUTC: 37))
        #expect(line.timestamp(at: start).raw == 0)
        #expect(line.timestamp(at: start - .seconds(1)).raw == 0xFFFF_FFFF_0000_0000)
        #expect(line.timestamp(at: start + .seconds(1)).raw == 0x0000_0001_0000_0000)
        #expect(line.timestamp(at: start + .seconds(20)).raw == 0x0000_0014_0000_0000)
    }
}
