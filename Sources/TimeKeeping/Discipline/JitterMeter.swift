// SPDX-License-Identifier: Apache-2.0

/// Learns how noisy the pulse's stamps are, from second differences of the phase: the clock's own offset and
/// frequency fall out of those, and their median does not mind outliers.
///
/// The median is followed by stochastic approximation (Robbins and Monro, 1951), once patiently and once fast, so
/// that it needs no history; the fast one takes over when the noise has really changed.
struct JitterMeter: Sendable {
    private var first = InlineArray<16, Double>(repeating: 0)
    private var seen = 0
    private var heard = 0
    private var patient = 0.0
    private var fast = 0.0
    /// How many differences in a row were above the fast median; negative: below it.
    private var streak = 0
    /// So many hardly ever are by chance: the noise is another one, and the fast median makes haste.
    private static let longStreak = 16
    private var sinceReset = 0
    private var refined = 0.0
    private var refinements = 0
    private var last: Double?
    private var lastDifference: Double?
    /// Seconds since the last measurement, and between the two before; what corrections have given since.
    private var span = 0.0
    private var lastSpan = 1.0
    private var given = 0.0

    /// The smallest noise that is believed, s: stamps have a nanosecond's resolution.
    private static let floor = 0.5e-9

    /// Whether there was enough to tell.
    var isKnown: Bool { seen >= 8 }

    /// By how much a distance in standard deviations is to be stretched while they are known by a few measurements only:
    /// about as Student's distribution is wider than the normal one.
    var stretch: Double { 1 + 20 / Double(max(heard, 4)) }

    /// So much time has passed, s, in which corrections changed the phase by `corrected`, s. Seconds without a measurement
    /// are bridged, a few of them: a pulse that comes only every other second has its noise too.
    mutating func pass(_ seconds: Double, corrected: Double) {
        (span, given) = (span + seconds, given + corrected)
        if span > Self.longestGap { interrupt() }
    }
    private static let longestGap = 6.0

    /// Takes a measured phase, s.
    mutating func hear(_ measured: Double) {
        guard let last, span > Self.shortest else { return begin(at: measured) }
        let difference = measured - last - given
        if let lastDifference {
            // As large as it would be of three measurements evenly apart, which have six times the variance of one.
            let ratio = span / lastSpan
            let size = (difference - lastDifference * ratio).magnitude
            take(max(size / ((1 + ratio + ratio * ratio) / 3).squareRoot(), 1e-12))
        }
        (lastDifference, lastSpan) = (difference, span)
        begin(at: measured)
    }
    private static let shortest = 0.5

    private mutating func begin(at measured: Double) { (last, span, given) = (measured, 0, 0) }

    /// The phase jumped, or nothing was heard for too long.
    mutating func interrupt() { (last, lastDifference) = (nil, nil) }

    private mutating func take(_ size: Double) {
        heard = min(heard + 1, 1_000_000)
        if seen < 16 {
            first[seen] = size
            seen += 1
            if seen == 8 || seen == 16 { begin() }
            return
        }
        sinceReset += 1
        patient = Self.follow(patient, size, gain: max(0.002, 0.5 / Double(sinceReset + 16)))
        streak = size > fast ? max(streak, 0) + 1 : min(streak, 0) - 1
        fast = Self.follow(fast, size, gain: streak.magnitude > Self.longStreak ? 0.1 : 0.02)
        if fast > 2 * patient || patient > 2 * fast { (patient, sinceReset) = (fast, 25) }
    }

    private static func follow(_ median: Double, _ size: Double, gain: Double) -> Double {
        size > median ? median * (1 + gain) : median / (1 + gain)
    }

    private mutating func begin() {
        var smaller = 0.0
        for i in 0..<seen {
            var rank = 0
            for j in 0..<seen where first[j] < first[i] || (first[j] == first[i] && j < i) { rank += 1 }
            if rank == seen / 2 { smaller = first[i] }
        }
        (patient, fast) = (smaller, smaller)
    }

    /// Takes a believed innovation: its variance is that of the prediction and of the stamp. Slower and finer than the
    /// median, which only guards it: a few per cent decide how restless the oscillator seems.
    mutating func refine(innovation: Double, predictedVariance: Double) {
        let coarse = coarseVariance
        if refined > 1.6 * coarse || refined < coarse / 1.6 { (refined, refinements) = (coarse, 200) }
        refinements = min(refinements + 1, 6000)
        let size = min(innovation * innovation, 16 * (refined + predictedVariance))
        refined += (size - predictedVariance - refined) / Double(refinements)
    }

    private var coarseVariance: Double {
        let deviation = patient / 0.6745
        return max(Self.floor * Self.floor, deviation * deviation / 6)
    }

    /// Noise variance of one stamp, s²; the oscillator's white noise, `whiteNoise` per second, is taken off.
    /// Before there is enough to tell, a microsecond squared.
    func variance(whiteNoise: Double) -> Double {
        guard isKnown else { return 1e-12 }
        let coarse = coarseVariance
        let corrected = max(Self.floor * Self.floor, coarse - whiteNoise / 3, coarse / 10)
        guard refinements > 256, refined < 1.6 * coarse, refined > corrected / 1.6 else { return corrected }
        return max(Self.floor * Self.floor, refined)
    }
}

extension JitterMeter {
    /// As if it had heard for some minutes and learned this variance, s².
    init(learned variance: Double) {
        patient = (6 * max(variance, Self.floor * Self.floor)).squareRoot() * 0.6745
        (fast, seen, heard, sinceReset) = (patient, 16, 400, 400)
        (refined, refinements) = (variance, 400)
    }
}
