// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// Measures a clock's stability as it goes, from one phase a second, at averaging times of 1, 2, 4 ... 65 536 s: the
/// overlapping Allan deviation, the modified one, the time deviation and the MTIE, as ``StabilityKind`` defines them.
///
/// Up to 256 s each second begins a term, so that the figures are those of the whole record. Beyond that every 256th part
/// of the averaging time does: neighbouring terms have nearly all of their samples in common, and tell nothing more.
///
/// All storage is made at the beginning; a second takes a few dozen additions however long the averaging times are. Phases
/// are whole numbers, so that running sums never lose a digit, and may wrap around. About a week is remembered.
public struct StabilityMeter: Sendable {
    /// How many averaging times there are.
    public static var octaves: Int { 17 }
    /// Averaging times up to 2⁸ s are measured from each second; longer ones in tiers, each from every other sample of
    /// the tier before.
    static let fineOctaves = 8
    static let tiers = 9
    /// Samples that a tier keeps: more than three averaging times of 256.
    private static let kept = 1 << 10
    /// The unit of phases, s.
    static let unit = 1e-14
    /// s
    private static let memory = 604_800
    /// Missing seconds, up to so many, are bridged by a straight line: one lost now and then would otherwise leave nothing
    /// of the long averaging times.
    private static let longestBridge = 3

    private var phases = [Int64](repeating: 0, count: tiers * kept)
    private var sums = [Int64](repeating: 0, count: tiers * kept)
    private var extremes = RunningExtremes()
    private var allan = InlineArray<17, SquareMean>(repeating: SquareMean())
    private var modified = InlineArray<17, SquareMean>(repeating: SquareMean())
    private var sum: Int64 = 0
    /// Samples since the last gap.
    private var count = 0
    private var last: (marks: TAIInstant, phase: Int64)?
    /// Seconds heard in all, bridged ones among them.
    public private(set) var seconds: UInt64 = 0

    public init() {}

    /// Takes clock − reference, s, at the second `marks`. Phases beyond ±20 000 s begin anew.
    public mutating func hear(_ phase: Double, at marks: TAIInstant) {
        guard phase.magnitude < 2e4 else { return interrupt() }
        hear(units: Int64((phase / Self.unit).rounded()), at: marks)
    }

    /// The phase jumped, or was not measured for longer than can be bridged.
    public mutating func interrupt() { (last, count, sum) = (nil, 0, 0) }

    /// - Parameter phase: in ``unit``s.
    mutating func hear(units phase: Int64, at marks: TAIInstant) {
        defer { last = (marks, phase) }
        guard let last else { return take(phase) }
        let gap = Int((marks - last.marks).realSeconds.rounded())
        guard (1...Self.longestBridge + 1).contains(gap) else {
            interrupt()
            return take(phase)
        }
        let change = phase &- last.phase
        for step in 1..<gap { take(last.phase &+ change / Int64(gap) &* Int64(step)) }
        take(phase)
    }

    private mutating func take(_ phase: Int64) {
        seconds &+= 1
        for tier in 0..<Self.tiers where count & (1 << tier - 1) == 0 {
            let place = count >> tier
            phases[Self.slot(tier, place)] = phase
            for octave in Self.octaves(of: tier) { takeAllan(octave, tier, place) }
        }
        if count == 0 { beginSums() }
        (sum, count) = (sum &+ phase, count + 1)
        for tier in 0..<Self.tiers where count & (1 << tier - 1) == 0 {
            let place = count >> tier
            sums[Self.slot(tier, place)] = sum
            for octave in Self.octaves(of: tier) { takeModified(octave, tier, place) }
        }
        extremes.take(phase, at: count - 1)
    }

    /// The sum of no samples, at every tier.
    private mutating func beginSums() { for tier in 0..<Self.tiers { sums[Self.slot(tier, 0)] = 0 } }

    private static func slot(_ tier: Int, _ place: Int) -> Int { tier * kept + place & (kept - 1) }

    private static func octaves(of tier: Int) -> ClosedRange<Int> {
        tier == 0 ? 0...fineOctaves : fineOctaves + tier...fineOctaves + tier
    }

    /// x[i] − 2 x[i−m] + x[i−2m]
    private mutating func takeAllan(_ octave: Int, _ tier: Int, _ place: Int) {
        let lag = 1 << (octave - tier)
        guard place >= 2 * lag else { return }
        let (a, b) = (phases[Self.slot(tier, place)], phases[Self.slot(tier, place - lag)])
        let difference = a &- b &- b &+ phases[Self.slot(tier, place - 2 * lag)]
        allan[octave].take(Double(difference) * Self.unit, upTo: Self.memory >> tier)
    }

    /// The mean of m of these differences is a third difference of the running sum.
    private mutating func takeModified(_ octave: Int, _ tier: Int, _ place: Int) {
        let lag = 1 << (octave - tier)
        guard place >= 3 * lag else { return }
        let (a, b) = (sums[Self.slot(tier, place)], sums[Self.slot(tier, place - lag)])
        let (c, d) = (sums[Self.slot(tier, place - 2 * lag)], sums[Self.slot(tier, place - 3 * lag)])
        let difference = (a &- d) &- 3 &* (b &- c)
        modified[octave].take(Double(difference) * Self.unit / Double(1 << octave), upTo: Self.memory >> tier)
    }

    /// What was found up to now.
    public var figures: StabilityFigures {
        var figures = StabilityFigures(seconds: seconds)
        for octave in 0..<Self.octaves {
            let tau = Double(1 << octave)
            let least = octave > Self.fineOctaves ? 1 << Self.fineOctaves : max(1 << octave, 4)
            figures.rows[octave] = StabilityFigures.Row(
                adev: allan[octave].deviation(least).map { $0 / tau },
                mdev: modified[octave].deviation(least).map { $0 / tau },
                mtie: extremes.greatest(octave, fewest: least).map { Double($0) * Self.unit },
                terms: (allan[octave].terms, modified[octave].terms, extremes.terms(octave)))
        }
        return figures
    }
}

/// The mean of squares, of late.
private struct SquareMean: Sendable, BitwiseCopyable {
    private var mean = 0.0
    private(set) var terms: UInt32 = 0

    /// - Parameter memory: how many terms the mean remembers.
    mutating func take(_ value: Double, upTo memory: Int) {
        terms = min(terms &+ 1, UInt32(memory))
        mean += (value * value - mean) / Double(terms)
    }

    /// The root of half the mean.
    func deviation(_ fewest: Int) -> Double? { terms >= fewest ? (mean / 2).squareRoot() : nil }
}
