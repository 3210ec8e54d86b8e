// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import NTP
import TimeBase

/// One other server of the cluster: a peer that is told our time and tells us its own or, where it does not speak so, a server
/// that is asked from a new port each time.
struct PeerLine {
    let address: IPEndpoint
    private let settings: ClientSettings
    private var way: Way
    /// Our address on the way to it; `nil`: there is no way.
    private(set) var local: IPAddress?

    private enum Way {
        case symmetric(SymmetricAssociation)
        case client(ClientAssociation, Socket?)
    }

    /// The last question's; gone once the next one is asked. Noncopyable values do not lie in arrays.
    final class Socket {
        let asked: ClientSocket
        init(to address: IPEndpoint) throws(SocketFault) { asked = try ClientSocket(to: address) }
    }

    init(_ address: IPEndpoint, poll: Int, isSigned: Bool, first: MonotonicInstant) {
        self.address = address
        settings = ClientSettings(
            minPoll: Int8(clamping: poll), maxPoll: Int8(clamping: poll + 1), needsAuthentication: isSigned)
        way = .symmetric(SymmetricAssociation(settings, first: first))
    }

    var association: ClientAssociation {
        switch way {
        case .symmetric(let peer): peer.peer
        case .client(let client, _): client
        }
    }

    var isSymmetric: Bool { if case .symmetric = way { true } else { false } }

    /// What there may be something to hear from.
    var number: Int32? { if case .client(_, let socket?) = way { socket.asked.number } else { nil } }

    /// Our clock was stepped by so much.
    mutating func clockMoved(by change: Duration) {
        switch way {
        case .symmetric(var peer):
            peer.clockMoved(by: change)
            way = .symmetric(peer)
        case .client(var client, let socket):
            client.clockMoved(by: change)
            way = .client(client, socket)
        }
    }

    /// Speaks to it where it is due. What cannot be sent now is sent at the next poll.
    mutating func speak(
        _ time: Published<ServedTime>, by mouth: PeerMouth, using random: inout some RandomNumberGenerator
    ) {
        let now = HostClock.now
        guard association.isDue(at: now) else { return }
        local = (try? ClientSocket(to: address))?.local
        chooseTheWay(at: now, isSelf: local.map { mouth.isOurs(address, on: $0) } ?? false)
        switch way {
        case .symmetric(var peer):
            tell(&peer, time.read(), by: mouth, using: &random)
            way = .symmetric(peer)
        case .client(var client, _):
            let socket = ask(&client, time, by: mouth.key, using: &random)
            way = .client(client, socket)
        }
    }

    /// So many polls without any answer, and the other way is tried.
    private static let patience = 8

    private mutating func chooseTheWay(at now: MonotonicInstant, isSelf: Bool) {
        let isInVain = association.answered == 0 && association.requests >= Self.patience
        switch way {
        // Whoever is among its own peers asks itself, and sees by the address that it does.
        case .symmetric where isInVain || isSelf: way = .client(ClientAssociation(settings, first: now), nil)
        case .client where isInVain && !isSelf: way = .symmetric(SymmetricAssociation(settings, first: now))
        case .symmetric, .client: break
        }
    }

    private func tell(
        _ peer: inout SymmetricAssociation, _ served: ServedTime, by mouth: PeerMouth,
        using random: inout some RandomNumberGenerator
    ) {
        var octets = InlineArray<72, UInt8>(repeating: 0)
        var span = octets.mutableSpan
        let now = HostClock.now
        let told = SymmetricAssociation.Told(
            claim: served.claim(at: now, precision: -24), clock: served.toldClock(at: now), utc: served.state.utc)
        peer.message(into: &span, at: now, told: told, using: &random)
        guard let count = mouth.key.signed(&span, count: NTPHeader.count) else { return }
        let sent = HostClock.now
        if mouth.say((0..<count).map { octets[$0] }, to: address, from: local) { peer.sent(at: sent) }
    }

    private func ask(
        _ client: inout ClientAssociation, _ time: Published<ServedTime>, by key: PeerKey,
        using random: inout some RandomNumberGenerator
    ) -> Socket? {
        var octets = InlineArray<72, UInt8>(repeating: 0)
        var span = octets.mutableSpan
        client.request(into: &span, at: HostClock.now, using: &random)
        guard let socket = try? Socket(to: address), let count = key.signed(&span, count: NTPHeader.count) else {
            return nil
        }
        let now = HostClock.now
        if (try? socket.asked.send(span.span.extracting(0..<count))) != nil { client.sent(time.read().stamp(at: now)) }
        return socket
    }
}

extension PeerLine {
    // MARK: Hearing

    /// Hears what has come to the socket of the last question.
    mutating func hear(_ time: Published<ServedTime>, key: PeerKey) {
        guard case .client(var client, let socket?) = way else { return }
        var octets = InlineArray<1024, UInt8>(repeating: 0)
        var span = octets.mutableSpan
        while let arrival = socket.asked.receive(into: &span) {
            _ = client.hear(
                span.span, count: arrival.count, arrived: time.read().stamp(at: arrival.at),
                authentication: key.judge(span.span, count: arrival.count), own: ownMetrics)
        }
        way = .client(client, socket)
    }

    /// It speaks to us as a peer: from now on we do so too.
    mutating func hear(_ letter: PeerLetter, _ served: ServedTime, key: PeerKey) {
        var peer: SymmetricAssociation
        switch way {
        case .symmetric(let known): peer = known
        case .client: peer = SymmetricAssociation(settings, first: letter.at)
        }
        let authentication = key.judge(letter.octets.span, count: letter.count)
        let outcome = peer.hear(
            letter.octets.span, count: letter.count, arrived: letter.at, authentication: authentication,
            own: ownMetrics, stamp: served.stamp)
        if !isSymmetric, case .refused(let refusal) = outcome, refusal != .origin { return }
        way = .symmetric(peer)
    }

    private var ownMetrics: [UInt32] { ownMetric.map { [$0] } ?? [] }
    private var ownMetric: UInt32? { local.map { ReferenceID.code(ofAddress: $0.number) } }

    // MARK: What is made of it

    func peer(at now: MonotonicInstant) -> ClusterPeer {
        ClusterPeer(
            metric: ReferenceID.code(ofAddress: address.address.number), ownMetric: ownMetric ?? 0,
            standing: isHeard && association.unfitness(at: now) == nil ? association.standing(at: now) : nil)
    }

    /// A leader that has been silent for four polls leads no more.
    private var isHeard: Bool { association.answered & 0xF != 0 }

    func facts(at now: MonotonicInstant) -> ClusterPeerFacts {
        var facts = ClusterPeerFacts(address: address)
        (facts.stratum, facts.reach) = (association.word?.stratum, association.reach)
        facts.isSymmetric = isSymmetric
        facts.isAuthenticated = settings.needsAuthentication && association.answered != 0
        facts.unfitness = isHeard ? association.unfitness(at: now) : .unreachable
        let standing = association.standing(at: now)
        (facts.offset, facts.bound) = (standing?.offset, standing.map { $0.bound.after(now - $0.asOf) })
        facts.refused = ReplyRefusal.allCases.compactMap { reason in
            let count = association.refusals[reason]
            return count == 0 ? nil : NamedCount("\(reason)", UInt64(count))
        }
        return facts
    }
}

extension ServedTime {
    /// What our own clock showed at an instant.
    func stamp(at instant: MonotonicInstant) -> LocalStamp {
        let reading = clock.reading(at: instant)
        return LocalStamp(at: instant, shown: NTPTimestamp(state.utc.utc(reading.shown)), era: reading.era)
    }
}
