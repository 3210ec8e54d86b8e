// SPDX-License-Identifier: Apache-2.0

/// The quantile of the χ² distribution that lies where a standard normal one has this deviate; so deviates of −1 and 1
/// bound the middle 68 %.
///
/// By Wilson and Hilferty (1931). With 3 degrees of freedom or more its square root is right within 0.3 %; below, the
/// lower quantile is too low (by 3 % with 1.5, 18 % with 1, in the square root): an interval is too wide, not too narrow.
func chiSquared(_ freedom: Double, deviate: Double) -> Double {
    let share = 2 / (9 * freedom)
    let root = 1 - share + deviate * share.squareRoot()
    return freedom * root * root * root
}

/// ln x for x > 0, relative error below 1e-14 but near 1, where the absolute one is below 1e-15.
///
/// The pure floors have no mathematics library, and the result is the same on every machine.
func naturalLogarithm(_ x: Double) -> Double {
    let isHigh = x.significand > 1.4142135623730951
    let near = isHigh ? x.significand / 2 : x.significand
    let exponent = Double(x.exponent) + (isHigh ? 1 : 0)
    let ratio = (near - 1) / (near + 1)
    let square = ratio * ratio
    var power = ratio
    var sum = 0.0
    for k in stride(from: 1.0, through: 21, by: 2) {
        sum += power / k
        power *= square
    }
    return exponent * 0.693147180559945309 + 2 * sum
}
