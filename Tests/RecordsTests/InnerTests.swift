// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Records

struct InnerTests {
    @Test func `a disk that does not answer is trouble`() {
        var condition = Bulletin.Condition()
        let began = ContinuousClock.now
        #expect(condition.trouble(at: began + .seconds(60)) == nil)
        condition.busySince = began
        #expect(condition.trouble(at: began + .seconds(14)) == nil)
        #expect(condition.trouble(at: began + .seconds(16))?.reason == "the disk does not answer")
    }

    @Test func `a queue that is full loses its oldest, and positions stay true`() {
        var queue = BoundedQueue<Int>(limit: 3)
        #expect([1, 2, 3].compactMap { queue.append($0) }.isEmpty)
        let end = queue.end
        #expect(queue.append(4) == 1)
        #expect(queue.append(5) == 2)
        queue.removeAll(before: end)
        #expect(Array(queue.items) == [4, 5])
        queue.remove { $0 == 4 }
        queue.removeAll(before: queue.end)
        #expect(queue.items.isEmpty && queue.append(6) == nil)
    }

    @Test func `summaries merge in any order, and saturate`() {
        var a = Summary(5)
        a.merge(Summary(-3))
        var b = Summary(-3)
        b.merge(Summary(5))
        #expect(a == b && a == Summary(least: -3, most: 5, total: 2, count: 2))
        var full = Summary(least: .min, most: .max, total: .max, count: .max)
        full.merge(full)
        #expect(full.total == .max && full.count == .max)
    }

    @Test(arguments: [(1000, 1000), (1500, 2000), (59_000, 59_000), (60_000, 60_000), (61_000, 120_000)])
    func `a step is rounded up to what a table holds`(asked: Int64, given: Int64) {
        let query = HistoryQuery(series: [.offset], from: 0, to: 1_000_000, step: asked)
        let plan = HistoryPlan(for: query) { _ in nil }
        #expect(plan.step == given)
        #expect(plan.grain == (asked < 60_000 ? .second : .minute))
    }

    @Test func `every series has a place in a row and a number of its own`() {
        #expect(Set(Series.allCases.map(\.code)).count == Series.allCases.count)
        let sample = HistorySample(
            utcMilliseconds: 0, values: Dictionary(uniqueKeysWithValues: Series.allCases.map { ($0, 1) }))
        #expect(Series.allCases.allSatisfy { Measurement(sample).units(of: $0) == $0.units(of: 1) })
    }

    /// What was released is in files out there.
    @Test func `the numbers of the series stay what they are`() {
        let names = "offset bound frequency temperature satellites cn0 pulseResidual loopLatency ntpRequests watchWorst"
        #expect(Series.allCases.map(\.rawValue) == names.split(separator: " ").map(String.init))
    }
}
