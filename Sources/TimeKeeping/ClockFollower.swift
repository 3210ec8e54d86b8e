// SPDX-License-Identifier: Apache-2.0

public import Board
public import TimeBase

/// Keeps another clock of the board on the disciplined one: a comparison in, a correction out.
public struct ClockFollower: Sendable {
    /// Follower − disciplined clock, as last compared; `nil` before that.
    public private(set) var offset: Duration?
    /// How far the follower may be from the disciplined clock.
    public var errorBound: ErrorBound { discipline.errorBound }

    private var discipline: Discipline
    private var era: UInt32?
    private var last: MonotonicInstant?
    private var uncertainty = Duration.zero
    private let steering: TimekeepingSettings.Steering

    public init(steering: TimekeepingSettings.Steering = .init()) {
        self.steering = steering
        discipline = Discipline(steering: steering)
    }

    /// - Parameter mayLead: whether the disciplined clock is worth following. Until it is, a follower is left alone.
    public mutating func hear(
        _ comparison: ClockComparison, at now: MonotonicInstant, mayLead: Bool
    ) -> ClockCorrection? {
        offset = comparison.offset
        uncertainty = comparison.uncertainty
        guard mayLead else { return nil }
        if let era, era != comparison.era { discipline.forgetPhase() }
        era = comparison.era
        let elapsed = last.map { max(0, (now - $0).realSeconds) } ?? 1
        last = now
        let isLost = comparison.offset.magnitude > steering.stepBeyond
        let correction = discipline.update(measured: comparison.offset, elapsed: elapsed, mayStep: isLost)
        if correction.step != .zero { era = era.map { $0 &+ 1 } }
        return correction
    }

    /// What the clock really did, where it clamped or refused the correction.
    public mutating func applied(_ correction: ClockCorrection) { discipline.noteApplied(correction) }
}
