// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import LinuxBoard

struct LampPatternTests {
    @Test(arguments: [
        (LampPattern.dark, [false, false, false, false]), (.steady, [true, true, true, true]),
        (.slow, [true, true, false, true]), (.fast, [true, false, true, true]),
    ])
    func `a pattern is a function of time`(pattern: LampPattern, lit: [Bool]) {
        #expect([0, 200, 1_200, 2_000].map { pattern.isLit(at: at($0)) } == lit)
    }

    @Test(arguments: [LampPattern.slow, .fast], [0, 1, 199, 999, 1000, 123_456_789])
    func `the next change is the first moment at which the light differs`(pattern: LampPattern, start: Int) throws {
        let next = try #require(pattern.nextChange(after: at(start)))
        #expect(next > at(start))
        #expect(pattern.isLit(at: next) != pattern.isLit(at: at(start)))
        #expect(pattern.isLit(at: next - .nanoseconds(1)) == pattern.isLit(at: at(start)))
    }

    @Test(arguments: [LampPattern.dark, .steady])
    func `a light that does not blink never changes`(pattern: LampPattern) {
        #expect(pattern.nextChange(after: at(1)) == nil)
    }
}

struct PanelLookTests {
    private func state(_ phase: TimeState.Phase) -> TimeState {
        TimeState(phase: phase, since: at(0), asOf: at(1000), reason: .justStarted, utc: UTCRelation(taiMinusUTC: 37))
    }

    @Test(arguments: [
        (TimeState.Phase.starting, LampPattern.fast, LampPattern.steady, false), (.acquiring, .fast, .steady, false),
        (.locked, .steady, .dark, true), (.holdover, .slow, .slow, true), (.fallback, .fast, .slow, true),
        (.unsynchronised, .fast, .steady, false),
    ])
    func `each phase has its look`(phase: TimeState.Phase, lock: LampPattern, alarm: LampPattern, isDrawn: Bool) {
        let look = PanelLook(of: state(phase), isAlarmed: false, at: at(2000))
        #expect(look == PanelLook(lock: lock, alarm: alarm, isRelayDrawn: isDrawn))
    }

    @Test(arguments: TimeState.Phase.allCases)
    func `an alarm lights its lamp and lets the relay fall, whatever the phase`(phase: TimeState.Phase) {
        let look = PanelLook(of: state(phase), isAlarmed: true, at: at(2000))
        #expect(look.alarm == .steady)
        #expect(!look.isRelayDrawn)
    }

    @Test(arguments: TimeState.Phase.allCases)
    func `a state that nobody renews any more is an alarm`(phase: TimeState.Phase) {
        #expect(PanelLook(of: state(phase), isAlarmed: false, at: at(6000)) != .unknown)
        #expect(PanelLook(of: state(phase), isAlarmed: false, at: at(6001)) == .unknown)
    }

    @Test func `the next change is that of whichever lamp blinks first`() {
        #expect(PanelLook(lock: .fast, alarm: .slow, isRelayDrawn: true).nextChange(after: at(0)) == at(200))
        #expect(PanelLook(lock: .steady, alarm: .slow, isRelayDrawn: true).nextChange(after: at(0)) == at(1000))
        #expect(PanelLook.off.nextChange(after: at(0)) == nil)
    }
}
