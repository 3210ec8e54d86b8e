// SPDX-License-Identifier: Apache-2.0

/// Which group's worst pairs are wanted, of when, and how finely.
public struct WatchedQuery: Hashable, Sendable {
    /// An answer's most pairs.
    static let mostPairs: Int64 = 20_000

    public var group: String
    /// Milliseconds since 1970-01-01 UTC, the last one exclusive.
    public var from: Int64
    public var to: Int64
    /// Milliseconds that one pair stands for: a minute at least; widened where the answer would be too long.
    public private(set) var step: Int64

    public init(group: String, from: Int64, to: Int64, step: Int64) {
        let latest = HistoryQuery.moments.upperBound
        self.group = group
        self.from = max(0, min(from, latest))
        self.to = max(self.from, min(to, latest))
        let least = max(60_000, (self.to - self.from) / (Self.mostPairs - 2) + 1)
        self.step = (max(least, min(step, latest)) + 59_999) / 60_000 * 60_000
    }
}
