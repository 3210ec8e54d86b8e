// SPDX-License-Identifier: Apache-2.0

import Board
import SimulatedBoard
public import TimeBase

/// The whole appliance but its network, in simulated time as fast as the processor allows: the demonstration's world
/// through the very loop that `gnomon run` runs. The truth is known here, so every claim is held against it.
public struct SimulatedRun {
    /// What came of it.
    public struct Summary: Sendable, Equatable {
        public var seconds = 0
        /// Seconds from the start to the first lock; `nil`: never.
        public var secondsToLock: Int?
        public var secondsLocked = 0
        public var secondsInHoldover = 0
        /// Seconds, locked or in holdover, in which |clock − truth| was above the published bound.
        public var secondsOutsideBound = 0
        /// Of the clock against the truth while locked, nanoseconds.
        public var rmsLockedNs = 0.0
        /// While locked or in holdover, nanoseconds.
        public var worstNs = 0.0
        /// At the end.
        public var finalPhase = TimeState.Phase.starting
    }

    private var loop: TimingLoop<SimulatedBoard>
    private var summary = Summary()
    private var squares = 0.0

    /// Begins 2026-11-01 00:00:00 UTC, 0.3 s and 12 ppm wrong.
    public init(seed: UInt64) {
        let start = TAIInstant(sinceEpoch: .seconds(20_758 * 86_400 + 37))
        let table = LeapSecondTable.builtIn
        let board = SimulatedBoard(.demonstration(seed: seed, start: start, utc: table.relation(at: start)))
        let settings = TimingSettings(
            leapSeconds: table, pivot: TimingSettings.pivot(builtOn: CivilDate(daysSince1970: 20_758)))
        loop = TimingLoop(board: board, settings: settings)
    }

    /// Lets the world run for so many seconds.
    public mutating func run(seconds: Int) -> Summary {
        for _ in 0..<seconds {
            let end = MonotonicInstant(sinceEpoch: .seconds(summary.seconds + 1))
            while loop.step().at < end { while loop.nextNote() != nil {} }
            summary.seconds += 1
            judge()
        }
        if summary.secondsLocked > 0 { summary.rmsLockedNs = (squares / Double(summary.secondsLocked)).squareRoot() }
        summary.finalPhase = loop.engine.state.phase
        return summary
    }

    private mutating func judge() {
        let (state, now) = (loop.engine.state, loop.board.now)
        guard state.phase == .locked || state.phase == .holdover else { return }
        let error = loop.board.trueOffset(at: now)
        if error.magnitude > state.errorBound.after(now - state.asOf) { summary.secondsOutsideBound += 1 }
        summary.worstNs = max(summary.worstNs, error.magnitude.realNanoseconds)
        if state.phase == .locked {
            summary.secondsToLock = summary.secondsToLock ?? summary.seconds
            summary.secondsLocked += 1
            squares += error.realNanoseconds * error.realNanoseconds
        } else {
            summary.secondsInHoldover += 1
        }
    }
}

extension SimulatedRun.Summary: CustomStringConvertible {
    public var description: String {
        """
        simulated \(seconds) s: locked after \(secondsToLock.map(String.init) ?? "–") s, \(secondsLocked) s locked, \
        \(secondsInHoldover) s in holdover, at the end \(finalPhase.name)
        error     \(rmsLockedNs) ns RMS while locked, \(worstNs) ns at most, \
        outside its bound in \(secondsOutsideBound) s
        """
    }
}
