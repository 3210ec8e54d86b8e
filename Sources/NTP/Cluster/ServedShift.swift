// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// How far the time that is told lies from our own clock, drawn little by little to where it is to be: our clock − what
/// is told.
public struct ServedShift: Sendable, BitwiseCopyable {
    private var anchor: MonotonicInstant
    private var begun: Duration
    public private(set) var target: Duration
    /// Fractional, not negative.
    private let rate: Double

    /// - Parameter rate: fractional, of how fast it changes.
    public init(rate: Double, at now: MonotonicInstant) {
        (anchor, begun, target, self.rate) = (now, .zero, .zero, rate)
    }

    /// What it is at `now`.
    public func value(at now: MonotonicInstant) -> Duration {
        let rest = target - begun
        let most = Duration.realSeconds(max(0, (now - anchor).realSeconds) * rate)
        return rest.magnitude <= most ? target : begun + (rest < .zero ? .zero - most : most)
    }

    /// How much of the way is left.
    public func rest(at now: MonotonicInstant) -> Duration { (target - value(at: now)).magnitude }

    /// Where it is to be from now on.
    mutating func draw(to new: Duration, at now: MonotonicInstant) {
        (anchor, begun, target) = (now, value(at: now), new)
    }

    /// At once: nobody has gone by what was told.
    mutating func set(to new: Duration, at now: MonotonicInstant) {
        (anchor, begun, target) = (now, new, new)
    }

    /// Our clock was stepped by so much: what is told is not.
    mutating func clockStepped(by step: Duration, at now: MonotonicInstant) {
        (begun, target, anchor) = (value(at: now) + step, target + step, now)
    }
}
