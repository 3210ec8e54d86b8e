// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import NTP
import TimeBase

/// One other server of the cluster, asked from a new port each time.
struct PeerLine {
    let address: IPEndpoint
    var association: ClientAssociation
    /// The last question's; gone once the next one is asked.
    private var socket: Socket?
    private var ownMetric: UInt32?

    /// Noncopyable values do not lie in arrays.
    private final class Socket {
        let asked: ClientSocket
        init(to address: IPEndpoint) throws(SocketFault) { asked = try ClientSocket(to: address) }
    }

    init(_ address: IPEndpoint, poll: Int, first: MonotonicInstant) {
        self.address = address
        let settings = ClientSettings(minPoll: Int8(clamping: poll), maxPoll: Int8(clamping: poll + 1))
        association = ClientAssociation(settings, first: first)
    }

    /// What there may be something to hear from.
    var number: Int32? { socket?.asked.number }

    /// Asks where it is due. What cannot be sent now is asked again at the next poll.
    mutating func ask(_ time: Published<ServedTime>, using random: inout some RandomNumberGenerator) {
        guard association.isDue(at: HostClock.now) else { return }
        var octets = InlineArray<48, UInt8>(repeating: 0)
        var span = octets.mutableSpan
        association.request(into: &span, at: HostClock.now, using: &random)
        socket = try? Socket(to: address)
        if let local = socket?.asked.local { ownMetric = ReferenceID.code(ofAddress: local.number) }
        let now = HostClock.now
        guard (try? socket?.asked.send(span.span)) != nil else { return }
        association.sent(time.read().stamp(at: now))
    }

    /// Hears what has come.
    mutating func hear(_ time: Published<ServedTime>) {
        var octets = InlineArray<1024, UInt8>(repeating: 0)
        var span = octets.mutableSpan
        while let arrival = socket?.asked.receive(into: &span) {
            _ = association.hear(
                span.span, count: arrival.count, arrived: time.read().stamp(at: arrival.at),
                own: ownMetric.map { [$0] } ?? [])
        }
    }

    func peer(at now: MonotonicInstant) -> ClusterPeer {
        ClusterPeer(
            metric: ReferenceID.code(ofAddress: address.address.number), ownMetric: ownMetric ?? 0,
            standing: isHeard(at: now) && association.unfitness(at: now) == nil ? association.standing(at: now) : nil)
    }

    /// A leader that has been silent for four polls leads no more.
    private func isHeard(at now: MonotonicInstant) -> Bool { association.answered & 0xF != 0 }

    func facts(at now: MonotonicInstant) -> ClusterPeerFacts {
        var facts = ClusterPeerFacts(address: address)
        (facts.stratum, facts.reach) = (association.word?.stratum, association.reach)
        facts.unfitness = isHeard(at: now) ? association.unfitness(at: now) : .unreachable
        let standing = association.standing(at: now)
        (facts.offset, facts.bound) = (standing?.offset, standing.map { $0.bound.after(now - $0.asOf) })
        return facts
    }
}

extension ServedTime {
    /// What our own clock showed at an instant.
    fileprivate func stamp(at instant: MonotonicInstant) -> LocalStamp {
        let reading = clock.reading(at: instant)
        return LocalStamp(at: instant, shown: NTPTimestamp(state.utc.utc(reading.shown)), era: reading.era)
    }
}
