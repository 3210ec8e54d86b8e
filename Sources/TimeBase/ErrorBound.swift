// SPDX-License-Identifier: Apache-2.0

/// A bound on |clock − TAI| that grows with the time since it was computed:
/// `base + growth·t + wander·t^1.5 + acceleration·t²`.
public struct ErrorBound: Sendable, BitwiseCopyable {
    public var base: Duration
    /// What a frequency that is not known exactly adds: seconds per second, not negative.
    public var growth: Double
    /// What a frequency that walks at random adds: seconds per second to the power of 1.5, not negative.
    public var wander: Double
    /// What a drift adds: seconds per second squared, not negative.
    public var acceleration: Double

    public init(base: Duration, growth: Double = 0, wander: Double = 0, acceleration: Double = 0) {
        (self.base, self.growth, self.wander, self.acceleration) = (base, growth, wander, acceleration)
    }

    /// Nothing is known: larger than any offset between real clocks (RFC 5905 calls 16 s "infinite" dispersion; a
    /// clock that has never been set may be decades off).
    public static let unknown = ErrorBound(base: .seconds(4_000_000_000))

    /// The bound once `elapsed` has passed; negative times count as zero.
    public func after(_ elapsed: Duration) -> Duration {
        base + .realSeconds(min(increase(over: max(0, elapsed.realSeconds)), 4e9))
    }

    /// The same bound as it is seen `elapsed` later: it contains this one at every later moment.
    public func moved(by elapsed: Duration) -> ErrorBound {
        let t = max(0, elapsed.realSeconds)
        return ErrorBound(
            base: after(elapsed), growth: growth + 1.5 * wander * t.squareRoot() + 2 * acceleration * t,
            wander: wander, acceleration: acceleration)
    }

    /// How long until the bound passes `limit`; zero where it already has, `nil` where it never will.
    public func time(until limit: Duration) -> Duration? {
        let room = (limit - base).realSeconds
        if room <= 0 { return .zero }
        guard var t = latest(for: room) else { return nil }
        // The increase is convex, so Newton's steps come down to the root and never pass it.
        for _ in 0..<80 {
            let step = (increase(over: t) - room) / slope(at: t)
            guard step > t * 1e-15 else { break }
            t -= step
        }
        return .realSeconds(min(t, 1e15))
    }

    private func increase(over t: Double) -> Double { t * (growth + wander * t.squareRoot() + acceleration * t) }

    private func slope(at t: Double) -> Double { growth + 1.5 * wander * t.squareRoot() + 2 * acceleration * t }

    /// A time at which the increase is `room` or more by one of its terms alone.
    private func latest(for room: Double) -> Double? {
        var t = Double.infinity
        if growth > 0 { t = min(t, room / growth) }
        if wander > 0 { t = min(t, max(1, room / wander)) }
        if acceleration > 0 { t = min(t, (room / acceleration).squareRoot()) }
        return t < .infinity ? t : nil
    }
}
