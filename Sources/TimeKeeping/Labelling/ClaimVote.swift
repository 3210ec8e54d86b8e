// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// Finds, from the receiver's last eight claims, which second beat zero of the pulse train marked.
///
/// Each claim says: counted back along the train, beat zero was at `origin`, less the time that the message took to
/// come. That latency is unknown but much the same from message to message, so its fraction of a second is seen
/// directly, and its whole seconds must follow from what the receiver's owner knows (the window).
struct ClaimVote: Sendable {
    enum Outcome: Equatable {
        case undecided(agreeing: Int)
        /// The claims do not say which second it is: they scatter, or their latency fits no place in the window, or two.
        case ambiguous
        case decided(origin: TAIInstant, latency: Duration, agreeing: Int)
    }

    static let capacity = 8
    /// How far from the common latency a claim may be and still count as agreeing, s.
    private static let near = 0.25

    private var origins = InlineArray<8, TAIInstant>(repeating: TAIInstant(sinceEpoch: .zero))
    private(set) var count = 0
    private var next = 0

    mutating func add(origin: TAIInstant) {
        origins[next] = origin
        next = (next + 1) % Self.capacity
        count = min(count + 1, Self.capacity)
    }

    mutating func reset() { (count, next) = (0, 0) }

    func outcome(window: ClosedRange<Duration>, needed: Int) -> Outcome {
        guard count >= 3 else { return .undecided(agreeing: count) }
        let (centre, spread) = latencyFraction()
        guard let latency = Self.place(centre, spread, in: window) else {
            return count >= needed ? .ambiguous : .undecided(agreeing: 0)
        }
        let (origin, agreeing) = majority(latency: latency)
        if agreeing >= needed, agreeing * 3 > count * 2 {
            return .decided(origin: origin, latency: latency, agreeing: agreeing)
        }
        return count == Self.capacity ? .ambiguous : .undecided(agreeing: agreeing)
    }

    /// The latency of the last claims if beat zero marked `origin`: their middle one.
    func latency(ifOrigin origin: TAIInstant) -> Duration? {
        guard count > 0 else { return nil }
        for i in 0..<count {
            var below = 0
            for j in 0..<count
            where origins[j] > origins[i] || (origins[j] == origins[i] && j < i) { below += 1 }
            if below == count / 2 { return origin - origins[i] }
        }
        return nil
    }

    /// A scatter beyond this, s, lets nobody tell a message from before the edge from one after it.
    private static let steady = 0.1

    /// How long before the next edge the messages begin, where they do so steadily, less than half a second before it, and
    /// not within the window.
    func earliness(window: ClosedRange<Duration>) -> Duration? {
        let (centre, spread) = latencyFraction()
        let early = 1 - centre
        guard count >= 3, spread < Self.steady, early < 0.5 else { return nil }
        let isAwaited = window.contains(.realSeconds(centre)) || window.contains(.realSeconds(-early))
        return isAwaited ? nil : .realSeconds(early)
    }

    /// The fraction of a second that the claims' latencies have in common, 0 ..< 1 s, and how far they scatter
    /// around it: the circular medoid, since a latency near a whole second scatters to both sides of it.
    private func latencyFraction() -> (centre: Double, spread: Double) {
        var best = (centre: 0.0, sum: Double.infinity)
        for i in 0..<count {
            let candidate = Self.fraction(origins[i])
            var sum = 0.0
            for j in 0..<count { sum += Self.around(Self.fraction(origins[j]) - candidate).magnitude }
            if sum < best.sum { best = (candidate, sum) }
        }
        return (best.centre, reach(from: best.centre))
    }

    /// The farthest of those that are near at all: few claims show little of how far others may lie.
    private func reach(from centre: Double) -> Double {
        var farthest = 0.0
        var far = 0
        for i in 0..<count {
            let distance = Self.around(Self.fraction(origins[i]) - centre).magnitude
            if distance < Self.near { farthest = max(farthest, distance) } else { far += 1 }
        }
        return far * 3 > count ? 0.5 : farthest
    }

    /// The one latency with this fraction inside the window; `nil` where there is none, or where scatter could take
    /// it for another.
    private static func place(_ centre: Double, _ spread: Double, in window: ClosedRange<Duration>) -> Duration? {
        guard spread < near else { return nil }
        let margin = 0.02 + 2 * spread
        let (low, high) = (window.lowerBound.realSeconds, window.upperBound.realSeconds)
        var found: Double?
        var candidates = 0
        for whole in -4...4 {
            let latency = centre + Double(whole)
            guard latency >= low - margin, latency <= high + margin else { continue }
            candidates += 1
            if latency >= low, latency <= high { found = latency }
        }
        return candidates == 1 ? found.map { .realSeconds($0) } : nil
    }

    /// The second that most claims agree on, and how many do.
    private func majority(latency: Duration) -> (TAIInstant, Int) {
        var best = (TAIInstant(sinceEpoch: .zero), 0)
        for i in 0..<count {
            let candidate = Self.wholeSecond(origins[i] + latency)
            var agreeing = 0
            for j in 0..<count {
                let miss = origins[j] + latency - candidate
                if miss.magnitude < .realSeconds(Self.near) { agreeing += 1 }
            }
            if agreeing > best.1 { best = (candidate, agreeing) }
        }
        return best
    }

    static func wholeSecond(_ instant: TAIInstant) -> TAIInstant {
        TAIInstant(sinceEpoch: instant.sinceEpoch.roundedToSecond)
    }

    /// What is missing from an origin to the next whole second, 0 ..< 1 s.
    private static func fraction(_ origin: TAIInstant) -> Double {
        (Duration.zero - origin.sinceEpoch).fractionOfSecond.realSeconds
    }

    /// A difference on the circle of one second: −0.5 ... 0.5.
    private static func around(_ difference: Double) -> Double { difference - difference.rounded() }
}
