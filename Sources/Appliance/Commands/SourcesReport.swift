// SPDX-License-Identifier: Apache-2.0

/// That a wish was taken.
public struct DoneReport: Codable, Hashable, Sendable {
    public var done: String

    public init(done: String) { self.done = done }
}

/// What `gnomon sources` tells: what the time could come from.
public struct SourcesReport: Codable, Hashable, Sendable {
    public struct Source: Codable, Hashable, Sendable {
        /// "receiver" or "pulse"
        public var kind: String
        public var name: String
        /// Whether the clock follows it now.
        public var isFollowed: Bool
        /// One sentence.
        public var text: String
        /// Seconds since it was last heard; `null` before that.
        @Nullable public var lastHeardSeconds: Double?
        /// Our clock − the source, ns: positive, our clock is ahead; `null` where it is not compared.
        @Nullable public var offsetNs: Double?
        /// One standard deviation of its stamps, ns; `null` before it is known.
        @Nullable public var jitterNs: Double?
    }

    public var sources: [Source]
}
