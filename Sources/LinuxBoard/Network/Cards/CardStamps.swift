// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Where those who compare the cards' clocks and those who read stamps meet. A reader looks at ``count``, which is one load,
/// and locks only where that has changed.
public final class CardStamps: Sendable {
    private struct State {
        var table = CardTable()
        var tally = CardTally(repeating: CardCounts())
    }

    private let number = Atomic<UInt64>(0)
    private let state = Mutex(State())

    public init() {}

    /// Replaces the table. Cards keep their places.
    public func publish(_ table: CardTable) {
        state.withLock { state in
            state.table = table
            number.add(1, ordering: .releasing)
        }
    }

    /// How often it has been replaced.
    var count: UInt64 { number.load(ordering: .acquiring) }

    /// Whether any card stamps.
    var isEmpty: Bool { state.withLock(\.table.isEmpty) }

    /// The table, for what was counted by the one before.
    func exchange(_ tally: CardTally) -> CardTable {
        state.withLock { state in
            for place in tally.indices { state.tally[place] += tally[place] }
            return state.table
        }
    }

    /// What became of a card's stamps so far, as its readers have told: some half a second late.
    public func counts(at place: Int) -> CardCounts { state.withLock { $0.tally[place] } }
}
