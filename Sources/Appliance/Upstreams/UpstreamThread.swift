// SPDX-License-Identifier: Apache-2.0

import Board
import GNSS
import LinuxBoard
import Logging
import NTP
import Synchronization
import TimeBase
import TimeKeeping

/// The body of the thread that asks other servers for the time, in real time beside the timing thread.
struct UpstreamThread: ~Copyable {
    private static let patience: Duration = .milliseconds(250)
    private static let longest = 2048
    private static let naming: Duration = .seconds(60)

    private let channels: TimingChannels
    private let names: UpstreamNames
    /// Of NTP's keys; `nil`: there are none.
    private let keyFile: String?
    private var drawer = KeyDrawer()
    private var keys = UpstreamKeys()
    private var desk: UpstreamDesk<SystemRandomNumberGenerator>
    private let pulse: TimekeepingSettings.Pulse
    /// One for each server, as long as its last request may be answered.
    private var sockets: [ClientSocket?]
    private var buffer = [UInt8](repeating: 0, count: longest)
    private var judged: MonotonicInstant
    /// What others call this machine: who follows us is of no use to us.
    private var ownNames: [UInt32] = []
    private var named: MonotonicInstant
    /// Whose stamps are better than the kernel's.
    private let cards: CardStamps?

    init(
        _ settings: Settings, _ channels: TimingChannels, _ names: UpstreamNames, cards: CardStamps? = nil,
        at now: MonotonicInstant, box: (Settings.PTPSource) -> PTPSourceBox
    ) {
        (self.channels, self.names, self.cards) = (channels, names, cards)
        desk = UpstreamDesk(
            settings.sources, policy: settings.failover.policy, served: channels.time.read(), at: now,
            random: SystemRandomNumberGenerator())
        desk.add(settings.sources, box)
        pulse = settings.timekeeping.pulse
        keyFile = settings.ntp.keys
        sockets = Array(repeating: nil, count: desk.upstreams.count)
        (judged, named) = (now - .seconds(1), now - Self.naming)
        names.want(settings.sources.filter(\.isNTP).map(\.host), at: now)
    }

    /// One round: asks who is due, waits for a reply or a quarter of a second.
    /// - Parameter tell: a second's judgement.
    mutating func turn(tell: ([UpstreamFacts], SourceJudgement) -> Void) {
        let now = HostClock.now
        desk.follow(channels.time.read(), at: now)
        if now - judged >= .seconds(1) { judge(at: now, tell) }
        ask(at: now)
        let next = min(desk.next ?? now + Self.patience, judged + .seconds(1), now + Self.patience)
        ClientSockets.wait(for: sockets.map { $0?.number ?? -1 }, at: max(.zero, next - HostClock.now))
        desk.follow(channels.time.read(), at: HostClock.now)
        for index in sockets.indices { hear(index) }
    }

    private mutating func judge(at now: MonotonicInstant, _ tell: ([UpstreamFacts], SourceJudgement) -> Void) {
        judged = now
        if now - named >= Self.naming {
            named = now
            readKeys()
            ownNames = InterfaceState.all.flatMap(\.addresses).map { ReferenceID.code(ofAddress: $0.address.number) }
        }
        let names = names
        desk.settle(at: now) { names.addresses(of: $0) }
        for upstream in desk.upstreams where upstream.association.answered == 0 && upstream.association.requests > 8 {
            names.doubt(upstream.source.host, at: now)
        }
        let (served, facts) = (channels.time.read(), channels.facts.read())
        keys.turn(&desk, served, names, at: now)
        let witness = SourceReading(witness: facts, pulse: pulse, at: now)
        let reading = desk.judge(served, witness: witness, at: now)
        channels.upstream.put(reading)
        tell(desk.facts(at: now), desk.judgement)
    }

    /// Read anew whenever the file has changed; what is wrong with it is told by those who serve with it.
    private mutating func readKeys() {
        guard let keys = drawer.look(keyFile, log: Logger(label: "keys") { _ in SwiftLogNoOpLogHandler() }) else {
            return
        }
        desk.authenticator = keys.isEmpty ? nil : KeyAuthenticator(keys)
    }

    private mutating func ask(at now: MonotonicInstant) {
        for index in desk.upstreams.indices where desk.upstreams[index].isDue(at: now) {
            guard let endpoint = desk.upstreams[index].endpoint else { continue }
            guard let octets = desk.request(index, at: now) else { continue }
            do throws(SocketFault) {
                let socket = try ClientSocket(to: endpoint, departures: true, cards: cards)
                let instant = HostClock.now
                try socket.send(octets.span)
                desk.sent(index, at: instant)
                sockets[index] = socket
            } catch {
                // There is no way to it now; the association asks again when it is due.
                sockets[index] = nil
            }
        }
    }

    private mutating func receive(_ socket: ClientSocket) -> ClientSocket.Arrival? {
        var span = buffer.mutableSpan
        return socket.receive(into: &span)
    }

    private mutating func hear(_ index: Int) {
        guard let socket = sockets[index] else { return }
        // The kernel and the card know better than we did.
        if let departure = socket.departure { desk.sent(index, at: departure) }
        while let arrival = receive(socket) {
            desk.hear(buffer, count: arrival.count, from: index, at: arrival.at, own: ownNames)
        }
    }
}

extension SourceReading {
    /// What the receiver says of our clock: by its last edge, or where it states another time than was established, by that.
    init?(witness facts: TimingFacts, pulse: TimekeepingSettings.Pulse, at now: MonotonicInstant) {
        let noise = facts.jitter ?? .microseconds(1)
        let bound = ErrorBound(base: pulse.uncertainty + (facts.epoch?.timeAccuracy ?? .zero) + noise * 5)
        if let contradicted = facts.contradicted, let epoch = facts.epoch, now - epoch.arrival <= .seconds(3) {
            self.init(at: now, offset: contradicted, bound: bound, deviation: noise)
            return
        }
        guard let witnessed = facts.witnessed, now - witnessed.at <= .seconds(3) else { return nil }
        self.init(
            at: witnessed.at, offset: witnessed.offset, bound: bound, deviation: max(noise, .nanoseconds(1)))
    }
}
