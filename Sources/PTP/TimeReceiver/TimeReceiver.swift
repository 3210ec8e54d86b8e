// SPDX-License-Identifier: Apache-2.0

import Board
public import TimeBase

/// A PTP port that only receives time (IEEE 1588-2019, 9.2.2.2: timeReceiver-only): it finds the best master of its
/// domain, pairs what that one sends, and measures how far our clock is from it. It never announces anything.
///
/// It opens nothing and reads no clock: messages, transmit stamps and the passing of time go in, messages come out through
/// a sink. Its caller wakes it at ``nextWake`` or before. Stamps are of a scale that is never set: what our clock shows
/// without what it was moved by.
public struct TimeReceiver: Sendable {
    public internal(set) var settings: PortSettings
    public let identity: PortIdentity
    public let stamping: Stamping
    let row: ProfileRow
    /// Where multicast goes, peer delay's and all else.
    let group: MessageAddress
    let peerGroup: MessageAddress
    /// Our own clocks by their names: none of them is ever followed, nor who has its time from one.
    public var own: [ClockIdentity]

    public internal(set) var state = PortState.initializing
    var stateSince: MonotonicInstant
    var lastWake: MonotonicInstant
    public internal(set) var counters = PortCounters()

    var masters = ForeignMasterTable()
    var receipt: ReceiptTimeout
    var jitter: Jitter
    /// Who is followed.
    var master: PortIdentity?
    /// What that one announced last; `nil` until it does after it was chosen.
    var word: MasterWord?
    var pairs = SyncPairs()
    var filter = PathFilter()
    /// When its last Sync came whose time is known.
    var lastSync: MonotonicInstant?
    var question = DelayQuestion()
    /// End to end: when the way is asked for next; `nil`: nobody is followed.
    var nextQuestion: MonotonicInstant?
    /// Log2 seconds, as the master wants it.
    var logDelayRequestInterval: Int8
    var peer: PeerLink
    public internal(set) var questions: UInt64 = 0
    public internal(set) var samples: UInt64 = 0

    public init(
        _ settings: PortSettings, identity: PortIdentity, stamping: Stamping, own: [ClockIdentity] = [],
        at now: MonotonicInstant
    ) {
        (self.settings, self.identity, self.stamping, self.own) = (settings, identity, stamping, own)
        row = settings.profile.row
        (group, peerGroup) = (settings.group(for: .announce), settings.group(for: .peerDelayRequest))
        (stateSince, lastWake) = (now, now)
        jitter = Jitter(seed: identity)
        receipt = ReceiptTimeout(settings, jitter: jitter.next())
        logDelayRequestInterval = settings.logMinDelayRequestInterval
        peer = PeerLink(settings, stamping)
    }

    /// Between two wakes.
    static let longestRest: Duration = .seconds(1)

    /// When there is something to do, if nothing happens before.
    public var nextWake: MonotonicInstant {
        guard state != .initializing else { return stateSince }
        var next = lastWake + Self.longestRest
        // One by one: `min` of more than two makes an array.
        next = min(next, nextQuestion ?? next)
        next = min(next, peer.requests.due ?? next)
        return min(next, masters.nextLapse(receipt) ?? next)
    }

    /// A header with what is common to all that this port sends.
    func header(_ type: MessageType, sequence: UInt16, log: Int8 = 0x7F, flags: MessageFlags = []) -> MessageHeader {
        var header = MessageHeader(type, of: row, settings, from: identity)
        (header.sequence, header.logInterval, header.flags) = (sequence, log, flags)
        return header
    }
}
