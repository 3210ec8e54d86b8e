// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// The discipline as it was before each of its last turns, and what was done to the clock in them: so that the last
/// seconds' edges can be taken back.
///
/// Its storage is allocated once, at the beginning.
struct Retrospect: Sendable {
    /// One turn.
    private struct Moment {
        var at: MonotonicInstant
        /// The discipline before it.
        var before: Discipline
        /// Seconds since the turn before.
        var elapsed: Double
        /// What was really applied to the clock.
        var applied: ClockCorrection
    }

    private static let longest = 60

    private var moments: [Moment]
    private var next = 0
    private(set) var count = 0

    init(_ settings: TimekeepingSettings.Retrospect, like discipline: Discipline, at now: MonotonicInstant) {
        let filler = Moment(at: now, before: discipline, elapsed: 0, applied: ClockCorrection(frequency: 0))
        moments = Array(repeating: filler, count: min(max(settings.seconds, 0), Self.longest) + 1)
    }

    mutating func keep(
        _ before: Discipline, elapsed: Double, applied: ClockCorrection, at now: MonotonicInstant
    ) {
        moments[next] = Moment(at: now, before: before, elapsed: elapsed, applied: applied)
        next = (next + 1) % moments.count
        count = min(count + 1, moments.count)
    }

    /// What the board did in the last turn, where it was not what it was told.
    mutating func amend(_ applied: ClockCorrection) {
        guard count > 0 else { return }
        moments[(next + moments.count - 1) % moments.count].applied = applied
    }

    /// What was before is of no use any more: the clock was set, or is to be found anew.
    mutating func forget() { (next, count) = (0, 0) }

    /// The discipline as it would be after the last turn if it had heard no edge since `instant`, but knew what was done
    /// to the clock; `nil` where no turn was since then.
    func deaf(since instant: MonotonicInstant) -> Discipline? {
        var deaf: Discipline?
        for i in 0..<count {
            let place = (next + moments.count - count + i) % moments.count
            guard moments[place].at >= instant else { continue }
            if deaf == nil { deaf = moments[place].before }
            _ = deaf?.update(measured: nil, elapsed: moments[place].elapsed, mayStep: false)
            deaf?.noteApplied(moments[place].applied)
        }
        return deaf
    }
}
