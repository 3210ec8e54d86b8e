// SPDX-License-Identifier: Apache-2.0

/// What passes in a span of time of at most a minute or so, the same for all hypotheses: how far the day turns, and how
/// warm it was.
struct HoldoverTurn: Sendable {
    /// A turn of a circle, and the mean of its two columns over the turn.
    struct Circle: Sendable {
        var cosine, sine: Double
        /// Mean over the turn of what the cosine and the sine state are seen as.
        var meanCosine, meanSine: Double

        /// By `angle`, radians, below 0.1: the series' rest is below 1e-9.
        init(angle: Double) {
            let square = angle * angle
            cosine = 1 - square / 2 + square * square / 24
            sine = angle - square * angle / 6 + square * square * angle / 120
            meanCosine = 1 - square / 6 + square * square / 120
            meanSine = angle / 2 - square * angle / 24
        }
    }

    /// Its length, s.
    let length: Double
    let day, halfDay: Circle
    /// Mean temperature less ``Warmth/usual``, K; `nil` without a thermometer.
    let warmth: Double?
    /// Variance of a reading of the thermometer, K².
    let warmthNoise: Double

    static let angularRate = 2 * 3.14159265358979324 / 86_400
    /// The longest for which the series are good enough, s.
    static let longest = 60.0

    init(_ length: Double, warmth: Double? = nil, warmthNoise: Double = 0) {
        self.length = length
        day = Circle(angle: Self.angularRate * length)
        halfDay = Circle(angle: 2 * Self.angularRate * length)
        (self.warmth, self.warmthNoise) = (warmth, warmthNoise)
    }
}
