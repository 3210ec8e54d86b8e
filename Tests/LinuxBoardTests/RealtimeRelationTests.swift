// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import LinuxBoard

struct RealtimeRelationTests {
    /// CLOCK_REALTIME lies 1 000 000 s ahead; readings are 100 ns apart.
    private func reading(at monotonic: Int64, shift: Int64 = 0, width: Int64 = 200) -> RealtimeRelation {
        RealtimeRelation(
            before: monotonic - width, realtime: monotonic - width / 2 + Self.ahead + shift, after: monotonic)
    }

    private static let ahead: Int64 = 1_000_000_000_000_000
    private static let second: Int64 = 1_000_000_000

    @Test func `a stamp is moved by the difference of the clocks`() {
        var relation = reading(at: 5 * Self.second)
        relation.update(reading(at: 6 * Self.second))
        #expect(relation.monotonic(realtime: Self.ahead + 5_999_990_000) == 5_999_990_000)
        #expect(relation.now == 6 * Self.second)
    }

    @Test func `a stamp of the future or of long ago is not believed`() {
        let relation = reading(at: 60 * Self.second)
        #expect(relation.monotonic(realtime: Self.ahead + 60 * Self.second + 2_000) == nil)
        #expect(relation.monotonic(realtime: Self.ahead + 54 * Self.second) == nil)
        #expect(relation.monotonic(realtime: .min) == nil)
        #expect(relation.monotonic(realtime: .max) == nil)
    }

    @Test func `within the rounding, a stamp is never after now`() {
        let relation = reading(at: 60 * Self.second)
        #expect(relation.monotonic(realtime: Self.ahead + 60 * Self.second + 500) == 60 * Self.second)
    }

    @Test(arguments: [Int64(-1_000_000_000), -50_000, 50_000, 1_000_000_000])
    func `across a step of the system's clock stamps are not believed, and then again`(step: Int64) {
        var relation = reading(at: 5 * Self.second)
        relation.update(reading(at: 6 * Self.second, shift: step))
        #expect(relation.monotonic(realtime: Self.ahead + 6 * Self.second - 100) == nil)
        relation.update(reading(at: 7 * Self.second, shift: step))
        #expect(relation.monotonic(realtime: Self.ahead + step + 7 * Self.second - 100) == 7 * Self.second - 100)
    }

    @Test func `a reading that was held up in the middle does not blur a closer one`() {
        var relation = reading(at: 5 * Self.second)
        relation.update(
            RealtimeRelation(
                before: 6 * Self.second, realtime: Self.ahead + 6 * Self.second, after: 6 * Self.second + 4_000_000))
        #expect(relation.monotonic(realtime: Self.ahead + 6 * Self.second) == 6 * Self.second)
    }

    @Test func `the real clocks relate, and a stamp of now is now`() {
        var relation = RealtimeRelation.read()
        let (shown, at) = HostClock.systemTime
        relation.update(.read())
        let stamp = relation.monotonic(realtime: shown.sinceEpoch.wholeNanoseconds)
        // Exact to the time between readings, which on a busy host may be a slice of the scheduler's.
        #expect(abs((stamp ?? 0) - at.sinceEpoch.wholeNanoseconds) < 20_000_000)
    }
}
