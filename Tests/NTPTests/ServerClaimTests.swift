// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

struct ServerClaimTests {
    /// 2016-12-31 00:00:00 UTC, whose day ended in a leap second.
    static let lastDay: Int64 = 1_483_142_400

    @Test(arguments: [
        (TimeState.Phase.starting, 16, 0), (.acquiring, 16, 0), (.unsynchronised, 16, 0), (.locked, 1, 1),
        (.holdover, 1, 1), (.fallback, 2, 2),
    ])
    func `the phase decides the stratum, which as 16 is 0 on the wire`(
        phase: TimeState.Phase, stratum: UInt8, wire: UInt8
    ) {
        let said = claim(state(phase))
        #expect(said.stratum == stratum)
        #expect(said.wireStratum == wire)
        #expect((said.leap == .unknown) == (stratum == 16))
    }

    @Test(arguments: [TimeState.Phase.starting, .acquiring, .unsynchronised])
    func `before lock the reply itself says so`(phase: TimeState.Phase) throws {
        let reply = try answer(Request.chronyd, claim: claim(state(phase))).get()
        #expect(reply[0] == 0b11_100_100)
        #expect(reply[1] == 0)
        #expect(Array(reply[12..<16]) == Array("INIT".utf8))
    }

    @Test(arguments: [
        (TimeReference.gps, "GPS\0"), (.galileo, "GAL\0"), (.beidou, "BDS\0"), (.glonass, "GLO\0"),
        (.qzss, "QZS\0"), (.navic, "IRN\0"), (.gnss, "GNSS"), (.none, "GNSS"),
    ])
    func `the reference id says what the time comes from`(reference: TimeReference, letters: String) throws {
        let reply = try answer(Request.chronyd, claim: claim(state(.locked, reference: reference))).get()
        #expect(Array(reply[12..<16]) == Array(letters.utf8))
    }

    @Test(arguments: [
        (-86_401, LeapIndicator.none), (-86_400, .insert), (-1, .insert), (0, .insert), (1, .none), (86_400, .none),
    ])
    func `an inserted second is announced through the day that it ends`(seconds: Int, expected: LeapIndicator) {
        // `at` is 00:00:00 of the next day; one second before it 23:59:60 begins. Counted from that.
        let leap = UTCRelation.Leap(at: TAIInstant(sinceEpoch: .seconds(Self.lastDay + 86_400 + 37)), change: 1)
        let relation = UTCRelation(taiMinusUTC: 36, next: leap)
        let shown = leap.at - .seconds(1) + .seconds(seconds)
        let said = ServerClaim(of: state(utc: relation), at: start, shown: shown, precision: -24)
        #expect(said.leap == expected)
    }

    @Test func `a left-out second is announced as that`() {
        let leap = UTCRelation.Leap(at: TAIInstant(sinceEpoch: .seconds(Self.lastDay + 86_400 + 35)), change: -1)
        let relation = UTCRelation(taiMinusUTC: 36, next: leap)
        let said = ServerClaim(of: state(utc: relation), at: start, shown: leap.at - .seconds(60), precision: -24)
        #expect(said.leap == .delete)
    }

    @Test func `who is not synchronised announces no leap second`() {
        let leap = UTCRelation.Leap(at: TAIInstant(sinceEpoch: .seconds(Self.lastDay + 86_400 + 37)), change: 1)
        let relation = UTCRelation(taiMinusUTC: 36, next: leap)
        let said = ServerClaim(
            of: state(.acquiring, utc: relation), at: start, shown: leap.at - .seconds(60), precision: -24)
        #expect(said.leap == .unknown)
    }

    @Test func `the dispersion is the error bound, grown to now, and the precision, rounded up`() {
        let bound = ErrorBound(base: .milliseconds(2), growth: 1e-6, acceleration: 1e-12)
        // 2 ms + 1 ms + 1 µs + 2⁻²⁴ s = 196.739 units of 2⁻¹⁶ s
        #expect(claim(state(.holdover, bound: bound), after: .seconds(1000)).rootDispersion.raw == 197)
        #expect(claim(state(bound: ErrorBound(base: .zero))).rootDispersion.raw == 1)
        #expect(claim(state(.starting, bound: .unknown)).rootDispersion == .max)
        #expect(claim(state()).rootDelay.raw == 0)
    }

    @Test func `it never grows smaller as time goes on`() {
        let held = state(.holdover, bound: ErrorBound(base: .microseconds(3), growth: 2e-8, acceleration: 1e-13))
        let dispersions = stride(from: 0, to: 100_000, by: 777).map { claim(held, after: .seconds($0)).rootDispersion }
        #expect(dispersions == dispersions.sorted())
    }

    @Test func `while the table of leap seconds is out of date, UTC may be a second off`() {
        let stale = UTCRelation(taiMinusUTC: 37, isCurrent: false)
        #expect(claim(state(bound: ErrorBound(base: .zero), utc: stale)).rootDispersion.raw == 65_537)
    }

    @Test func `the reference timestamp is the last correction, or unset`() {
        let said = claim(state(lastUpdate: tai(unix: 1_700_000_000, plus: .milliseconds(500))))
        #expect(said.reference.raw == 0xE8FE_6F80_8000_0000)
        #expect(claim(state()).reference == .unset)
    }

    @Test(arguments: [(-128, -32), (-33, -32), (-24, -24), (0, 0), (5, 0)])
    func `a precision that no clock has is brought to one that is`(asked: Int8, said: Int8) {
        #expect(ServerClaim(of: state(), at: start, shown: tai(unix: 0), precision: asked).precision == said)
    }
}
