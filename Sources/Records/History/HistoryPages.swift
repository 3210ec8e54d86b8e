// SPDX-License-Identifier: Apache-2.0

/// A long stretch of history, a page at a time, so that whoever exports a month does not hold it in memory.
///
/// Each page has whole steps in ascending order. Empty stretches are passed over. What is recorded meanwhile may or
/// may not be in it.
public struct HistoryPages: AsyncSequence, Sendable {
    public typealias Element = [HistoryPoint]

    let archive: Archive
    let query: HistoryQuery
    let stepsInPage: Int64

    public func makeAsyncIterator() -> Iterator { Iterator(archive: archive, rest: query, stepsInPage: stepsInPage) }

    public struct Iterator: AsyncIteratorProtocol {
        let archive: Archive
        var rest: HistoryQuery
        let stepsInPage: Int64
        var plan: HistoryPlan?

        init(archive: Archive, rest: HistoryQuery, stepsInPage: Int64) {
            (self.archive, self.rest, self.stepsInPage) = (archive, rest, stepsInPage)
        }

        /// - Throws: ``RecordFault``
        public mutating func next() async throws -> [HistoryPoint]? {
            let plan = try await decided()
            while rest.from < rest.to, !Task.isCancelled {
                guard let first = try await archive.firstMoment(of: rest, plan) else { return nil }
                var page = rest
                page.from = first - first % plan.step
                page.to = Swift.min(rest.to, page.from + stepsInPage * plan.step)
                rest.from = page.to
                let points = try await archive.points(of: page, plan)
                if !points.isEmpty { return points }
            }
            return nil
        }

        /// Once for all pages, so that their steps are of one length.
        private mutating func decided() async throws -> HistoryPlan {
            if let plan { return plan }
            let decided = try await archive.plan(for: rest)
            (plan, rest) = (decided, decided.aligned(rest))
            return decided
        }
    }
}
