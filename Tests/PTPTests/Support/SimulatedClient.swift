// SPDX-License-Identifier: Apache-2.0

import PTP
import TimeBase

/// A client of the plainest kind: it takes the best master it hears (the next one after three silent announce intervals), and
/// measures by Sync, Follow_Up and Delay_Resp how far its clock, which is the truth, is from that master's.
struct SimulatedClient {
    let identity: PortIdentity
    let announceInterval: Duration
    /// To the hub and from it.
    var out: Duration = .microseconds(5)
    var back: Duration = .microseconds(5)

    private(set) var master: ClockDataSet?
    private var lastAnnounce = MonotonicInstant.at(0)
    /// Announced classes, one entry a change.
    private(set) var classes: [(at: MonotonicInstant, clockClass: UInt8)] = []
    /// Its offset: truth − master's time.
    private(set) var offsets: [(at: MonotonicInstant, offset: Duration, master: ClockIdentity)] = []
    /// Messages that do not belong together as they should.
    private(set) var faults = 0

    private var sync: (sequence: UInt16, arrived: TAIInstant, correction: Duration)?
    /// t1 and t2 of the last Sync, corrections taken out.
    private var way: (sent: TAIInstant, arrived: TAIInstant)?
    private(set) var nextRequest: MonotonicInstant
    private var requestSequence: UInt16 = 0
    private var requestLeft: TAIInstant?

    init(_ clock: UInt64, announceInterval: Duration) {
        identity = PortIdentity(clock: ClockIdentity(raw: clock), number: 1)
        self.announceInterval = announceInterval
        nextRequest = .at(0.3)
    }

    mutating func hear(_ octets: [UInt8], at now: MonotonicInstant, stamp: TAIInstant) {
        guard let header = MessageHeader(octets.span) else {
            faults += 1
            return
        }
        if let announce = AnnounceMessage(octets.span) { return consider(announce, at: now) }
        if let response = DelayResponseMessage(octets.span) { return conclude(response, at: now) }
        guard header.source == master?.sender else { return }
        if let message = SyncMessage(octets.span) {
            sync = (header.sequence, stamp, header.correction.duration)
            if !header.flags.contains(.twoStep) { complete(message.originTimestamp, header) }
        } else if let message = FollowUpMessage(octets.span) {
            complete(message.preciseOriginTimestamp, header)
        }
    }

    /// A Delay_Req, when it is time for one.
    mutating func request(at now: MonotonicInstant, stamp: TAIInstant) -> [UInt8]? {
        guard nextRequest <= now else { return nil }
        nextRequest = now + .seconds(1)
        guard master != nil else { return nil }
        requestSequence &+= 1
        requestLeft = stamp
        var header = MessageHeader(type: .delayRequest, messageLength: 0, source: identity)
        header.sequence = requestSequence
        header.domain = domain
        return octets(DelayRequestMessage(header: header))
    }

    var domain: UInt8 = 0

    private mutating func consider(_ announce: AnnounceMessage, at now: MonotonicInstant) {
        let data = ClockDataSet(announce, at: identity)
        let isSilent = now - lastAnnounce > announceInterval * 3
        if let master, master.sender != data.sender, !isSilent,
            !data.compared(with: master, by: .standard).isBetter
        {
            return
        }
        if master?.sender != data.sender { (sync, way, requestLeft) = (nil, nil, nil) }
        if classes.last?.clockClass != data.quality.clockClass { classes.append((now, data.quality.clockClass)) }
        (master, lastAnnounce) = (data, now)
    }

    private mutating func complete(_ origin: PTPTimestamp, _ header: MessageHeader) {
        guard let sync, sync.sequence == header.sequence else {
            faults += 1
            return
        }
        let correction = sync.correction + (header.type == .followUp ? header.correction.duration : .zero)
        way = (origin.tai, sync.arrived - correction)
    }

    private mutating func conclude(_ response: DelayResponseMessage, at now: MonotonicInstant) {
        guard response.requestingPortIdentity == identity, response.header.source == master?.sender,
            response.header.sequence == requestSequence, let left = requestLeft, let way, let master
        else { return }
        requestLeft = nil
        let forth = way.arrived - way.sent
        let back = response.receiveTimestamp.tai - response.header.correction.duration - left
        offsets.append((now, (forth - back) / 2, master.grandmaster))
    }

}
