// SPDX-License-Identifier: Apache-2.0

extension Chronyc {
    /// candm.h's `Float`: coefficient · 2^(exponent − 25), the exponent in the upper 7 bits, the coefficient in the lower
    /// 25, both signed. The relative error is at most 2⁻²⁴.
    struct WireFloat: Hashable {
        var bits: UInt32

        private static let coefficientBits = 25
        private static let exponents = -64...63
        private static let largest = Int32(1 << 24) - 1

        /// NaN is sent as zero; what is too large as the largest of its sign; what is too small as zero.
        init(_ value: Double) {
            guard value != 0, !value.isNaN else {
                bits = 0
                return
            }
            guard value.isFinite else {
                self = Self.extreme(isNegative: value < 0)
                return
            }
            // So that the coefficient's magnitude is in 2²³ ... 2²⁴.
            var exponent = max(Int(value.exponent) + 2, Self.exponents.lowerBound)
            var coefficient = Self.scaled(value, by: Self.coefficientBits - exponent).rounded()
            if coefficient > Double(Self.largest) || coefficient < -Double(Self.largest) - 1 {
                coefficient = (coefficient / 2).rounded()
                exponent += 1
            }
            self =
                exponent > Self.exponents.upperBound
                ? Self.extreme(isNegative: value < 0) : Self(Int32(coefficient), exponent)
        }

        init(bits: UInt32) { self.bits = bits }

        private init(_ coefficient: Int32, _ exponent: Int) {
            bits = UInt32(bitPattern: Int32(exponent)) << 25 | UInt32(bitPattern: coefficient) & 0x01FF_FFFF
        }

        private static func extreme(isNegative: Bool) -> Self {
            Self(isNegative ? -largest - 1 : largest, exponents.upperBound)
        }

        var value: Double {
            let exponent = Int(Int32(bitPattern: bits) >> 25)
            let coefficient = Int32(bitPattern: bits << 7) >> 7
            return Self.scaled(Double(coefficient), by: exponent - Self.coefficientBits)
        }

        private static func scaled(_ value: Double, by exponent: Int) -> Double {
            Double(sign: .plus, exponent: exponent, significand: value)
        }
    }
}
