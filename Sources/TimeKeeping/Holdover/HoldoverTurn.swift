// SPDX-License-Identifier: Apache-2.0

/// What passes in a span of time, the same for all hypotheses: how far the day turns, and how warm it is.
struct HoldoverTurn: Sendable {
    /// A turn of a circle, and the mean of its two columns over the turn.
    struct Circle: Sendable {
        let cosine, sine: Double
        /// Mean over the turn of what the cosine and the sine state are seen as.
        let meanCosine, meanSine: Double

        /// By `angle`, radians, not negative.
        init(angle: Double) {
            let full = 2 * Double.pi
            let (c, s) = Self.cosineAndSine(angle - (angle / full).rounded() * full)
            (cosine, sine) = (c, s)
            let square = angle * angle
            meanCosine = angle < 0.01 ? 1 - square / 6 : s / angle
            meanSine = angle < 0.01 ? angle / 2 - square * angle / 24 : (1 - c) / angle
        }

        /// By their series; |x| ≤ π, error below 1e-9.
        private static func cosineAndSine(_ x: Double) -> (Double, Double) {
            var (cosine, sine, term) = (1.0, 0.0, 1.0)
            for k in 1...20 {
                term *= x / Double(k)
                let signed = k % 4 < 2 ? term : -term
                if k % 2 == 0 { cosine += signed } else { sine += signed }
            }
            return (cosine, sine)
        }
    }

    /// Its length, s.
    let length: Double
    let day, halfDay: Circle
    /// Mean temperature less ``Thermometer/usual``, K.
    let warmth: Double
    /// Whether nothing is heard of the reference meanwhile.
    let isDeaf: Bool

    static let angularRate = 2 * Double.pi / 86_400
    /// The longest that a span is cut into, s: weather must hardly change in it.
    static func longest(of span: Double) -> Double { span > 3600 ? 300 : 60 }

    init(_ length: Double, warmth: Double, isDeaf: Bool) {
        (self.length, self.warmth, self.isDeaf) = (length, warmth, isDeaf)
        day = Circle(angle: Self.angularRate * length)
        halfDay = Circle(angle: 2 * Self.angularRate * length)
    }
}
