// SPDX-License-Identifier: Apache-2.0

import PTP
import Testing
import TimeBase

struct GrandmasterClaimTests {
    private func claim(
        _ state: TimeState, after: Duration = .zero, rule: ClassRule = .standard, added: Duration = .zero,
        tellsUncertainty: Bool = false
    ) -> GrandmasterClaim {
        GrandmasterClaim(
            of: state, at: Some.now + after, shown: Some.shown + after, rule: rule, added: added,
            tellsUncertainty: tellsUncertainty)
    }

    @Test func `locked, it tells a primary reference, its bound, its variance, and all flags`() {
        let claim = claim(Some.state())
        #expect(
            claim
                == GrandmasterClaim(
                    quality: ClockQuality(clockClass: 6, accuracy: .init(rawValue: 0x21), variance: 0x4E5D),
                    utcOffset: 37, flags: [.ptpTimescale, .utcOffsetValid, .timeTraceable, .frequencyTraceable],
                    timeSource: .gnss))
    }

    @Test(
        arguments: [
            (.locked, true, 6, 160, 84), (.holdover, true, 7, 7, 90), (.unsynchronised, true, 52, 160, 104),
            (.acquiring, true, 52, 160, 104), (.fallback, true, 52, 160, 104), (.starting, false, 248, 248, 110),
            (.acquiring, false, 248, 248, 110), (.unsynchronised, false, 248, 248, 110),
            (.fallback, false, 248, 248, 110),
        ] as [(TimeState.Phase, Bool, UInt8, UInt8, UInt8)])
    func `each condition has its class`(
        phase: TimeState.Phase, hasLocked: Bool, standard: UInt8, telecom: UInt8, frequency: UInt8
    ) {
        let state = Some.state(phase, hasLocked: hasLocked)
        #expect(claim(state).quality.clockClass == standard)
        let expected = phase == .locked ? 6 : telecom
        #expect(claim(state, rule: .telecom).quality.clockClass == expected)
        #expect(claim(state, rule: .frequency).quality.clockClass == frequency)
    }

    @Test func `in holdover time is traceable, frequency is not, and the source is the oscillator`() {
        let claim = claim(Some.state(.holdover), tellsUncertainty: true)
        #expect(claim.flags == [.ptpTimescale, .utcOffsetValid, .timeTraceable])
        #expect(claim.timeSource == .internalOscillator)
        #expect(claim.quality.variance == 0x4E5D)
    }

    @Test func `degraded, it tells no accuracy, nothing traceable, and uncertainty to whom the profile tells it`() {
        let state = Some.state(.unsynchronised)
        #expect(claim(state).quality == ClockQuality(clockClass: 52, accuracy: .unknown, variance: 0xFFFF))
        #expect(claim(state).flags == [.ptpTimescale, .utcOffsetValid])
        #expect(claim(state, tellsUncertainty: true).flags.contains(.synchronizationUncertain))
        #expect(!claim(Some.state(), tellsUncertainty: true).flags.contains(.synchronizationUncertain))
    }

    @Test func `before the first lock nothing is claimed`() {
        let claim = claim(Some.state(.acquiring, hasLocked: false))
        #expect(claim.flags == [])
        #expect(claim.quality == ClockQuality(clockClass: 248, accuracy: .unknown, variance: 0xFFFF))
        #expect(claim.timeSource == .internalOscillator)
    }

    @Test func `the accuracy grows with the bound, and has what the stamps add`() {
        let state = Some.state(.holdover, bound: .nanoseconds(90), growth: 1e-8)
        #expect(claim(state).quality.accuracy.limit == .nanoseconds(100))
        #expect(claim(state, after: .seconds(2)).quality.accuracy.limit == .nanoseconds(250))
        #expect(claim(state, added: .nanoseconds(11)).quality.accuracy.limit == .nanoseconds(250))
    }

    @Test func `a state that was not renewed is not relied on`() {
        #expect(claim(Some.state(), after: .seconds(5)).quality.clockClass == 6)
        #expect(claim(Some.state(), after: .milliseconds(5_001)).quality.clockClass == 52)
    }

    @Test func `an outdated table, or a clock that may be wrong by a second, makes the offset invalid`() {
        #expect(!claim(Some.state(isCurrent: false)).flags.contains(.utcOffsetValid))
        #expect(claim(Some.state(isCurrent: false)).utcOffset == 37)
        #expect(!claim(Some.state(.unsynchronised, bound: .seconds(1))).flags.contains(.utcOffsetValid))
    }

    /// Twelve hours ahead (9.4), through 23:59:60, and no longer; the offset changes with the day.
    @Test(
        arguments: [
            (-43_201, false, 37), (-43_200, true, 37), (-1, true, 37), (0, false, 38), (1, false, 38),
        ] as [(Int, Bool, Int16)])
    func `a leap second is told in the half day before it, and the offset changes at its second`(
        seconds: Int, isTold: Bool, offset: Int16
    ) {
        for (change, flag, sign) in [(Int8(1), MessageFlags.leap61, Int16(1)), (-1, .leap59, -1)] {
            let leap = UTCRelation.Leap(at: Some.leap.at, change: change)
            let claim = GrandmasterClaim(
                of: Some.state(next: leap), at: Some.now, shown: leap.at + .seconds(seconds), rule: .standard)
            #expect(claim.flags.contains(flag) == isTold)
            #expect(claim.flags.intersection([.leap59, .leap61]).rawValue.nonzeroBitCount == (isTold ? 1 : 0))
            #expect(claim.utcOffset == 37 + (offset - 37) * sign)
        }
    }

    @Test func `an attosecond before the leap second's end the old offset is told`() {
        let shown = Some.leap.at - Duration(attoseconds: 1)
        let claim = GrandmasterClaim(of: Some.state(next: Some.leap), at: Some.now, shown: shown)
        #expect(claim.utcOffset == 37 && claim.flags.contains(.leap61))
    }
}
