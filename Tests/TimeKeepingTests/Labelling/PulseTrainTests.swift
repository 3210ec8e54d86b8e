// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import TimeKeeping

@Suite struct PulseTrainTests {
    private func at(_ seconds: Double) -> MonotonicInstant { MonotonicInstant(sinceEpoch: .realSeconds(100 + seconds)) }

    @Test func `beats are counted over missing ones`() {
        var train = PulseTrain()
        #expect(train.edge(at: at(0)) == .began)
        #expect(train.edge(at: at(1)) == .beat(1))
        #expect(train.edge(at: at(5.001)) == .beat(5))
        #expect(train.edge(at: at(6.0001)) == .beat(6))
    }

    @Test func `a doubled edge is a stray and does not move the count`() {
        var train = PulseTrain()
        _ = train.edge(at: at(0))
        #expect(train.edge(at: at(0.1)) == .stray(.realSeconds(100.1) - .seconds(100)))
        #expect(train.edge(at: at(1)) == .beat(1))
    }

    @Test func `five edges on another beat begin a new train`() {
        var train = PulseTrain()
        _ = train.edge(at: at(0))
        for i in 1...4 {
            guard case .stray = train.edge(at: at(Double(i) + 0.4)) else {
                Issue.record("\(i)")
                return
            }
        }
        #expect(train.edge(at: at(5.4)) == .began)
        #expect(train.edge(at: at(6.4)) == .beat(1))
    }

    @Test func `a gap too long to count over begins a new train`() {
        var train = PulseTrain()
        _ = train.edge(at: at(0))
        #expect(train.edge(at: at(95)) == .began)
    }

    @Test func `the count has fractions, also backwards`() {
        var train = PulseTrain()
        #expect(train.count(at: at(0)) == nil)
        _ = train.edge(at: at(0))
        _ = train.edge(at: at(1))
        #expect(train.count(at: at(1.25)) == .milliseconds(1250))
        #expect(train.count(at: at(-1)) == .seconds(-1))
    }
}
