// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// When the error bound will pass what people care for, if nothing more is heard.
public struct HoldoverOutlook: Hashable, Sendable {
    public struct Passing: Hashable, Sendable {
        public var limit: Duration
        /// From now; zero where it already has, `nil` where it never will.
        public var after: Duration?
        /// As our clock will show it.
        public var at: UTCInstant?
    }

    public var passings: [Passing]

    /// 1 µs, 10 µs, 100 µs, 1 ms.
    public static let limits: [Duration] = [.microseconds(1), .microseconds(10), .microseconds(100), .milliseconds(1)]

    public init(of snapshot: ApplianceSnapshot) {
        passings = Self.limits.map { Self.passing(of: $0, in: snapshot) }
    }

    private static func passing(of limit: Duration, in snapshot: ApplianceSnapshot) -> Passing {
        let (state, now) = (snapshot.state, snapshot.now)
        guard let total = state.errorBound.time(until: limit) else { return Passing(limit: limit) }
        let left = max(.zero, total - (now - state.asOf))
        guard left > .zero, left < .seconds(3_000_000_000) else { return Passing(limit: limit, after: left) }
        let at = state.utc.utc(snapshot.clock.reading(at: now + left).shown)
        return Passing(limit: limit, after: left, at: at)
    }
}
