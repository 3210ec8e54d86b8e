// SPDX-License-Identifier: Apache-2.0

/// Learns how noisy comparisons of two clocks are, and which of them say less than the others.
///
/// What a comparison took longer than the best ones lies wholly before or wholly behind the reading, and moves it by just
/// that: such a comparison is worth less, by its own word. What is left is learned from how neighbouring changes of phase
/// contradict each other: a stamp's noise is in two of them with opposite signs, the oscillators' own is not.
struct ComparisonNoise: Sendable, BitwiseCopyable {
    /// How long a comparison usually takes, as its uncertainty, s: a running median.
    private(set) var window = 0.0
    private var compared = 0
    private var lastChange: Double?
    private var lastPhase: Double?
    /// A running median of second differences, s.
    private var roughness = 0.0
    private var differences = 0
    /// Of neighbouring changes' product, s².
    private var product = 0.0
    private var products = 0
    /// The median when the product was last begun anew.
    private var begunAt = 0.0

    /// Clocks are read to a nanosecond.
    private static let floor = 0.3e-9

    /// Whether there was enough to tell.
    var isKnown: Bool { differences >= 12 }

    /// Variance of a comparison's error, s², for one that took as long as this.
    func variance(uncertainty: Double) -> Double {
        let excess = max(0, uncertainty - window)
        return variance + excess * excess
    }

    /// Variance of a usual comparison's error, s².
    var variance: Double {
        guard isKnown else { return window > 0 ? window * window / 3 + Self.floor * Self.floor : 1e-12 }
        let coarse = coarse
        let fine = products >= 64 ? min(max(-product, coarse / 20), coarse * 1.3) : coarse
        return max(Self.floor * Self.floor, fine)
    }

    /// For normal noise the median of second differences is 0.6745·√6 of it; restless oscillators add to that.
    private var coarse: Double {
        let deviation = roughness / 0.6745
        return deviation * deviation / 6
    }

    /// - Parameters:
    ///   - phase: as compared, s.
    ///   - foretold: by how much the phase should have changed since the comparison before, s.
    mutating func hear(_ phase: Double, foretold: Double, uncertainty: Double) {
        let isSlow = compared > 16 && uncertainty > 3 * window
        hearWindow(uncertainty)
        guard !isSlow else { return interrupt() }
        defer { lastPhase = phase }
        guard let lastPhase else { return }
        let change = phase - lastPhase - foretold
        if let lastChange { take(change, lastChange) }
        lastChange = change
    }

    /// What comes next does not continue what came last.
    mutating func interrupt() { (lastPhase, lastChange) = (nil, nil) }

    private mutating func hearWindow(_ size: Double) {
        compared = min(compared + 1, 1_000_000)
        if compared == 1 { window = size }
        window = Self.follow(window, size, gain: max(0.02, 0.5 / Double(compared)))
    }

    private mutating func take(_ change: Double, _ before: Double) {
        let size = (change - before).magnitude
        differences = min(differences + 1, 1_000_000)
        if differences == 1 { roughness = size }
        roughness = Self.follow(roughness, max(size, 1e-12), gain: max(0.02, 1 / Double(differences + 1)))
        // The first changes are as wrong as the rate was not known yet.
        guard differences >= 32 else { return }
        if roughness > 1.6 * begunAt || begunAt > 1.6 * roughness {
            (begunAt, products) = (roughness, min(products, 48))
        }
        products = min(products + 1, 1000)
        let limit = 4 * roughness / 0.6745
        let (a, b) = (min(max(change, -limit), limit), min(max(before, -limit), limit))
        product += (a * b - product) / Double(products)
    }

    private static func follow(_ median: Double, _ size: Double, gain: Double) -> Double {
        size > median ? median * (1 + gain) : median / (1 + gain)
    }
}
