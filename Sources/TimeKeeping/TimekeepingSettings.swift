// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// Everything about timekeeping that an owner may choose. The defaults suit a receiver whose messages begin within
/// 0.9 s after the pulse that they are of, and any oscillator.
public struct TimekeepingSettings: Sendable, Equatable {
    /// How a pulse gets its second.
    public struct Labelling: Sendable, Equatable {
        /// Added to every instant that the receiver's messages state: −1 s for a receiver that is known to state the
        /// second after the one it should.
        public var statedOffset: Duration = .zero
        /// How long after the instant that it is of a message begins; negative: before it. Narrower than one second,
        /// or the second could not be told from its neighbours.
        public var latency: ClosedRange<Duration> = .zero ... .milliseconds(900)
        /// How many of the last eight claims must agree on one second before it is established; 3 ... 8.
        public var needed = 5

        public init() {}
    }

    /// What is known about the edge.
    public struct Pulse: Sendable, Equatable {
        /// What cables and wiring hold the pulse up for, and what was measured besides: positive, it comes late.
        public var cableDelay: Duration = .zero
        /// How far the receiver's pulse may be from the true second, beyond what it says itself; part of every error
        /// bound. 100 ns is what timing receivers promise for a good sky; a lateness
        /// that all stamps share, as of an interrupt, no measurement here can show.
        public var uncertainty: Duration = .nanoseconds(100)

        public init() {}
    }

    /// How the clock is steered.
    public struct Steering: Sendable, Equatable {
        /// Offsets beyond this are taken out by a step, but only before lock. NTP clients hardly notice less.
        public var stepBeyond: Duration = .milliseconds(1)
        /// The fastest change of phase once settled, seconds per second.
        public var slewLimit = 95e-6
        /// The fastest change of phase while the clock comes back from an outage, seconds per second, so that followers
        /// keep up: 50e-9 suits PTP clocks. `nil`: as fast as ``slewLimit`` allows, which brings the truth back soonest.
        public var returnSlew: Double?
        /// The fastest change of phase while acquiring, seconds per second.
        public var acquiringSlewLimit = 450e-6
        /// A sudden jump of the pulse against a locked clock is followed only up to this size.
        public var followJump: Duration = .milliseconds(1)

        public init() {}
    }

    /// How long the clock is trusted without its source.
    public struct Holdover: Sendable, Equatable {
        /// By time.
        public var longest: Duration = .seconds(86_400)
        /// By the error bound. 10 ms is far below what NTP clients take as too distant (1.5 s, RFC 5905 MAXDIST), and
        /// they are told the bound all along, so a client with a better source leaves by itself.
        public var largestError: Duration = .milliseconds(10)
        /// How long a labelled pulse is still followed while its receiver is silent, gone or without a fix: after
        /// that its pulse runs free too.
        public var grace: Duration = .seconds(10)
        /// How long a pulse may be missing before that is holdover.
        public var pulseTimeout: Duration = .seconds(3)
        /// How long a contradiction must persist before the clock stops following.
        public var contradiction: Duration = .seconds(5)

        public init() {}
    }

    public var labelling = Labelling()
    public var pulse = Pulse()
    public var steering = Steering()
    public var holdover = Holdover()
    public var retrospect = Retrospect()
    public var signal = Signal()
    public var trust = Trust()
    public var fallback = Fallback()

    public init() {}
}
