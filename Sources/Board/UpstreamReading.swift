// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What all other servers together say of the kept clock, judged beside the receiver: once a second where there are any.
public struct UpstreamReading: Sendable, BitwiseCopyable {
    /// What they say where they are believed.
    public struct Word: Sendable, BitwiseCopyable {
        /// Clock − TAI: positive, our clock is ahead.
        public var offset: Duration
        /// How far `offset` may be off if those are honest who are taken to be, from now on.
        public var bound: ErrorBound
        /// One standard deviation of `offset`.
        public var deviation: Duration
        /// Whether anything was measured since the reading before.
        public var isFresh: Bool
        /// Of those that are followed, the one that knows best.
        public var server: UpstreamServer

        public init(
            offset: Duration, bound: ErrorBound, deviation: Duration, isFresh: Bool = true, server: UpstreamServer
        ) {
            (self.offset, self.bound, self.deviation) = (offset, bound, deviation)
            (self.isFresh, self.server) = (isFresh, server)
        }
    }

    /// What is made of a receiver that most sources contradict.
    public enum Dispute: UInt8, Sendable, BitwiseCopyable, CaseIterable {
        /// None is contradicted.
        case none
        /// It goes on being followed.
        case receiverStays
        /// The policy is that it is not to be followed.
        case receiverGoes
    }

    /// What the kept clock showed when this was judged.
    public var reading: ClockReading
    /// `nil`: nobody is believed.
    public var word: Word?
    public var dispute: Dispute
    /// How far the receiver has our clock ahead of where most sources have it; negative, behind.
    public var distance: Duration

    public init(reading: ClockReading, word: Word?, dispute: Dispute = .none, distance: Duration = .zero) {
        (self.reading, self.word, self.dispute, self.distance) = (reading, word, dispute, distance)
    }
}
