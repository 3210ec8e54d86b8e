// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// The two clocks of a group that are the furthest apart, and what is certain of how far any two are.
public struct WorstPair: Hashable, Sendable, BitwiseCopyable {
    /// Two clocks' numbers.
    public var ahead: Int
    public var behind: Int
    /// How far `ahead` is before `behind`, and how far that may be wrong; not negative.
    public var distance: Duration
    public var uncertainty: Duration
    /// Some two clocks are at least so far apart; not negative.
    public var least: Duration
    /// No two clocks are further apart.
    public var most: Duration
}

/// Where one clock may be: its offset from ours, of which the errors of ours are no part, as they are the same in all.
struct ClockSpan: Sendable, BitwiseCopyable {
    var number: Int
    var offset: Duration
    var reach: Duration

    var lower: Duration { offset - reach }
    var upper: Duration { offset + reach }
}

/// Finds the worst pair in one pass, so that a thousand clocks do not cost half a million comparisons.
struct PairSearch: Sendable {
    private(set) var count = 0
    private var highest: ClockSpan?
    private var lowest: ClockSpan?
    private var highestLower: ClockSpan?
    private var lowestUpper: ClockSpan?
    /// By where they may be at most, the first two each: no clock is far from itself.
    private var uppermost: (first: ClockSpan?, second: ClockSpan?)
    private var lowermost: (first: ClockSpan?, second: ClockSpan?)

    mutating func add(_ span: ClockSpan) {
        count += 1
        if highest.map({ span.offset > $0.offset }) ?? true { highest = span }
        // The last of several, so that two clocks that agree are still two.
        if lowest.map({ span.offset <= $0.offset }) ?? true { lowest = span }
        if highestLower.map({ span.lower > $0.lower }) ?? true { highestLower = span }
        if lowestUpper.map({ span.upper < $0.upper }) ?? true { lowestUpper = span }
        if uppermost.first.map({ span.upper > $0.upper }) ?? true {
            uppermost = (span, uppermost.first)
        } else if uppermost.second.map({ span.upper > $0.upper }) ?? true {
            uppermost.second = span
        }
        if lowermost.first.map({ span.lower < $0.lower }) ?? true {
            lowermost = (span, lowermost.first)
        } else if lowermost.second.map({ span.lower < $0.lower }) ?? true {
            lowermost.second = span
        }
    }

    /// `nil` of fewer than two clocks.
    /// - Parameter threshold: where two are certain to be further apart than this, they are the ones that are named.
    func worst(_ threshold: Duration) -> WorstPair? {
        guard count > 1, let highest, let lowest, let highestLower, let lowestUpper else { return nil }
        let least = max(.zero, highestLower.lower - lowestUpper.upper)
        let (ahead, behind) = least > threshold ? (highestLower, lowestUpper) : (highest, lowest)
        return WorstPair(
            ahead: ahead.number, behind: behind.number, distance: ahead.offset - behind.offset,
            uncertainty: ahead.reach + behind.reach, least: least, most: most)
    }

    private var most: Duration {
        guard let upper = uppermost.first, let lower = lowermost.first else { return .zero }
        if upper.number != lower.number { return upper.upper - lower.lower }
        let withOther = lowermost.second.map { upper.upper - $0.lower } ?? .zero
        let withAnother = uppermost.second.map { $0.upper - lower.lower } ?? .zero
        return max(withOther, withAnother)
    }
}
