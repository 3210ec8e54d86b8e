// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import TimeBase

extension StatusReport {
    /// Where NTP tells a time whose leap seconds are smeared, and how far from UTC that is.
    public struct Smear: Codable, Hashable, Sendable {
        public var listen: [String]
        /// "linear", "cosine"
        public var shape: String
        /// Over how long a leap second is spread, half of it before and half after.
        public var hours: Double
        /// Whether one is being spread now.
        public var underWay: Bool
        /// Smeared time − UTC.
        public var offsetNs: Double
        /// The smeared clock against the true one: positive, it runs fast.
        public var ratePpb: Double
        /// When the next spreading begins, or this one began: UTC, ISO 8601; `null` where no leap second is known.
        @Nullable public var begins: String?
        @Nullable public var ends: String?
    }
}

extension StatusReport.Smear {
    init(_ facts: SmearFacts, at places: [IPEndpoint]) {
        listen = places.map(\.description)
        (shape, hours) = (facts.smear.shape.name, facts.smear.duration.realSeconds / 3600)
        (underWay, offsetNs, ratePpb) = (facts.isUnderWay, facts.offset.realNanoseconds, facts.rate * 1e9)
        // Right on both sides of the leap second, which may have passed.
        let utc = facts.utc
        begins = facts.begins.map { utc.utc($0).iso8601() }
        ends = facts.ends.map { utc.utc($0).iso8601() }
    }

    /// "on 10.0.0.2:123, linear over 24 h: 250 ms behind UTC, until 2017-01-01T12:00:00.000Z"
    public var phrase: String {
        let place = listen.isEmpty ? "nowhere yet" : "on \(listen.joined(separator: ", "))"
        let how = "\(place), \(shape) over \(Duration.realSeconds(hours * 3600).humanText)"
        guard underWay, let ends else { return how + ", as UTC now" + (begins.map { "; the next from \($0)" } ?? "") }
        let side = offsetNs < 0 ? "behind" : "ahead of"
        return "\(how): \(StatusReport.human(offsetNs.magnitude)) \(side) UTC, until \(ends)"
    }
}

extension LeapSmear.Shape {
    var name: String { self == .linear ? "linear" : "cosine" }
}
