// SPDX-License-Identifier: Apache-2.0

/// How one standard deviation of the phase grows from now on without news: at most `growth·t + wander·t^1.5` seconds
/// above what it is now.
struct HoldoverOutlook: Sendable {
    private var firstGrowth = 0.0
    private(set) var wander = 0.0
    private var now = 0.0
    private var age = 0
    /// Since it was looked at, s, if nothing was heard since.
    private var carried = 0.0

    /// It has grown faster by what it wandered since.
    var growth: Double { firstGrowth + 1.5 * wander * carried.squareRoot() }

    /// It is looked at from 16 s to six days, in steps of an octave and of half a one where that matters.
    static let places = 24
    static func span(_ place: Int) -> Double {
        guard place > 8 else { return 16 * Double(1 << place) }
        return 4096 * Double(1 << ((place - 8) / 2)) * (place % 2 == 0 ? 1 : 1.4142135623730951)
    }
    /// Between two places the curve may bulge so much.
    private static let bulge = 1.05
    /// Blocks until it is due anew.
    private static let lifetime = 8

    var isDue: Bool { age >= Self.lifetime }

    mutating func pass(_ seconds: Double, isDeaf: Bool) {
        age += 1
        if isDeaf { carried += seconds }
    }

    /// - Parameters:
    ///   - now: the deviation now, s.
    ///   - rate: how much faster it grows at once, s/s.
    mutating func begin(now: Double, rate: Double) {
        (self.now, age, carried) = (now, 0, 0)
        firstGrowth = rate * Self.bulge
        wander = 0
    }

    mutating func include(_ deviation: Double, after span: Double) {
        // What it is now does not bulge; were it counted, a long outage would promise far too much for the next hour.
        let excess = (deviation - now) * Self.bulge - firstGrowth * span
        wander = max(wander, excess / (span * span.squareRoot()))
    }
}
