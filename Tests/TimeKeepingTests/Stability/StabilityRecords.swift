// SPDX-License-Identifier: Apache-2.0

@testable import TimeKeeping

/// Records to make statistics of, and the statistics' definitions written out.
enum Records {
    /// The phase of frequencies, s, at 1 s.
    static func phase(of frequencies: [Double]) -> [Double] {
        frequencies.reduce(into: [0.0]) { $0.append($0[$0.count - 1] + $1) }
    }

    /// The 1000 frequencies of the test suite in NIST SP 1065: a prime modulus generator, normalised.
    static let thousand: [Double] = {
        var state: Int64 = 1_234_567_890
        return (0..<1000).map { _ in
            defer { state = 16807 * state % 2_147_483_647 }
            return Double(state) / 2_147_483_647
        }
    }()

    /// The nine frequencies of NBS Monograph 140, annex 8.E, as in NIST SP 1065.
    static let nine: [Double] = [892, 809, 823, 798, 671, 644, 883, 903, 677]

    /// Normal noise of one seed, deviation 1 (the sum of twelve uniform ones).
    static func noise(_ count: Int, seed: UInt64 = 1) -> [Double] {
        var state = seed
        return (0..<count).map { _ in
            (0..<12).reduce(-6.0) { sum, _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return sum + Double(state >> 11) / 9_007_199_254_740_992
            }
        }
    }

    /// The running sum.
    static func summed(_ values: [Double]) -> [Double] { Array(phase(of: values).dropFirst()) }

    /// The second differences over m samples that exist, by their place.
    private static func difference(_ x: [Double?], _ i: Int, _ m: Int) -> Double? {
        guard let a = x[i], let b = x[i + m], let c = x[i + 2 * m] else { return nil }
        return c - 2 * b + a
    }

    /// The overlapping Allan deviation at 1 s samples.
    static func allan(_ x: [Double?], _ m: Int) -> Double {
        let terms = (0..<x.count - 2 * m).compactMap { difference(x, $0, m) }
        return (terms.reduce(0) { $0 + $1 * $1 } / (2 * Double(m * m) * Double(terms.count))).squareRoot()
    }

    /// The modified Allan deviation at 1 s samples.
    static func modified(_ x: [Double?], _ m: Int) -> Double {
        let sums: [Double] = (0...x.count - 3 * m).compactMap { j in
            let terms = (j..<j + m).compactMap { difference(x, $0, m) }
            return terms.count == m ? terms.reduce(0, +) : nil
        }
        let m4 = Double(m * m) * Double(m * m)
        return (sums.reduce(0) { $0 + $1 * $1 } / (2 * m4 * Double(sums.count))).squareRoot()
    }

    /// The maximum time interval error over m steps.
    static func interval(_ x: [Double?], _ m: Int) -> Double {
        (0..<x.count - m).compactMap { start -> Double? in
            let window = x[start...start + m].compactMap(\.self)
            guard window.count == m + 1, let low = window.min(), let high = window.max() else { return nil }
            return high - low
        }.max() ?? 0
    }

    /// A statistic of this kind by its definition, at 1 s samples.
    static func defined(_ kind: StabilityKind, _ x: [Double?], _ m: Int) -> Double {
        switch kind {
        case .allanDeviation: allan(x, m)
        case .modifiedAllanDeviation: modified(x, m)
        case .timeDeviation: Double(m) * modified(x, m) / 3.0.squareRoot()
        case .maximumTimeIntervalError: interval(x, m)
        }
    }
}

/// Whether two numbers agree within a relative distance.
func agree(_ a: Double, _ b: Double, within share: Double) -> Bool { abs(a - b) <= share * max(abs(a), abs(b)) }
