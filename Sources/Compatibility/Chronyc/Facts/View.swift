// SPDX-License-Identifier: Apache-2.0

public import Board
public import TimeBase

extension Chronyc {
    /// What there is to tell, each part made only when it is asked for.
    public protocol View {
        var tracking: Tracking { get }
        var sources: [Source] { get }
        var server: ServerStatistics { get }
        /// Who asked, in an order that stays the same while a client asks for them eight at a time.
        var clients: [Client] { get }
    }

    /// How the kept clock fares. Offsets are clock − reference in seconds: positive, our clock is ahead.
    public struct Tracking: Hashable, Sendable {
        /// Zero while the time is not to be relied on, as chronyd has it; `chronyc waitsync` waits for another.
        public var referenceID: UInt32 = 0
        /// Of the server that is followed; `nil`: a clock, or none.
        public var address: IPAddress?
        /// Zero while the time is not to be relied on.
        public var stratum: UInt16 = 0
        public var leap = Leap.unsynchronised
        /// When the clock was last corrected.
        public var referenceTime: UnixTimestamp?
        public var offset = 0.0
        /// As the last measurement found it, against what was expected.
        public var lastOffset = 0.0
        /// The usual size of that.
        public var usualOffset = 0.0
        /// Fractional: positive, the free-running oscillator is fast.
        public var frequency = 0.0
        /// Fractional: how much of ``frequency`` is not corrected yet.
        public var residualFrequency = 0.0
        /// Fractional: how far ``frequency`` may be off.
        public var skew = 0.0
        /// Seconds. chronyd says one while it is not synchronised.
        public var rootDelay = 1.0
        public var rootDispersion = 1.0
        /// Seconds between the last two corrections.
        public var updateInterval = 0.0

        public init() {}
    }

    /// As NTP's leap indicator has it.
    public enum Leap: UInt16, Sendable {
        case none, insert, delete, unsynchronised
    }
}
