// SPDX-License-Identifier: Apache-2.0

/// The sums of squared second differences of the phase that the Allan family of variances is made from.
enum SecondDifferences {
    /// The sum of the squares of x[i+2m] − 2 x[i+m] + x[i] over all i (NIST SP 1065, overlapping Allan variance), or of
    /// their averages over m neighbours (modified Allan variance); and how many terms touch no gap.
    static func sum(of phase: [Double], factor: Int, averaged: Bool) -> (squares: Double, terms: Int) {
        averaged ? windowed(phase, factor) : single(phase, factor)
    }

    private static func single(_ phase: [Double], _ m: Int) -> (squares: Double, terms: Int) {
        var squares = 0.0
        var terms = 0
        for i in 0..<max(phase.count - 2 * m, 0) {
            let difference = phase[i + 2 * m] - 2 * phase[i + m] + phase[i]
            guard !difference.isNaN else { continue }
            squares += difference * difference
            terms += 1
        }
        return (squares, terms)
    }

    /// The sum over the window is carried along. It is begun anew after each window's length: what rounding leaves in it
    /// would else grow with the record.
    private static func windowed(_ phase: [Double], _ m: Int) -> (squares: Double, terms: Int) {
        var squares = 0.0
        var terms = 0
        for start in stride(from: 0, through: phase.count - 3 * m, by: m) {
            var window = Window()
            for i in start..<start + m { window.add(phase[i + 2 * m] - 2 * phase[i + m] + phase[i]) }
            let end = min(start + m, phase.count - 3 * m + 1)
            for i in start..<end {
                if window.gaps == 0 {
                    squares += window.sum * window.sum
                    terms += 1
                }
                guard i + 1 < end else { break }
                window.remove(phase[i + 2 * m] - 2 * phase[i + m] + phase[i])
                window.add(phase[i + 3 * m] - 2 * phase[i + 2 * m] + phase[i + m])
            }
        }
        return (squares / Double(m) / Double(m), terms)
    }

    /// A sum of the values in a window, and how many are missing.
    private struct Window {
        var sum = 0.0
        var gaps = 0

        mutating func add(_ value: Double) { value.isNaN ? (gaps += 1) : (sum += value) }

        mutating func remove(_ value: Double) { value.isNaN ? (gaps -= 1) : (sum -= value) }
    }
}
