// SPDX-License-Identifier: Apache-2.0

/// Whether a pulse that is not followed agrees again with the clock that runs on: close enough to where that one
/// expects it, and standing there, for a minute.
///
/// What a clock without a pulse may be off grows faster than a drag leads away, so that a drag which goes on would come
/// to agree in the end. Hence it must have been broken off, or have come to a stop.
struct ReturnCheck: Sendable {
    private static let needed = 60
    /// Of a pulse that had only jumped.
    private static let neededOfJump = 10
    /// Single late edges are nothing; so many in a row are.
    private static let misses = 3

    /// What the pulse is accused of: how fast it drags, s/s; 0: it jumped.
    let rate: Double
    private var (agreeing, missed) = (0, 0)
    private var (early, late) = (0.0, 0.0)
    /// Where it was last as the drag goes on, and how long ago, s.
    private var led: Double?
    private var silence = 0.0
    private var off = 0
    private var isBroken = false

    init(rate: Double) { self.rate = rate.magnitude }

    /// Takes clock − pulse less what was expected of it, s; returns whether the pulse has agreed for long enough.
    /// - Parameters:
    ///   - elapsed: seconds since the last one.
    ///   - reach: how far the expectation may be off, s; `drift`: how fast the pulse may move against it, s/s.
    ///   - noise: one standard deviation of a pulse, s.
    mutating func hear(_ excess: Double, elapsed: Double, reach: Double, drift: Double, noise: Double) -> Bool {
        lookForBreak(excess, elapsed, noise)
        guard excess.magnitude <= reach else {
            missed += 1
            if missed > Self.misses { (agreeing, missed, early, late) = (0, 0, 0, 0) }
            return false
        }
        missed = 0
        if agreeing < Self.needed / 2 { early += excess } else { late += excess }
        agreeing += 1
        if rate == 0 { return agreeing >= Self.neededOfJump }
        guard agreeing == Self.needed else { return false }
        let half = Double(Self.needed / 2)
        let slope = (late - early).magnitude / (half * half)
        (agreeing, early, late) = (0, 0, 0)
        return slope <= (isBroken ? drift : rate / 3)
    }

    private mutating func lookForBreak(_ excess: Double, _ elapsed: Double, _ noise: Double) {
        silence += elapsed
        guard let led, (excess - led).magnitude > 2 * rate * silence + 20 * noise + 1e-6 else {
            (led, silence, off) = (excess, 0, 0)
            return
        }
        off += 1
        if off > Self.misses { (isBroken, self.led, silence, off) = (true, excess, 0, 0) }
    }
}
