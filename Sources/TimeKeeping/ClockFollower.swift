// SPDX-License-Identifier: Apache-2.0

public import Board
public import TimeBase

/// Keeps another clock of the board on the disciplined one: a comparison in, a correction out.
///
/// Comparisons are better than any pulse, and what the disciplined clock is steered by is a change of rate that no
/// oscillator makes: so nothing is refused or smoothed here. A proportional and an integral part, no more.
public struct ClockFollower: Sendable {
    /// Follower − disciplined clock, as last compared; `nil` before that.
    public private(set) var offset: Duration?

    /// How much of an offset is taken out within the next second, and how much of it is taken for a rate.
    private static let (proportion, integration) = (0.7, 0.3)
    /// Rates beyond this are no clock's.
    private static let largestRate = 500e-6

    private let steering: TimekeepingSettings.Steering
    /// The follower's own rate against the disciplined clock, as learned: positive, it runs fast.
    private var rate = 0.0
    private var last: MonotonicInstant?

    public init(steering: TimekeepingSettings.Steering = .init()) { self.steering = steering }

    /// - Parameter mayLead: whether the disciplined clock is worth following. Until it is, a follower is left alone.
    public mutating func hear(
        _ comparison: ClockComparison, at now: MonotonicInstant, mayLead: Bool
    ) -> ClockCorrection? {
        offset = comparison.offset
        guard mayLead else { return nil }
        let elapsed = last.map { min(max(0.1, (now - $0).realSeconds), 10) } ?? 1
        last = now
        guard comparison.offset.magnitude <= steering.stepBeyond else { return step(comparison) }
        let slope = comparison.offset.realSeconds / elapsed
        rate = Self.limited(rate + Self.integration * slope)
        return ClockCorrection(frequency: Self.limited(-rate - Self.proportion * slope))
    }

    private func step(_ comparison: ClockComparison) -> ClockCorrection {
        return ClockCorrection(frequency: -rate, step: .zero - comparison.offset)
    }

    private static func limited(_ rate: Double) -> Double { min(max(rate, -largestRate), largestRate) }

    /// What the clock really did, where it clamped or refused the correction: a rate that it cannot have is not wound up.
    public mutating func applied(_ correction: ClockCorrection) {
        if correction.frequency.magnitude < rate.magnitude / 2 { rate = -correction.frequency }
    }
}
