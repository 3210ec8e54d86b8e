// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What there is at a moment to take the time from.
public struct FailoverFacts: Sendable, BitwiseCopyable {
    /// Whether a receiver is heard and believed.
    public var isReceiverBelieved: Bool
    /// How wrong the time of the upstreams that are believed may be, from now on; `nil`: there are none.
    public var upstream: ErrorBound?
    /// So long the upstreams' word stands if they go on saying nothing; `nil`: they are heard.
    public var upstreamLasts: Duration?
    /// How wrong our clock may be, from now on, if nothing is heard any more; `nil`: it was never right.
    public var own: ErrorBound?
    /// So long our clock serves at the most, however right it is; `nil`: there is no such limit.
    public var ownLasts: Duration?
    /// Over so large a bound it no longer serves; `nil`: as the order says.
    public var ownLimit: Duration?
    /// Whether our clock goes by the upstreams' word: as long as that is heard, it has none of its own.
    public var isLed = false
    /// So long after nothing else serves, from now on where nothing does, the time is nobody's; `nil`: it never is.
    public var orphanAfter: Duration? = .zero

    public init(
        isReceiverBelieved: Bool, upstream: ErrorBound? = nil, upstreamLasts: Duration? = nil, own: ErrorBound? = nil
    ) {
        (self.isReceiverBelieved, self.upstream) = (isReceiverBelieved, upstream)
        (self.upstreamLasts, self.own) = (upstreamLasts, own)
    }
}

/// Where the time comes from, and what is foreseen.
public struct FailoverPlace: Sendable, BitwiseCopyable {
    /// `nil`: from nowhere; our clock is not synchronised.
    public var rung: TimeRung?
    /// What follows if nothing else is heard, `nil` again for nowhere, and after how long; both `nil` where no change
    /// is foreseen.
    public var next: Change?
    /// Since when it comes from there; `nil`: since the beginning.
    public var since: MonotonicInstant?

    public struct Change: Hashable, Sendable, BitwiseCopyable {
        public var rung: TimeRung?
        public var after: Duration
    }
}

extension FailoverPlace {
    /// Before anything was heard.
    public static let none = FailoverPlace()

    /// A rung that holds until something is heard.
    public init(_ rung: TimeRung?, since: MonotonicInstant?) { (self.rung, self.since) = (rung, since) }
}

/// Goes along a ``FailoverOrder``.
public struct Failover: Sendable, BitwiseCopyable {
    public var order: FailoverOrder
    public private(set) var rung: TimeRung?

    public init(_ order: FailoverOrder = .standard) {
        self.order = order
    }

    public mutating func update(_ facts: FailoverFacts) -> FailoverPlace {
        rung = first(facts, from: 0)
        return FailoverPlace(rung: rung, next: change(facts))
    }

    /// The first rung that serves, beginning at one.
    private func first(_ facts: FailoverFacts, from start: Int) -> TimeRung? {
        for i in start..<order.count where serves(order[i], facts) { return order[i] }
        return nil
    }

    private func serves(_ rung: TimeRung, _ facts: FailoverFacts) -> Bool {
        switch rung {
        case .receiver: facts.isReceiverBelieved
        case .upstream: facts.upstream != nil && !isHoldoverBetter(facts)
        case .holdover where facts.isLed && facts.upstream != nil: false
        case .holdover: facts.own.map { $0.base <= limit(facts) } ?? false
        case .orphan: facts.orphanAfter.map { $0 <= .zero } ?? false
        }
    }

    private func limit(_ facts: FailoverFacts) -> Duration { facts.ownLimit ?? order.holdoverLimit }

    /// Whether an upstream waits until holdover is no better than it. One that is followed already does not: our clock
    /// then knows so well only because of it.
    private func isHoldoverBetter(_ facts: FailoverFacts) -> Bool {
        guard !order.isImmediate, rung != .upstream, let own = facts.own, let upstream = facts.upstream else {
            return false
        }
        guard let place = order.place(of: .holdover), place > order.place(of: .upstream) ?? 4 else { return false }
        return own.base < upstream.base && serves(.holdover, facts)
    }

    // MARK: What is foreseen

    private func change(_ facts: FailoverFacts) -> FailoverPlace.Change? {
        switch rung {
        case .holdover: endOfHoldover(facts)
        case .upstream:
            facts.upstreamLasts.map { lasts in
                var later = facts
                (later.upstream, later.own) = (nil, facts.own?.moved(by: lasts))
                return FailoverPlace.Change(rung: first(later, from: 0), after: lasts)
            }
        case nil: beginningOfOrphan(facts)
        case .receiver, .orphan: nil
        }
    }

    private func beginningOfOrphan(_ facts: FailoverFacts) -> FailoverPlace.Change? {
        guard order.place(of: .orphan) != nil, let after = facts.orphanAfter else { return nil }
        return FailoverPlace.Change(rung: .orphan, after: after)
    }

    /// How long holdover serves if nothing is heard; `nil`: for ever.
    private func holdoverLasts(_ own: ErrorBound, _ facts: FailoverFacts) -> Duration? {
        let spent = own.time(until: limit(facts))
        guard let lasts = facts.ownLasts else { return spent }
        return spent.map { min($0, lasts) } ?? lasts
    }

    private func endOfHoldover(_ facts: FailoverFacts) -> FailoverPlace.Change? {
        guard let own = facts.own else { return nil }
        let limit = holdoverLasts(own, facts)
        if isHoldoverBetter(facts), let upstream = facts.upstream, let cross = Self.crossing(own, upstream),
            cross <= limit ?? cross, cross <= facts.upstreamLasts ?? cross
        {
            return FailoverPlace.Change(rung: .upstream, after: cross)
        }
        guard let limit else { return nil }
        var later = facts
        later.own = nil
        if let lasts = facts.upstreamLasts, lasts < limit { later.upstream = nil }
        return FailoverPlace.Change(rung: first(later, from: 0), after: limit)
    }

    /// Ten years.
    private static let horizon = 3.2e8

    /// When one bound, smaller now, comes to be as large as the other, to a second or a part of 10⁹; `nil`: it does
    /// not.
    static func crossing(_ one: ErrorBound, _ other: ErrorBound) -> Duration? {
        func isPast(_ t: Double) -> Bool { one.after(.realSeconds(t)) >= other.after(.realSeconds(t)) }
        if isPast(0) { return .zero }
        var (before, after) = (0.0, 1.0)
        while !isPast(after) {
            guard after < horizon else { return nil }
            (before, after) = (after, after * 1.25)
        }
        for _ in 0..<60 {
            let middle = (before + after) / 2
            if isPast(middle) { after = middle } else { before = middle }
        }
        return .realSeconds(after)
    }
}
