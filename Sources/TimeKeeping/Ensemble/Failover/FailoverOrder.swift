// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// What the time may come from, one after the other.
public enum TimeRung: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    case receiver
    /// Grandmasters and servers that are believed.
    case upstream
    /// Our own oscillator, by what was learned of it.
    case holdover
    /// Nobody's time, but one that all of a cluster agree on.
    case orphan
}

/// When nobody's time is told where nothing else serves.
public struct OrphanTerms: Hashable, Sendable, BitwiseCopyable {
    /// So long after the last source is gone.
    public var wait: Duration
    /// Whether our clock must have been right once.
    public var needsRightClock: Bool

    public init(wait: Duration, needsRightClock: Bool) {
        (self.wait, self.needsRightClock) = (wait, needsRightClock)
    }
}

/// In which order they are taken, as a person wants it: the first that serves.
public struct FailoverOrder: Hashable, Sendable, BitwiseCopyable {
    /// Over so large a bound our own oscillator no longer serves.
    public var holdoverLimit: Duration
    /// Whether an upstream that comes before holdover is taken at once. Otherwise holdover goes on for as long as its
    /// bound is the smaller one: the time is never made worse than it is.
    public var isImmediate: Bool
    private var rungs = InlineArray<4, TimeRung>(repeating: .orphan)
    public let count: Int

    public static let standard = FailoverOrder()

    private init() {
        (holdoverLimit, isImmediate, count) = (.milliseconds(1), false, 4)
        for (i, rung) in TimeRung.allCases.enumerated() { rungs[i] = rung }
    }

    /// `nil` where there is none, or one twice. Rungs that are left out are never taken.
    public init?(_ order: [TimeRung], holdoverLimit: Duration = .milliseconds(1), isImmediate: Bool = false) {
        guard !order.isEmpty, order.count <= 4, Set(order).count == order.count else { return nil }
        (self.holdoverLimit, self.isImmediate, count) = (holdoverLimit, isImmediate, order.count)
        for (i, rung) in order.enumerated() { rungs[i] = rung }
    }

    subscript(index: Int) -> TimeRung { rungs[index] }

    /// Whether a rung is ever taken.
    public func has(_ rung: TimeRung) -> Bool { place(of: rung) != nil }

    func place(of rung: TimeRung) -> Int? {
        for i in 0..<count where rungs[i] == rung { return i }
        return nil
    }

    public static func == (a: Self, b: Self) -> Bool {
        a.holdoverLimit == b.holdoverLimit && a.isImmediate == b.isImmediate && a.list == b.list
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(list)
        hasher.combine(holdoverLimit)
        hasher.combine(isImmediate)
    }

    public var list: [TimeRung] { (0..<count).map { rungs[$0] } }
}
