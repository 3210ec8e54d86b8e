// SPDX-License-Identifier: Apache-2.0

@testable import Appliance
import Testing
import TimeBase

struct LatencyHistogramTests {
    @Test func `each latency falls into the first bucket that holds it`() {
        let histogram = LatencyHistogram()
        #expect(histogram.now.latest == nil)
        for latency in [Duration.microseconds(-3), .microseconds(10), .nanoseconds(10_001), .seconds(1), .seconds(2)] {
            histogram.note(latency)
        }
        let facts = histogram.now
        #expect(facts.counts.count == LatencyHistogram.limits.count + 1)
        #expect(facts.counts[0] == 2 && facts.counts[1] == 1 && facts.counts[14] == 1 && facts.counts[15] == 1)
        #expect(facts.counts.reduce(0, +) == 5)
        #expect(facts.sum == .nanoseconds(3_000_020_001))
        #expect(facts.latest == .seconds(2))
    }
}
