// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import TimeKeeping

@Suite struct RehearsalTests {
    /// Rehearsals whose errors are `size` times what was expected.
    private func rehearsed(_ hours: Int, size: Double) -> Rehearsal {
        var rehearsal = Rehearsal()
        for _ in 0..<hours {
            rehearsal.pass(3600, warmth: 0)
            rehearsal.compare(phase: size, rate: 0)
            rehearsal.beginOne(warmth: 0)
            for place in 0..<Rehearsal.places { rehearsal.expect(0, 1, coefficient: 0, at: place) }
        }
        return rehearsal
    }

    @Test func `a model that errs as it says is left alone`() {
        #expect(rehearsed(200, size: 1).stretch(after: 14_400) == 1)
        #expect(Rehearsal().stretch(after: 86_400) == 1)
    }

    @Test func `a model that errs by more is stretched as far as experience goes`() {
        let (some, much) = (rehearsed(24, size: 4), rehearsed(480, size: 4))
        #expect((1.7...3).contains(some.stretch(after: 14_400)))
        #expect((3.5...4).contains(much.stretch(after: 14_400)))
        #expect(much.stretch(after: 60) < 1.1)
    }

    @Test func `a real outage counts for as many rehearsals as it replaces`() {
        var rehearsal = Rehearsal()
        rehearsal.learn(from: 6, variance: 1, after: 15_000)
        #expect((2...2.5).contains(rehearsal.stretch(after: 14_400)))
        #expect(rehearsal.stretch(after: 3600) == 1)
    }
}
