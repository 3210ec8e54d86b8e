// SPDX-License-Identifier: Apache-2.0

/// Whether a pulse that is not followed agrees again with the clock that runs on: close enough to where that one
/// expects it, and standing there, for a minute.
struct ReturnCheck: Sendable {
    private static let needed = 60
    /// Of a pulse that had only jumped.
    private static let neededOfJump = 10
    private var (agreeing, misses) = (0, 0)
    private var (early, late) = (0.0, 0.0)

    /// Takes clock − pulse less what was expected of it, s; returns whether the pulse has agreed for long enough.
    /// - Parameters:
    ///   - bound: how far the expectation may be off, s.
    ///   - drift: how fast the pulse may move against it, s/s.
    mutating func hear(_ excess: Double, bound: Double, drift: Double, isOfJump: Bool) -> Bool {
        guard excess.magnitude <= bound else {
            misses += 1
            // Single late edges are nothing.
            if misses > 3 { self = ReturnCheck() }
            return false
        }
        if agreeing < Self.needed / 2 { early += excess } else { late += excess }
        agreeing += 1
        if isOfJump, agreeing >= Self.neededOfJump { return true }
        guard agreeing == Self.needed else { return false }
        let half = Double(Self.needed / 2)
        let slope = (late - early) / (half * half)
        self = ReturnCheck()
        return slope.magnitude <= drift
    }
}
