// SPDX-License-Identifier: Apache-2.0

/// Rehearses outages on the clock's own history: each hour it notes where the clock would be expected after one, two,
/// four ... hours without its reference, and how surely; and when that time has come, how far off that was.
///
/// What it learns is by how much the model's own deviation is to be stretched at each horizon. It begins with some
/// trust in the model, and every rehearsal and every real outage counts for as much of it as it is independent.
struct Rehearsal: Sendable {
    /// From one to the next, s.
    static let interval = 3600.0
    /// Horizons of 1, 2, 4, 8 and 16 hours.
    static let places = 5
    static func span(_ place: Int) -> Double { interval * Double(1 << place) }
    private static let slots = 16

    private struct Expectation {
        var mean = 0.0
        /// s²; zero: there is none.
        var variance = 0.0
    }
    private struct Start {
        var hour = -1
        /// When it really began, s.
        var time = 0.0
        var coefficient = 0.0
        /// The temperature then, K above the usual, and its integral up to then, K·s.
        var (warmth, warmthSum) = (0.0, 0.0)
        var expectations = InlineArray<5, Expectation>(repeating: Expectation())
    }

    private var starts = InlineArray<16, Start>(repeating: Start())
    private var hour = 0
    private var sinceHour = 0.0
    private var time = 0.0
    private var warmthSum = 0.0
    /// Sum of squares of error by deviation, and how many independent ones that are, by horizon.
    var squares = InlineArray<5, Double>(repeating: 0)
    var counts = InlineArray<5, Double>(repeating: 0)

    /// The model counts for as many rehearsals.
    private static let trust = 6.0
    /// Chance alone makes the mean square this much larger than one often; that is no reason to stretch.
    private static let chance = 0.4
    /// No single one counts for more than this, in variances.
    private static let farthest = 100.0
    /// So many independent rehearsals are remembered.
    private static let memory = 200.0

    var isDue: Bool { sinceHour >= Self.interval }

    mutating func pass(_ seconds: Double, warmth: Double) {
        sinceHour += seconds
        time += seconds
        warmthSum += warmth * seconds
    }

    /// The phase jumped: what was expected of it is void.
    mutating func interrupt() { for i in 0..<Self.slots { starts[i].hour = -1 } }

    // MARK: Beginning

    mutating func beginOne(warmth: Double) {
        starts[hour % Self.slots] = Start(hour: hour, time: time, warmth: warmth, warmthSum: warmthSum)
    }

    mutating func expect(_ mean: Double, _ variance: Double, coefficient: Double, at place: Int) {
        starts[hour % Self.slots].coefficient = coefficient
        starts[hour % Self.slots].expectations[place] = Expectation(mean: mean, variance: variance)
    }

    // MARK: Ending

    /// An hour is over, or several.
    /// - Parameters:
    ///   - phase: free-running, s.
    ///   - rate: what it gains a second now.
    mutating func compare(phase: Double, rate: Double) {
        hour += max(1, Int((sinceHour / Self.interval).rounded()))
        sinceHour = 0
        for place in 0..<Self.places {
            let begun = hour - (1 << place)
            guard begun >= 0, starts[begun % Self.slots].hour == begun else { continue }
            compare(starts[begun % Self.slots], phase, rate, place)
        }
    }

    private mutating func compare(_ start: Start, _ phase: Double, _ rate: Double, _ place: Int) {
        let expectation = start.expectations[place]
        let (span, passed) = (Self.span(place), time - start.time)
        // Rehearsals end with a block of measurements, not on the second.
        guard (passed - span).magnitude < 120 else { return }
        let warmer = warmthSum - start.warmthSum - start.warmth * passed
        let expected = expectation.mean + rate * (passed - span) + start.coefficient * warmer
        take(phase - expected, expectation.variance, at: place, counting: 1 / Double(1 << place))
    }

    /// A real outage was over after `span` seconds.
    mutating func learn(from error: Double, variance: Double, after span: Double) {
        var place = 0
        while place < Self.places - 1, Self.span(place) * 1.4 < span { place += 1 }
        take(error, variance, at: place, counting: 1)
    }

    private mutating func take(_ error: Double, _ variance: Double, at place: Int, counting share: Double) {
        guard variance > 0 else { return }
        if counts[place] > Self.memory {
            squares[place] *= 1 - share / Self.memory
            counts[place] *= 1 - share / Self.memory
        }
        squares[place] += share * min(error * error / variance, Self.farthest)
        counts[place] += share
    }

    // MARK: What it teaches

    /// By how much the deviation is to be stretched `span` seconds after the reference was lost; at least 1.
    func stretch(after span: Double) -> Double {
        if span <= Self.span(0) { return 1 + (stretch(at: 0) - 1) * max(span, 0) / Self.span(0) }
        var place = 0
        while place < Self.places - 1, Self.span(place + 1) < span { place += 1 }
        guard place < Self.places - 1 else { return stretch(at: place) }
        let part = span / Self.span(place) - 1
        return stretch(at: place) * (1 - part) + stretch(at: place + 1) * part
    }

    private func stretch(at place: Int) -> Double {
        let mean = (Self.trust + squares[place]) / (Self.trust + counts[place])
        return max(1, mean - Self.chance).squareRoot()
    }
}
