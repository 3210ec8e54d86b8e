// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

/// 2017-01-01 00:00:00 UTC, which 2016-12-31 23:59:60 came before.
let newYear2017 = TAIInstant(sinceEpoch: .seconds(1_483_228_800 + 37))
let insertion = UTCRelation(taiMinusUTC: 36, next: UTCRelation.Leap(at: newYear2017, change: 1))
/// The same midnight after a day of 86,399 s.
let omission = UTCRelation(
    taiMinusUTC: 36, next: UTCRelation.Leap(at: TAIInstant(sinceEpoch: .seconds(1_483_228_800 + 35)), change: -1))

struct LeapSmearTests {
    private let linear = LeapSmear(.linear)
    private let cosine = LeapSmear(.cosine)

    /// TAI of seconds before or after noon UTC of 2016-12-31.
    private func afterNoon(_ seconds: Double) -> TAIInstant {
        TAIInstant(sinceEpoch: .seconds(1_483_185_600 + 36) + .realSeconds(seconds))
    }

    @Test(arguments: LeapSmear.Shape.allCases)
    func `it begins at noon UTC and has spread the whole second at the next noon`(shape: LeapSmear.Shape) {
        let smear = LeapSmear(shape)
        let nextNoon = TAIInstant(sinceEpoch: .seconds(1_483_272_000 + 37))
        #expect(smear.taiMinusSmeared(at: afterNoon(0), insertion) == .seconds(36))
        #expect(smear.taiMinusSmeared(at: nextNoon, insertion) == .seconds(37))
        #expect(!smear.isUnderWay(at: afterNoon(0), insertion) && !smear.isUnderWay(at: nextNoon, insertion))
        #expect(smear.isUnderWay(at: afterNoon(1), insertion))
        #expect(smear.isUnderWay(at: nextNoon - .seconds(1), insertion))
        #expect(smear.taiMinusSmeared(at: afterNoon(-864_000), insertion) == .seconds(36))
        #expect(smear.taiMinusSmeared(at: afterNoon(864_000), insertion) == .seconds(37))
    }

    @Test
    func `at the middle of the leap second half of it is spread; a quarter of the way on as much as the shape says`() {
        for smear in [linear, cosine] {
            let half = smear.taiMinusSmeared(at: afterNoon(43_200.5), insertion) - .milliseconds(36_500)
            #expect(half.magnitude < .nanoseconds(1) / 1_000_000)
        }
        let (quarter, three) = (afterNoon(21_600.25), afterNoon(64_800.75))
        #expect(abs((linear.taiMinusSmeared(at: quarter, insertion) - .seconds(36)).realSeconds - 0.25) < 1e-15)
        // (1 − cos π/4) / 2
        let rise = 0.146_446_609_406_726_24
        #expect(abs((cosine.taiMinusSmeared(at: quarter, insertion) - .seconds(36)).realSeconds - rise) < 1e-15)
        #expect(abs((cosine.taiMinusSmeared(at: three, insertion) - .seconds(36)).realSeconds - (1 - rise)) < 1e-15)
    }

    @Test func `the offset from UTC goes to half a second, and comes back from the other side`() {
        let end = newYear2017
        #expect(abs(linear.offset(at: end - .seconds(1), insertion).realSeconds + 43_200 / 86_401.0) < 1e-15)
        #expect(abs(linear.offset(at: end, insertion).realSeconds - 43_200 / 86_401.0) < 1e-15)
        #expect(linear.offset(at: afterNoon(-1), insertion) == .zero)
        #expect(linear.offset(at: afterNoon(86_402), insertion) == .zero)
        // A left-out second: the clock hurries.
        let before = TAIInstant(sinceEpoch: .seconds(1_483_185_600 + 36 + 43_199))
        #expect(abs(linear.offset(at: before - .nanoseconds(1), omission).realSeconds - 43_199 / 86_399.0) < 1e-12)
        #expect(abs(linear.offset(at: before, omission).realSeconds + 43_200 / 86_399.0) < 1e-12)
    }

    @Test func `the rate is at most 11.6 and 18.2 ppm over a day`() {
        #expect(abs(linear.peakRate - 11.573_940e-6) < 1e-12)
        #expect(abs(cosine.peakRate - 18.180_302e-6) < 1e-12)
        #expect(linear.rate(at: afterNoon(1), insertion) == -linear.peakRate)
        #expect(abs(cosine.rate(at: afterNoon(43_200.5), insertion) + cosine.peakRate) < 1e-18)
        #expect(linear.rate(at: afterNoon(1), omission) > 11.5e-6)
        #expect(linear.rate(at: afterNoon(-1), insertion) == 0 && linear.rate(at: afterNoon(86_401), insertion) == 0)
    }

    @Test(arguments: LeapSmear.Shape.allCases, [Int8(1), -1])
    func `it is continuous, never faster than its rate, and the rate is its slope`(shape: LeapSmear.Shape, change: Int8)
    {
        let smear = LeapSmear(shape)
        let utc = change > 0 ? insertion : omission
        let limit = smear.peakRate * 86_401 / 86_399
        var last = smear.taiMinusSmeared(at: afterNoon(-100.5), utc)
        for step in -100...86_600 where step % 7 == 0 || step < 50 || step > 86_350 {
            let from = afterNoon(Double(step) - 0.5)
            last = smear.taiMinusSmeared(at: from, utc)
            let moved = (smear.taiMinusSmeared(at: from + .seconds(1), utc) - last).realSeconds
            #expect(moved * Double(change) >= 0 && abs(moved) <= limit + 1e-15)
            let middle = smear.rate(at: from + .milliseconds(500), utc)
            // At its two ends the linear one has a corner, and the cosine's rate has one.
            let isEnd = abs(step) <= 1 || abs(step - 86_400) <= 2
            #expect(abs(moved + middle) < (isEnd ? shape == .linear ? limit : 1e-10 : 1e-13))
        }
        #expect(last == .seconds(36 + Int64(change)))
    }

    @Test func `the cosine's rate has no jump`() {
        var last = 0.0
        for step in -50...86_500 {
            let rate = cosine.rate(at: afterNoon(Double(step)), insertion)
            // π²/2 s over the span squared: 0.66 ppb a second.
            #expect(abs(rate - last) < 6.7e-10)
            last = rate
        }
        #expect(last == 0)
    }

    @Test func `a smeared clock goes forward in every nanosecond`() {
        for shape in LeapSmear.Shape.allCases {
            for place in [0.0, 100, 43_199.999_999_9, 43_200.999_999_9, 86_400.999_999_9] {
                let stamps = (0..<300).map {
                    LeapSmear(shape).timestamp(at: afterNoon(place) + .nanoseconds($0), insertion).raw
                }
                #expect(zip(stamps, stamps.dropFirst()).allSatisfy { (3...6).contains($1 &- $0) })
            }
        }
    }

    @Test func `durations whose rate is too fast for clients, or too long, are refused`() {
        #expect(LeapSmear(.linear, duration: .seconds(2000)) == nil)
        #expect(LeapSmear(.linear, duration: .seconds(2001)) != nil)
        #expect(LeapSmear(.cosine, duration: .seconds(3142)) == nil)
        #expect(LeapSmear(.cosine, duration: .seconds(3143)) != nil)
        #expect(LeapSmear(.cosine, duration: .zero) == nil)
        #expect(LeapSmear(.cosine, duration: .seconds(-5)) == nil)
        #expect(LeapSmear(.cosine, duration: .seconds(864_001)) == nil)
        #expect(LeapSmear(.linear, duration: .seconds(86_400)) == linear)
    }

    @Test func `of a table each leap second is spread on both sides of it`() {
        let table = LeapSecondTable.builtIn
        for (before, after) in zip(table.entries, table.entries.dropFirst()) {
            var last = Duration.zero
            for quarter in -52...52 {
                let tai = after.start + .seconds(quarter * 900)
                let count = cosine.taiMinusSmeared(at: tai, cosine.relation(of: table, at: tai))
                if quarter > -52 { #expect((count - last).realSeconds < 0.0165 && count >= last) }
                last = count
                if quarter <= -49 { #expect(count == .seconds(Int64(before.taiMinusUTC))) }
                if quarter >= 48 { #expect(count == .seconds(Int64(after.taiMinusUTC))) }
            }
        }
        let now = tai(unix: 1_900_000_000)
        #expect(cosine.relation(of: table, at: now).isCurrent == table.relation(at: now).isCurrent)
    }

    @Test(arguments: LeapSmear.Shape.allCases)
    func `the quick timeline agrees with the exact stamp to a nanosecond, a second around its anchor`(
        shape: LeapSmear.Shape
    ) {
        let smear = LeapSmear(shape)
        for place in [-50.0, 30, 1000, 20_000, 43_200.2, 43_201, 80_000, 86_395, 86_450] {
            for rate in [0, 3e-6, -4e-5] {
                let clock = ClockMapping(
                    anchor: start, atAnchor: ClockReading(era: 0, shown: afterNoon(place)), rate: rate)
                let line = smear.timeline(clock, insertion)
                for tenth in -10...10 {
                    let at = start + .milliseconds(100 * tenth)
                    let exact = smear.timestamp(at: clock.reading(at: at).shown, insertion)
                    #expect(Int64(bitPattern: line.timestamp(at: at).raw &- exact.raw).magnitude <= 5)
                }
            }
        }
    }
}

struct SmearedClaimTests {
    private let smear = LeapSmear(.linear)

    private func said(at shown: TAIInstant, phase: TimeState.Phase = .locked) -> ServerClaim {
        let told = state(
            phase, bound: ErrorBound(base: .milliseconds(1)), lastUpdate: shown - .seconds(1), utc: insertion)
        return ServerClaim(of: told, at: start, shown: shown, precision: -24)
            .smeared(by: smear, at: shown, lastUpdate: told.lastUpdate, insertion)
    }

    @Test func `it announces no leap second, at no hour of the days around it`() {
        for hour: Int64 in -40...40 {
            #expect(said(at: newYear2017 + .seconds(3600 * hour - 2)).leap == .none)
        }
        #expect(said(at: newYear2017 - .seconds(60), phase: .starting).leap == .unknown)
    }

    @Test func `while it smears the reference id tells the offset, before and after the source`() {
        #expect(said(at: newYear2017 - .seconds(43_300)).referenceID == 0x4750_5300)
        #expect(said(at: newYear2017 + .seconds(43_200)).referenceID == 0x4750_5300)
        // Half of it, to 24 ns: −43,200 and +43,200 / 86,401 s.
        #expect(said(at: newYear2017 - .seconds(1)).referenceID == 0xFEE0_0018)
        #expect(said(at: newYear2017).referenceID == 0xFE1F_FFE8)
        let starting = said(at: newYear2017, phase: .starting)
        #expect(starting.referenceID == 0x494E_4954 && starting.wireStratum == 0)
    }

    @Test func `the root dispersion is the bound, and the reference timestamp is smeared too`() {
        let claim = said(at: newYear2017 + .milliseconds(200))
        #expect(claim.rootDispersion.raw == 66)
        let stamp = smear.timestamp(at: newYear2017 + .milliseconds(200), insertion)
        #expect((stamp - claim.reference) > .milliseconds(999) && (stamp - claim.reference) < .seconds(1))
    }
}
