// SPDX-License-Identifier: Apache-2.0

/// A number's decimal digits, with zeros before them up to a width.
func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number.magnitude)
    let zeros = String(repeating: "0", count: max(0, width - digits.count))
    return (number < 0 ? "-" : "") + zeros + digits
}

/// The first decimals of a fraction of a second, cut off, not rounded: a text never shows a moment not yet reached.
func decimals(of fraction: Duration, count: Int) -> String {
    guard count > 0 else { return "" }
    let digits = padded(Int(truncatingIfNeeded: fraction.attoseconds), to: 18)
    return "." + digits.prefix(count) + String(repeating: "0", count: max(0, count - 18))
}
