// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import LinuxBoard

struct FollowerRoundTests {
    private let start = MonotonicInstant(sinceEpoch: .seconds(100))

    @Test func `each follower once in a round, a round after each pulse`() {
        var round = FollowerRound(count: 2, at: start)
        #expect(round.next() == nil)
        for second in 1...3 as ClosedRange<Int64> {
            let pulse = start + .seconds(second)
            round.pulsed(at: pulse)
            #expect(round.begins(at: pulse) == true)
            #expect(round.begins(at: pulse) == false)
            for index in [0, 1, nil] { #expect(round.next() == index) }
            #expect(round.begins(at: pulse + .milliseconds(999)) == false)
        }
    }

    @Test func `without a pulse once a second or a little more`() {
        var (round, count) = (FollowerRound(count: 1, at: start), 0)
        for tick in 0..<1_000 where round.begins(at: start + .milliseconds(Int64(tick) * 10)) {
            count += 1
            #expect(round.next() == 0)
        }
        #expect(count == 10)
    }

    @Test func `pulses that come thick do not bring more rounds`() {
        var round = FollowerRound(count: 1, at: start)
        #expect(round.begins(at: start) == true)
        round.pulsed(at: start + .milliseconds(100))
        #expect(round.begins(at: start + .milliseconds(100)) == false)
        round.pulsed(at: start + .milliseconds(600))
        #expect(round.begins(at: start + .milliseconds(600)) == true)
    }
}
