// SPDX-License-Identifier: Apache-2.0

import PTP
import Synchronization
import TimeBase

/// What the thread that listens to a PTP master tells those who judge it.
final class PTPSourceBox: Sendable {
    /// As of a moment.
    struct Told: Sendable {
        var at: MonotonicInstant
        var receiver: TimeReceiverFacts
        var standing: TimeReceiverStanding?
        var hindrance: TimeReceiverHindrance?
        /// On which it was measured.
        var scale: SteadyScale
        /// How much further than that its stamps may be off: what a card's own clock adds.
        var strayed: Duration
    }

    private struct State {
        var told: Told?
        var trouble: PTPTrouble?
        var stampsText = ""
    }

    private let state = Mutex(State())

    var told: Told? { state.withLock(\.told) }
    var trouble: PTPTrouble? { state.withLock(\.trouble) }
    var stampsText: String { state.withLock(\.stampsText) }

    func tell(_ told: Told) { state.withLock { $0.told = told } }

    /// It runs.
    func begin(stamps text: String) { state.withLock { ($0.trouble, $0.stampsText) = (nil, text) } }

    /// It does not, and what was measured is over.
    /// - Returns: whether that is new.
    func fail(_ trouble: PTPTrouble) -> Bool {
        state.withLock { state in
            defer {
                state.trouble = trouble
                state.told?.standing = nil
                state.told?.hindrance = .noMaster
            }
            return state.trouble != trouble
        }
    }
}
