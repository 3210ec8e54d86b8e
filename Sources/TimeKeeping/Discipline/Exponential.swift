// SPDX-License-Identifier: Apache-2.0

/// eˣ for x ≤ 0, relative error below 1e-13; values above 0 count as 0, below −700 the result is 0.
///
/// The pure floors have no mathematics library, and a result that is the same on every machine is worth having:
/// replays of a flight recording depend on it.
func exponential(_ x: Double) -> Double {
    guard x > -700 else { return 0 }
    let ln2 = 0.693147180559945309
    let power = (min(x, 0) / ln2).rounded()
    let rest = min(x, 0) - power * ln2
    var term = 1.0
    var sum = 1.0
    for k in 1...13 {
        term *= rest / Double(k)
        sum += term
    }
    return sum * Double(sign: .plus, exponent: Int(power), significand: 1)
}
