// SPDX-License-Identifier: Apache-2.0

/// Where most of several intervals have the truth: Marzullo's algorithm, as in RFC 5905, 11.2.1, with two differences.
///
/// That looks for the narrowest intersection of as many as possible: here the bound that comes of it must hold though
/// fewer than half of the voters lie, also by little, so it reaches from the first to the last point that a bare majority
/// shares. And that wants most middles in the intersection, since its intervals are no bounds; these are, so a wide one
/// is no liar for lying to one side.
struct IntervalVote {
    private var intervals = InlineArray<17, OffsetInterval>(repeating: OffsetInterval(lower: 0, upper: 0))
    private(set) var count = 0

    mutating func add(_ interval: OffsetInterval) {
        intervals[count] = interval
        count += 1
    }

    /// `nil`: nothing is in more than half of the intervals.
    var majority: OffsetInterval? {
        var common: OffsetInterval?
        for i in 0..<count {
            common = joined(common, intervals[i].lower)
            common = joined(common, intervals[i].upper)
        }
        return common
    }

    private func joined(_ common: OffsetInterval?, _ value: Double) -> OffsetInterval? {
        guard 2 * support(value) > count else { return common }
        let point = OffsetInterval(lower: value, upper: value)
        return common?.joined(with: point) ?? point
    }

    private func support(_ value: Double) -> Int {
        var votes = 0
        for i in 0..<count where intervals[i].contains(value) { votes += 1 }
        return votes
    }
}
