// SPDX-License-Identifier: Apache-2.0

public import Records

/// What `GET /api/v1/watch/history` tells: the worst pair of a watched group, step by step.
public struct WatchHistoryReport: Encodable, Sendable {
    public struct Pair: Encodable, Sendable {
        /// UTC, ISO 8601: when in its step they were the furthest apart.
        public var at: String
        public var ahead: String
        public var behind: String
        public var distanceNs: Double
        public var uncertaintyNs: Double
        /// Whether they were certain to be further apart than the threshold.
        public var over: Bool
    }

    public var group: String
    /// UTC, ISO 8601.
    public var from: String
    public var to: String
    /// Seconds from one pair to the next.
    public var step: Double
    public var pairs: [Pair]

    public init(_ query: WatchedQuery, _ pairs: [WatchedPair]) {
        (group, from, to) = (query.group, UTCText.of(query.from), UTCText.of(query.to))
        step = Double(query.step) / 1000
        self.pairs = pairs.map { pair in
            Pair(
                at: UTCText.of(pair.utcMilliseconds), ahead: pair.ahead, behind: pair.behind,
                distanceNs: Double(pair.distance), uncertaintyNs: Double(pair.uncertainty), over: pair.isOver)
        }
    }
}
