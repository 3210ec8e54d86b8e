// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// So many at once, and so many a second in the long run.
public struct TokenBucket: Sendable, BitwiseCopyable {
    /// What it holds when full, and what comes in each second.
    public struct Size: Hashable, Sendable, BitwiseCopyable {
        public var burst: Double
        public var perSecond: Double

        public init(burst: Double, perSecond: Double) { (self.burst, self.perSecond) = (burst, perSecond) }
    }

    private let size: Size
    private var tokens: Double
    private var asOf: MonotonicInstant

    /// Full.
    public init(_ size: Size, at now: MonotonicInstant) {
        (self.size, tokens, asOf) = (size, size.burst, now)
    }

    /// What it holds at `now`; below zero, it owes.
    public func held(at now: MonotonicInstant) -> Double {
        min(size.burst, tokens + size.perSecond * max(0, (now - asOf).realSeconds))
    }

    /// Takes what was used, though it may owe afterwards: then there is nothing until that has come in again.
    public mutating func take(_ count: Double, at now: MonotonicInstant) {
        (tokens, asOf) = (held(at: now) - count, max(asOf, now))
    }
}
