// SPDX-License-Identifier: Apache-2.0

public import Board
public import TimeBase

/// Who stamps a port's event messages, and how its own get their time across.
public enum Stamping: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    /// By the kernel, as it hands a message to the card or takes one from it: tens of microseconds.
    case software
    /// By the card: nanoseconds. Follow_Up tells the time of a Sync.
    case hardware
    /// By the card, which writes the time of a Sync into the Sync itself.
    case hardwareOneStep
}

/// What is known of a port, copied out to whoever asks.
public struct PortFacts: Sendable, BitwiseCopyable {
    public var identity: PortIdentity
    public var state: PortState
    public var stateSince: MonotonicInstant
    public var stamping: Stamping
    /// What it announces, or would.
    public var claim: GrandmasterClaim
    /// Other masters heard of late, best first.
    public var foreignMasters: InlineArray<8, ForeignMasterFacts?> = .init(repeating: nil)
    /// Of peer-to-peer ports: the way to the neighbour; `nil`: not measured.
    public var meanLinkDelay: TimeInterval?
    /// Of peer-to-peer ports: the neighbour.
    public var peer: PortIdentity?
    /// Of 802.1AS ports: whether the neighbour takes part (asCapable), without which nothing is sent; `nil`: not asked.
    public var isCapable: Bool?
    /// Of peer-to-peer ports: questions that more than one neighbour has answered; then there is no link to measure.
    public var peersAtOnce: UInt64 = 0
    public var counters = PortCounters()
    /// Who has unicast grants now, and what is promised to them together, messages a second.
    public var unicastClients = 0
    public var unicastRate = 0.0

    public init(
        identity: PortIdentity, state: PortState, stateSince: MonotonicInstant, stamping: Stamping,
        claim: GrandmasterClaim
    ) {
        (self.identity, self.state, self.stateSince) = (identity, state, stateSince)
        (self.stamping, self.claim) = (stamping, claim)
    }
}

/// Another master of the same domain.
public struct ForeignMasterFacts: Hashable, Sendable, BitwiseCopyable {
    /// The port that announced it.
    public var sender: PortIdentity
    public var address: MessageAddress
    public var grandmaster: ClockIdentity
    public var quality: ClockQuality
    public var priority1: UInt8
    public var priority2: UInt8
    public var stepsRemoved: UInt16
    public var timeSource: TimeSource
    public var last: MonotonicInstant
    /// Heard often enough to count (9.3.2.5).
    public var isQualified: Bool
    /// Better than we are.
    public var isBetter: Bool

    public init(
        sender: PortIdentity, address: MessageAddress, grandmaster: ClockIdentity, quality: ClockQuality,
        priority1: UInt8, priority2: UInt8, stepsRemoved: UInt16, timeSource: TimeSource, last: MonotonicInstant,
        isQualified: Bool, isBetter: Bool
    ) {
        (self.sender, self.address, self.grandmaster, self.quality) = (sender, address, grandmaster, quality)
        (self.priority1, self.priority2, self.stepsRemoved) = (priority1, priority2, stepsRemoved)
        (self.timeSource, self.last) = (timeSource, last)
        (self.isQualified, self.isBetter) = (isQualified, isBetter)
    }
}

/// Who asks a port, or is served by it.
public struct ClientFacts: Hashable, Sendable, BitwiseCopyable {
    public var identity: PortIdentity
    public var address: MessageAddress
    public var first: MonotonicInstant
    public var last: MonotonicInstant
    /// Granted to it: log2 seconds between two messages; `nil`: no grant.
    public var announce: Int8?
    public var sync: Int8?
    public var delayResponse: Int8?
    /// When the first of its grants ends; `nil`: none.
    public var grantsEnd: MonotonicInstant?
    /// Messages sent to it alone.
    public var sent: UInt64 = 0
    /// Requests of any kind that were answered, and those that were not.
    public var answered: UInt64 = 0
    public var refused: UInt64 = 0
    /// Delay requests a second of late; 0: none, or a single one.
    public var delayRequestRate = 0.0
    /// Its offset from us and its state, as its management answered; `nil`: it did not.
    public var offset: TimeInterval?
    public var state: PortState?

    public init(identity: PortIdentity, address: MessageAddress, first: MonotonicInstant, last: MonotonicInstant) {
        (self.identity, self.address, self.first, self.last) = (identity, address, first, last)
    }
}
