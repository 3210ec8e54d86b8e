// SPDX-License-Identifier: Apache-2.0

/// Half a wave over 0...1, by a series: this floor has no mathematics library, and the same figures on every machine
/// are worth having.
enum HalfWave {
    /// (1 − cos πx) / 2: from 0 to 1 without a jump of its slope; error below 1e-15.
    static func rise(_ x: Double) -> Double {
        let s = sineOfQuarter(min(x, 1 - x))
        return x <= 0.5 ? s * s : 1 - s * s
    }

    /// sin πx, error below 1e-15.
    static func sine(_ x: Double) -> Double {
        let s = sineOfQuarter(min(x, 1 - x))
        return 2 * s * (1 - s * s).squareRoot()
    }

    /// sin(πx/2) for x in 0...1/2.
    private static func sineOfQuarter(_ x: Double) -> Double {
        let angle = Double.pi / 2 * x
        let square = angle * angle
        var term = angle
        var sum = angle
        for k in stride(from: 2.0, through: 16, by: 2) {
            term *= -square / (k * (k + 1))
            sum += term
        }
        return sum
    }
}
