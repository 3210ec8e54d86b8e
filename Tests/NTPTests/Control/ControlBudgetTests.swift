// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

struct ControlBudgetTests {
    /// Answers of `octets` to `address` as fast as they are allowed, for so many seconds; what was sent.
    private func flood(_ budget: inout ControlBudget, _ addresses: [UInt128], seconds: Int, octets: Int) -> Int {
        var sent = 0
        for step in 0..<(seconds * 50) {
            let now = start + .milliseconds(20 * step)
            for address in addresses where budget.allows(address, at: now) {
                budget.spend(octets, on: address, at: now)
                sent += octets
            }
        }
        return sent
    }

    @Test func `one address gets its burst and then its rate`() {
        var budget = ControlBudget(at: start)
        let sent = flood(&budget, [1], seconds: 60, octets: 900)
        let granted = Int(ControlBudget.ofOne.burst) + 60 * Int(ControlBudget.ofOne.perSecond)
        #expect(sent <= granted + 900 && sent >= granted - 9000)
    }

    @Test func `all together get no more than that of all, however many they are`() {
        for count in [20, 500] {
            var budget = ControlBudget(at: start)
            let sent = flood(&budget, (1...count).map { UInt128($0) }, seconds: 10, octets: 900)
            let granted = Int(ControlBudget.ofAll.burst) + 10 * Int(ControlBudget.ofAll.perSecond)
            #expect(sent <= granted + 900)
        }
    }

    @Test func `one who spent all does not keep another from asking`() {
        var budget = ControlBudget(at: start)
        _ = flood(&budget, [1], seconds: 5, octets: 900)
        let now = start + .seconds(5)
        #expect(!budget.allows(1, at: now))
        #expect(budget.allows(2, at: now))
        #expect(budget.allows(1, at: now + .seconds(1)))
    }

    @Test func `requests of one address are looked at so many times, and then at its rate`() {
        var rate = ControlRate(at: start)
        let passed = (0..<10_000).count { rate.admits(7, at: start + .milliseconds($0)) }
        #expect((64 + 319...64 + 321).contains(passed))
        let other = rate.admits(8, at: start + .seconds(10))
        #expect(other)
    }

    @Test func `a clock that goes back gives nothing`() {
        var bucket = TokenBucket(.init(burst: 2, perSecond: 1), at: start)
        bucket.take(2, at: start + .seconds(5))
        #expect(bucket.held(at: start) == 0)
        bucket.take(0, at: start)
        #expect(bucket.held(at: start + .seconds(6)) == 1)
    }
}
