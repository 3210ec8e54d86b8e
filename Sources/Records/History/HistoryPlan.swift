// SPDX-License-Identifier: Apache-2.0

/// From which table a question is answered, and in which steps.
struct HistoryPlan: Sendable {
    let grain: Grain
    /// Milliseconds; a multiple of the grain's.
    let step: Int64

    /// - Parameter oldest: the start of a table's oldest row; `nil`: it is empty.
    init(for query: HistoryQuery, oldest: (Grain) throws -> Int64?) rethrows {
        var grain = Grain.allCases.last { $0.milliseconds <= query.step } ?? .second
        // What the fine table has forgotten already is told coarsely rather than not at all.
        while let coarser = grain.coarser, let reach = try oldest(coarser) {
            guard let own = try oldest(grain) else { break }
            guard query.from < own, reach + coarser.milliseconds <= own else { break }
            grain = coarser
        }
        (self.grain, step) = (grain, query.step(of: grain))
    }

    /// The same stretch, in whole steps.
    func aligned(_ query: HistoryQuery) -> HistoryQuery {
        var query = query
        query.from -= query.from % step
        query.to = (query.to + step - 1) / step * step
        query.step = step
        return query
    }
}

extension Grain {
    var coarser: Grain? {
        switch self {
        case .second: .minute
        case .minute: .hour
        case .hour: nil
        }
    }
}
