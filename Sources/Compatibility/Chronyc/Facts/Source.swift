// SPDX-License-Identifier: Apache-2.0

public import Board
public import TimeBase

extension Chronyc {
    /// One thing that the time could come from.
    public struct Source: Hashable, Sendable {
        public var identity: Identity
        public var state = State.unusable
        public var stratum: UInt16 = 0
        /// Log2 of the seconds between two times of asking.
        public var poll: Int16 = 0
        /// The last eight times of asking, the latest in the lowest bit.
        public var reach: UInt8 = 0
        /// The last good one; `nil`: none yet.
        public var sample: Sample?
        public var statistics = Statistics()
        public var leap = Leap.unsynchronised
        /// What was exchanged with a server; `nil` for a clock.
        public var exchange: Exchange?
        public var proof = Proof.none

        public init(_ identity: Identity) { self.identity = identity }

        public enum Identity: Hashable, Sendable {
            /// A clock of this machine's: its reference id, four letters.
            case clock(UInt32)
            /// A server of the network's, and its name as it was configured.
            case server(IPAddress, name: String)
        }

        /// As `chronyc sources` marks it.
        public enum State: UInt16, Sendable, CaseIterable {
            /// `*`: the clock follows it.
            case selected = 0
            /// `?`: it is not heard, or does not vouch for its time.
            case unusable = 1
            /// `x`: it contradicts what is followed.
            case falseticker = 2
            /// `~`: it varies too much.
            case jittery = 3
            /// `+`: it is good, and used beside the one that is followed.
            case combined = 4
            /// `-`: it is good, and not used.
            case unused = 5
        }
    }

    /// One measurement of our clock against a source. Offsets are clock − source in seconds.
    public struct Sample: Hashable, Sendable {
        /// Seconds since.
        public var age: Double
        public var offset: Double
        /// How far ``offset`` may be off, seconds.
        public var error: Double

        public init(age: Double, offset: Double, error: Double) {
            (self.age, self.offset, self.error) = (age, offset, error)
        }
    }

    /// What many measurements say together. The defaults are what chronyd says before it knows anything
    /// (sourcestats.c: 2000 ppm and 4 s).
    public struct Statistics: Hashable, Sendable {
        public var samples: UInt32 = 0
        /// Of residuals with the same sign; zero where they are not counted.
        public var runs: UInt32 = 0
        /// Seconds from the first to the last.
        public var span: UInt32 = 0
        /// One standard deviation, seconds.
        public var deviation = 4.0
        /// Fractional.
        public var residualFrequency = 0.0
        public var skew = 2000e-6
        /// Clock − source, estimated, and how far that may be off; seconds.
        public var offset = 0.0
        public var offsetError = 0.0

        public init() {}
    }

    /// How a server proves who it is.
    public enum Proof: Hashable, Sendable {
        case none
        /// By a key of that number.
        case key(UInt32)
        case nts(NTSData)
    }

    /// Network Time Security with a server.
    public struct NTSData: Hashable, Sendable {
        /// As IANA numbers it; 0: there are no keys.
        public var algorithm: UInt16 = 0
        /// Bits of a key.
        public var keyLength: UInt16 = 0
        /// How often keys were agreed upon.
        public var agreements: UInt32 = 0
        /// How often they were asked for in vain since.
        public var tries: UInt16 = 0
        /// Seconds since the last agreement; `nil`: there was none.
        public var age: UInt32?
        /// Cookies that are left, and octets of one.
        public var cookies: UInt16 = 0, cookieCount: UInt16 = 0
        /// How often the server did not know a cookie.
        public var negatives: UInt16 = 0
        public init() {}
    }

    /// The last exchange with a server, and how many there were.
    public struct Exchange: Hashable, Sendable {
        public var local: IPAddress?
        public var port: UInt16 = 123
        public var leap: UInt8 = 3
        public var version: UInt8 = 4
        public var mode: UInt8 = 4
        public var stratum: UInt8 = 0
        public var poll: Int8 = 0
        public var precision: Int8 = 0
        public var referenceID: UInt32 = 0
        public var referenceTime: UnixTimestamp?
        /// Seconds.
        public var rootDelay = 0.0, rootDispersion = 0.0
        public var offset = 0.0, peerDelay = 0.0, peerDispersion = 0.0, responseTime = 0.0
        public var jitterAsymmetry = 0.0
        /// Ten tests of a reply, the first in bit 9 (`chronyc ntpdata`).
        public var tests: UInt16 = 0
        public var isInterleaved = false, isAuthenticated = false
        /// Whether the kernel stamped it; otherwise the program did.
        public var isSendingStampedByKernel = false, isReceivingStampedByKernel = false
        public var sent: UInt32 = 0, received: UInt32 = 0, valid: UInt32 = 0, good: UInt32 = 0
        public var sentStampedByKernel: UInt32 = 0, receivedStampedByKernel: UInt32 = 0
        public init() {}
    }
}
