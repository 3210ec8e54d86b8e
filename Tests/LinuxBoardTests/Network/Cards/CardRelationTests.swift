// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import LinuxBoard

/// What a card's stamps mean beside the kernel's. All times are ns.
struct CardRelationTests {
    private static let second: Int64 = 1_000_000_000

    @Test(arguments: [0, 37_000_000_000, 1_795_219_237_000_000_000, -5_000_000_000] as [Int64])
    func `a stamp is placed by the comparison, whatever the card's clock shows`(shown: Int64) {
        let relation = CardRelation(anchor: 1_000 * Self.second, shown: shown, rate: 0, uncertainty: 100)
        #expect(relation.monotonic(stamp: shown + 123_456) == 1_000 * Self.second + 123_456)
        #expect(relation.monotonic(stamp: shown - 123_456) == 1_000 * Self.second - 123_456)
    }

    @Test func `a clock that runs fast has counted more than has passed`() {
        let relation = CardRelation(anchor: 0, shown: 0, rate: 50e-6, uncertainty: 100)
        #expect(relation.monotonic(stamp: 1_000_050_000) == 1_000_000_000)
        #expect(relation.monotonic(stamp: -1_000_050_000) == -1_000_000_000)
    }

    @Test func `far from the comparison nothing is known, not even at the ends of the numbers`() {
        let relation = CardRelation(anchor: 0, shown: 10 * Self.second, rate: 0, uncertainty: 100)
        #expect(relation.monotonic(stamp: 13 * Self.second) != nil)
        #expect(relation.monotonic(stamp: 13 * Self.second + 1) == nil)
        #expect(relation.monotonic(stamp: .max) == nil && relation.monotonic(stamp: .min) == nil)
    }

    @Test(
        arguments: [
            (0, true), (5_000_000, true), (5_000_001, false), (-2_100, true), (-2_101, false),
            (-1_000_000_000, false), (1_000_000_000, false),
        ] as [(Int64, Bool)])
    func `an arrival is believed only where the kernel saw it soon after`(latency: Int64, isBelieved: Bool) {
        let relation = CardRelation(anchor: 0, shown: 0, rate: 0, uncertainty: 100)
        #expect(relation.arrival(stamp: 1_000, seen: 1_000 + latency) == (isBelieved ? 1_000 : nil))
        #expect(relation.departure(stamp: 1_000, released: 1_000 - latency) == (isBelieved ? 1_000 : nil))
    }

    @Test func `of a card's clock that was set since, stamps are not believed`() {
        let relation = CardRelation(anchor: 0, shown: 0, rate: 0, uncertainty: 100)
        for step in [37 * Self.second, -37 * Self.second, 10_000_000, -10_000_000] {
            #expect(relation.arrival(stamp: 50_000 + step, seen: 60_000) == nil)
            #expect(relation.departure(stamp: 60_000 + step, released: 50_000) == nil)
        }
    }
}
