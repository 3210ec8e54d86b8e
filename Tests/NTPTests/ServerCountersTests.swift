// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing

struct ServerCountersTests {
    @Test(arguments: Refusal.allCases)
    func `each refusal has a number of its own`(refusal: Refusal) {
        var counters = ServerCounters()
        counters[refusal] += 3
        #expect(Refusal.allCases.filter { counters[$0] != 0 } == [refusal])
        #expect(counters.refused == 3)
    }

    @Test func `two add up, outcome by outcome`() {
        var (a, b) = (ServerCounters(), ServerCounters())
        a.answered = 5
        a[.tooShort] = 1
        b.answered = 2
        b.unsent = 1
        (a.kissed, b.kissed) = (2, 1)
        (a.interleaved, b.interleaved, b.departures, a.unstamped) = (3, 4, 5, 6)
        (a[.aes128], b[.aes128], b[.md5]) = (7, 8, 9)
        b[.tooShort] = 4
        let sum = a + b
        #expect((sum.answered, sum.unsent, sum[.tooShort], sum.received) == (7, 1, 5, 12))
        #expect(sum.kissed == 3)
        #expect((sum.interleaved, sum.departures, sum.unstamped) == (7, 5, 6))
        #expect(KeyAlgorithm.allCases.map { sum[$0] } == [9, 0, 0, 0, 0, 15, 0])
    }
}
