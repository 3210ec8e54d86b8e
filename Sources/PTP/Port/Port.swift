// SPDX-License-Identifier: Apache-2.0

import Board
public import TimeBase

/// One PTP port of a grandmaster: it announces, sends Sync, answers delay requests, and makes way for a better master.
/// It never follows one.
///
/// It opens nothing and reads no clock: messages, transmit stamps and the passing of time go in, messages come out through
/// a sink. Its caller wakes it at ``nextWake`` or before, and turns stamps into our clock's time.
public struct Port: Sendable {
    public internal(set) var settings: PortSettings
    public let identity: PortIdentity
    public let stamping: Stamping
    let row: ProfileRow
    /// Where multicast goes, peer delay's and all else.
    let group: MessageAddress
    let peerGroup: MessageAddress

    public internal(set) var state = PortState.initializing
    var stateSince: MonotonicInstant
    /// Listening: until when; about to be master: when.
    var stateEnds: MonotonicInstant?
    /// What is true of our clock, by the last wake.
    var claim = GrandmasterClaim.unset
    /// What our clock showed at the last wake.
    var reading: (at: MonotonicInstant, shown: TAIInstant)
    public internal(set) var counters = PortCounters()

    var announce: Schedule
    var sync: Schedule
    /// Of the last message sent to the group; each kind counts for itself (7.3.7).
    var announceSequence: UInt16 = 0
    var syncSequence: UInt16 = 0
    var syncTickets = SyncTickets()

    var foreignMasters = ForeignMasterTable()
    var receipt: ReceiptTimeout
    var jitter: Jitter
    var peer: PeerLink
    /// Of 802.1AS: that it is spoken here.
    var capable = Schedule(log: 0)
    var capableSequence: UInt16 = 0
    var unicast: UnicastService
    var management = ManagementService()

    /// - Parameter seed: drawn by chance, so that nobody can tell how clients are put into their table.
    public init(
        _ settings: PortSettings, identity: PortIdentity, stamping: Stamping, at now: MonotonicInstant, seed: UInt64 = 0
    ) {
        (self.settings, self.identity, self.stamping) = (settings, identity, stamping)
        row = settings.profile.row
        (group, peerGroup) = (settings.group(for: .announce), settings.group(for: .peerDelayRequest))
        (stateSince, reading) = (now, (now, TAIInstant(sinceEpoch: .zero)))
        announce = Schedule(log: settings.logAnnounceInterval)
        sync = Schedule(log: settings.logSyncInterval)
        jitter = Jitter(seed: identity)
        receipt = ReceiptTimeout(settings, jitter: jitter.next())
        peer = PeerLink(settings, stamping)
        unicast = UnicastService(settings, stamping: stamping, seed: seed ^ identity.clock.raw)
    }

    /// Between two wakes, so that what is claimed is never older.
    static let longestRest: Duration = .seconds(1)

    /// When there is something to do, if nothing happens before.
    public var nextWake: MonotonicInstant {
        guard state != .initializing else { return stateSince }
        var next = reading.at + Self.longestRest
        // One by one: `min` of more than two makes an array.
        next = min(next, announce.due ?? next)
        next = min(next, sync.due ?? next)
        next = min(next, stateEnds ?? next)
        next = min(next, peer.requests.due ?? next)
        next = min(next, capable.due ?? next)
        next = min(next, foreignMasters.nextLapse(receipt) ?? next)
        guard settings.unicast != nil, state != .faulty else { return next }
        return min(next, unicast.nextWake ?? next)
    }

    /// A header with what is common to all that this port sends.
    func header(_ type: MessageType, sequence: UInt16, log: Int8 = 0x7F, flags: MessageFlags = []) -> MessageHeader {
        var header = MessageHeader(type, of: row, settings, from: identity)
        (header.sequence, header.logInterval, header.flags) = (sequence, log, flags)
        return header
    }
}

extension GrandmasterClaim {
    /// Of a clock of which nothing is known yet.
    static let unset = GrandmasterClaim(
        quality: ClockQuality(clockClass: 248, accuracy: .unknown, variance: 0xFFFF), utcOffset: 37, flags: [],
        timeSource: .internalOscillator)
}
