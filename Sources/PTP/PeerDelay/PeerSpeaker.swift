// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// A port that measures the way to its neighbour, and lets the neighbour measure it: a grandmaster's, or one that receives
/// time.
protocol PeerSpeaker: Sendable {
    var settings: PortSettings { get }
    var identity: PortIdentity { get }
    var peerGroup: MessageAddress { get }
    var peer: PeerLink { get set }
    var counters: PortCounters { get set }

    func header(_ type: MessageType, sequence: UInt16, log: Int8, flags: MessageFlags) -> MessageHeader
    /// Does something with the link, and takes the consequences.
    mutating func track(at now: MonotonicInstant, _ body: (inout PeerLink) -> Void)
}

extension Port: PeerSpeaker {
    /// If the neighbour is thereby found to take part, or not to.
    mutating func track(at now: MonotonicInstant, _ body: (inout PeerLink) -> Void) {
        let before = isCapable
        body(&peer)
        guard isCapable != before else { return }
        foreignMasters.removeAll()
        isRuled || !isCapable ? listen(at: now) : enter(.master, at: now)
    }

    /// Whether the profile lets this port speak of time: 802.1AS only where the neighbour is known to take part (10.2.5.1).
    var isCapable: Bool { settings.profile != .dot1AS || peer.isCapable }
}

extension TimeReceiver: PeerSpeaker {
    /// The link's mean delay is the way to the master, one measurement of it.
    mutating func track(at now: MonotonicInstant, _ body: (inout PeerLink) -> Void) {
        let before = peer.measured
        body(&peer)
        guard peer.measured != before, let delay = peer.meanLinkDelay, master != nil else { return }
        filter.hear(delay: delay.duration, at: now)
        calibrate(at: now)
    }
}
