// SPDX-License-Identifier: Apache-2.0

/// offsetScaledLogVariance (IEEE 1588-2019, 7.6.3.3): a PTP variance in s² as 256 times its binary logarithm, plus 0x8000.
///
/// The PTP variance is τ²/3 of the Allan variance at the interval τ (7.6.3.2): of a second, here.
public enum ScaledLogVariance {
    /// Too large to be told, or not known.
    public static let unknown: UInt16 = 0xFFFF

    /// - Parameter variance: s²; `nil`: not measured. Zero, and what is smaller than 2⁻¹²⁸ s², is told as 0; what is larger
    ///   than can be told, or no number, as ``unknown``.
    public static func code(_ variance: Double?) -> UInt16 {
        guard let variance, !variance.isNaN else { return unknown }
        guard variance > 0 else { return 0 }
        let scaled = binaryLogarithm(variance) * 256 + 32_768
        return UInt16(min(max(scaled.rounded(), 0), 65_535))
    }

    /// The binary logarithm of a positive number, to 10⁻⁹: the pure floors have no mathematics library, and the same value
    /// on every machine is worth having.
    static func binaryLogarithm(_ x: Double) -> Double {
        guard x.isFinite else { return 2_000 }
        // ln s = 2 artanh((s − 1) / (s + 1)), whose series converges fast where s is within [1, 2).
        let ratio = (x.significand - 1) / (x.significand + 1)
        var power = ratio
        var sum = 0.0
        for k in stride(from: 1, through: 19, by: 2) {
            sum += power / Double(k)
            power *= ratio * ratio
        }
        return Double(x.exponent) + 2 * sum / 0.693147180559945309
    }
}
