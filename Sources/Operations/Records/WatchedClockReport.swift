// SPDX-License-Identifier: Apache-2.0

public import Records

/// What `GET /api/v1/watch/clock` tells: where a watched clock was, step by step.
public struct WatchedClockReport: Encodable, Sendable {
    public struct Span: Encodable, Sendable {
        /// UTC, ISO 8601: when its first ten minutes begin.
        public var at: String
        /// Its clock − ours, ns: positive, it was ahead.
        public var leastNs: Double
        public var mostNs: Double
        /// How far either may be wrong at the most, ours being right.
        public var uncertaintyNs: Double
        /// Whether it was certain to be beyond the threshold at any time.
        public var over: Bool
    }

    public var group: String
    public var clock: String
    /// UTC, ISO 8601.
    public var from: String
    public var to: String
    /// Seconds from one to the next.
    public var step: Double
    public var spans: [Span]

    public init(_ query: WatchedQuery, of clock: String, _ spans: [WatchedSpan]) {
        (group, self.clock, from, to) = (query.group, clock, UTCText.of(query.from), UTCText.of(query.to))
        step = Double(query.step) / 1000
        self.spans = spans.map { span in
            Span(
                at: UTCText.of(span.utcMilliseconds), leastNs: Double(span.least), mostNs: Double(span.most),
                uncertaintyNs: Double(span.uncertainty), over: span.wasOver)
        }
    }
}
