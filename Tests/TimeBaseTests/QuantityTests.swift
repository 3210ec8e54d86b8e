// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

struct QuantityTests {
    @Test func `whole units round towards the past and fractions stay positive`() {
        let value = Duration.nanoseconds(-1) - .picoseconds(1)
        #expect(value.wholeNanoseconds == -2 && value.wholeSeconds == -1)
        #expect(value.fractionOfSecond == .seconds(1) + value)
        #expect(value.wholePicoseconds == -1001)
        #expect(Duration.seconds(Int64.max).wholeNanoseconds == .max)
    }

    @Test func `scales share their ticks and keep their distances`() {
        let tai = TAIInstant(sinceEpoch: .seconds(1_700_000_000) + .picoseconds(1))
        #expect(TAIInstant(GPSInstant(tai)) == tai)
        #expect(GalileoInstant(GPSInstant(tai)).timeOfWeek == GPSInstant(tai).timeOfWeek)
        #expect(GPSInstant(tai).week - GalileoInstant(tai).week == 1024)
        #expect(GPSInstant(tai).week - BeiDouInstant(tai).week == 1356)
        let apart = GPSInstant(tai).timeOfWeek - BeiDouInstant(tai).timeOfWeek
        #expect(apart == .seconds(14))
    }

    @Test func `every day of four centuries is the day after the one before`() {
        var previous = CivilDate(daysSince1970: -140_000)
        for day in -139_999...7_000 {
            let date = CivilDate(daysSince1970: day)
            #expect(date > previous && date.daysSince1970 == day)
            previous = date
        }
    }

    @Test func `the error bound grows to its limit when it says it will`() throws {
        let bound = ErrorBound(base: .microseconds(1), growth: 1e-9, acceleration: 1e-14)
        let limit = Duration.microseconds(100)
        let time = try #require(bound.time(until: limit))
        #expect((bound.after(time) - limit).magnitude < .nanoseconds(1))
        #expect(ErrorBound(base: .zero).time(until: limit) == nil)
        #expect(bound.time(until: .nanoseconds(1)) == .zero)
    }

    @Test func `readings of different eras do not compare`() {
        let early = ClockReading(era: 1, shown: TAIInstant(sinceEpoch: .seconds(1)))
        var late = ClockReading(era: 1, shown: TAIInstant(sinceEpoch: .seconds(3)))
        #expect(late.advance(since: early) == .seconds(2))
        late.era = 2
        #expect(late.advance(since: early) == nil)
    }
}
