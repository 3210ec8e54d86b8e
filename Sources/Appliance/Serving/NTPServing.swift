// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import Logging
import NTP
import Synchronization
import TimeBase

/// The NTP servers of an appliance, one for each address that is wanted: opened as soon as it can be, closed once it is
/// wanted no more. What stays wanted is served without a break.
final class NTPServing: Sendable {
    private struct Desk {
        var wanted: [NTPAddress]
        /// Joined by sockets that listen everywhere, and those that are.
        var groups: [IPAddress] = []
        var joined: Set<IPAddress> = []
        var servers: [(address: NTPAddress, server: NTPServer)] = []
        var told: [NTPAddress: SocketFault] = [:]
        /// They are told to end, and may still be at their last requests.
        var leaving: [NTPServer] = []
        /// What servers did that have ended: a count never goes back.
        var ended = ServerCounters()
        var isEnded = false
        var control: ControlDesk?
        var keyFile: String?
        var keys = KeyDrawer()
        var census = ClientCensus()
        var distinct = NTPFacts.Distinct()
    }

    private let desk: Mutex<Desk>
    private let policy: Posted<AccessPolicy>
    private let door: NTPDoor
    private let control: Posted<AccessPolicy>
    private let terms: Posted<ReplyTerms>
    private let log: Logger
    private let tap: TapRing<TappedRequest>?
    private let workers: Int
    let stamping: NTPStamping
    /// Where what peers say is left for who minds them.
    let post = PeerPost()

    init(_ settings: Settings, log: Logger, tap: TapRing<TappedRequest>? = nil) {
        desk = Mutex(Desk(wanted: settings.ntp.addresses, keyFile: settings.ntp.keys))
        var first = ReplyTerms(
            remembering: settings.ntp.interleaved.remembering, authenticator: { KeyAuthenticator($0) },
            cipher: { CryptoBox() })
        first.tellsMonotonicRoot = settings.ntp.experimental.contains(.f323)
        first.firstEpoch = .random(in: 0 ... .max)
        terms = Posted(first)
        policy = Posted(settings.accessPolicy)
        door = NTPDoor(settings.ntp.reception)
        control = Posted(settings.controlPolicy)
        (self.log, self.tap, workers) = (log, tap, settings.ntp.workers)
        stamping = NTPStamping(settings)
        desk.withLock { $0.groups = settings.ntp.groups }
    }

    /// What is told to ntpq, and to whom; before it is set, nothing is. Addresses that are opened later have it.
    func tell(_ facts: @escaping @Sendable () -> ControlFacts?) {
        desk.withLock { $0.control = ControlDesk(control, at: HostClock.now, facts: facts) }
    }

    /// What these settings say of `allow`, `deny`, `compatibility` and `ntp` is in force from the next batch of requests, and the
    /// next ``keepUp(_:)``.
    func apply(_ settings: Settings) {
        stamping.apply(settings)
        desk.withLock { desk in
            // One at a time may publish.
            policy.publish(settings.accessPolicy)
            door.apply(settings.ntp.reception)
            control.publish(settings.controlPolicy)
            if !desk.isEnded { desk.wanted = settings.ntp.addresses }
            for group in desk.groups where !settings.ntp.groups.contains(group) { join(group, false, in: &desk) }
            desk.groups = settings.ntp.groups
            desk.keyFile = settings.ntp.keys
            publish(settings.ntp.interleaved.remembering, keys: nil, settings.ntp.experimental)
        }
    }

    /// The master keys of NTS that cookies are opened and made with, from the next batch of requests on.
    func take(_ keys: CookieKeys) {
        desk.withLock { _ in
            var next = terms.read()
            guard next.cookieKeys != keys else { return }
            next.cookieKeys = keys
            terms.publish(next)
        }
    }

    /// Closes what is wanted no more, and tries what is not there yet; to be called every now and then.
    func keepUp(_ time: Published<ServedTime>) {
        stamping.keepUp()
        desk.withLock { desk in
            // Clients that look for servers are not to find one without a time.
            let isToBeFound = time.read().claim(at: HostClock.now, precision: 0).stratum < 16
            let wanted = desk.wanted.filter { !$0.endpoint.address.isMulticast || isToBeFound }
            if let keys = desk.keys.look(desk.keyFile, log: log) { publish(nil, keys: keys) }
            count(&desk)
            settle(&desk)
            close(in: &desk) { !wanted.contains($0) }
            // Who still has an address leaves it first: it may be wanted again, with another time.
            let held = Set(desk.leaving.map(\.local))
            for address in wanted where !held.contains(address.endpoint) {
                if desk.servers.contains(where: { $0.address == address }) { continue }
                open(address, time, in: &desk)
            }
            for group in desk.groups { join(group, isToBeFound, in: &desk) }
        }
    }

    func stop() {
        stamping.stop()
        desk.withLock { desk in
            (desk.wanted, desk.isEnded) = ([], true)
            for (_, server) in desk.servers { server.stop() }
        }
    }

    /// In the order in which they were opened.
    var servers: [NTPServer] { desk.withLock { $0.servers.map(\.server) } }

    /// Who asks, at whichever address.
    var clients: [NTPClientFacts] { NTPClientFacts.joined(servers.flatMap(\.clients)) }

    var facts: NTPFacts {
        desk.withLock { desk in
            var facts = NTPFacts(
                listening: desk.servers.map(\.server.local),
                smearing: desk.servers.filter { $0.address.smear != nil }.map(\.server.local),
                notListening: desk.wanted.compactMap { address in desk.told[address].map { "\(address) (\($0))" } },
                counters: (desk.leaving + desk.servers.map(\.server)).reduce(desk.ended) { $0 + $1.total },
                distinct: desk.distinct)
            facts.keys = desk.keys.facts
            facts.manycast = manycast(desk)
            facts.stamping = stamping.facts
            facts.transmitErrors = TransmitErrorFacts.all(desk.servers.flatMap(\.server.errors), at: HostClock.now)
            return facts
        }
    }

    /// Groups that sockets have joined which listen everywhere, and those that have sockets of their own.
    private func manycast(_ desk: Desk) -> [ManycastFacts] {
        let own = desk.wanted.map(\.endpoint.address).filter(\.isMulticast)
        let heard = desk.joined.union(desk.servers.map(\.server.local.address))
        return (desk.groups + own).map { ManycastFacts(group: "\($0)", isFound: heard.contains($0)) }
    }

    /// The keys that are in use, and how often that has changed.
    var keys: KeyRing { terms.read().keys }
    var keysCount: UInt64 { terms.count }

    /// Sends a datagram to a whole network, from where its family is served.
    func broadcast(_ octets: [UInt8], to endpoint: IPEndpoint) throws(SocketFault) {
        let server = desk.withLock { desk in
            desk.servers.first { address, server in
                address.smear == nil && !server.local.address.isMulticast
                    && server.local.address.isV4 == endpoint.address.isV4
            }?.server
        }
        guard let server else { throw .addressAbsent }
        try server.broadcast(octets, to: endpoint)
    }

    /// Sends a datagram from where the time is served, unsmeared: at that address, or at all of its family.
    func send(_ octets: [UInt8], to endpoint: IPEndpoint, from local: IPAddress?) throws(SocketFault) {
        let server = desk.withLock { desk in
            let fit = desk.servers.filter { address, server in
                address.smear == nil && server.local.address.isV4 == endpoint.address.isV4
                    && (server.local.address == local || server.local.address.isUnspecified)
            }
            return (fit.first { $0.server.local.address == local } ?? fit.first)?.server
        }
        guard let server else { throw .addressAbsent }
        try server.send(octets, to: endpoint, from: local)
    }

    /// Whether the time is served at an address of ours, by its port.
    func isServing(at endpoint: IPEndpoint) -> Bool {
        desk.withLock { desk in
            desk.servers.contains { _, server in
                server.local.port == endpoint.port
                    && (server.local.address == endpoint.address || server.local.address.isUnspecified)
            }
        }
    }

    /// What is `nil` stays as it is; to be called by one at a time.
    private func publish(
        _ remembering: InterleavedMemory.Remembering?, keys: KeyRing?,
        _ experiments: [Settings.NTPService.Experiment]? = nil
    ) {
        var next = terms.read()
        if let experiments { next.tellsMonotonicRoot = experiments.contains(.f323) }
        if let remembering { next.remembering = remembering }
        if let keys { next.keys = keys }
        terms.publish(next)
    }

    /// Who was answered of late, at whichever address.
    private func count(_ desk: inout Desk) {
        for server in desk.leaving + desk.servers.map(\.server) { server.count(into: &desk.census) }
        let slice = ClientCensus.slice(at: HostClock.now.sinceEpoch.wholeNanoseconds)
        desk.distinct = NTPFacts.Distinct(desk.census, at: slice)
    }

    /// How leap seconds are smeared where they are; `nil`: nowhere.
    var smear: LeapSmear? { desk.withLock { $0.wanted.lazy.compactMap(\.smear).first } }

    // MARK: One address

    /// Joins a group again each time, since interfaces come and go; leaves it once.
    private func join(_ group: IPAddress, _ isWanted: Bool, in desk: inout Desk) {
        let isMember = desk.joined.contains(group)
        guard isWanted || isMember else { return }
        var isDone = false
        for (address, server) in desk.servers where address.hears(group) {
            if (try? server.setMember(isWanted, of: group)) != nil { isDone = true }
        }
        if !isWanted { desk.joined.remove(group) } else if isDone { desk.joined.insert(group) }
        guard isMember != desk.joined.contains(group) else { return }
        log.notice("NTP is \(isMember ? "not found any more" : "found") in a group", metadata: ["group": "\(group)"])
    }

    private func close(in desk: inout Desk, where isUnwanted: (NTPAddress) -> Bool) {
        for (address, server) in desk.servers where isUnwanted(address) {
            server.stop()
            desk.leaving.append(server)
            log.notice("NTP is served no more", metadata: ["address": "\(server.local)"])
        }
        desk.servers.removeAll { isUnwanted($0.address) }
        desk.told = desk.told.filter { !isUnwanted($0.key) }
    }

    /// What has ended is remembered by its counts alone.
    private func settle(_ desk: inout Desk) {
        let leaving = desk.leaving
        desk.leaving = []
        for server in leaving {
            if server.hasEnded { desk.ended = desk.ended + server.total } else { desk.leaving.append(server) }
        }
    }

    private func open(_ address: NTPAddress, _ time: Published<ServedTime>, in desk: inout Desk) {
        do throws(SocketFault) {
            // Of what is sent to a group each socket has its own.
            let server = try NTPServer(
                listeningOn: address.endpoint, workers: address.endpoint.address.isMulticast ? 1 : workers, time: time,
                policy: policy, door: door, terms: terms,
                control: desk.control, tap: tap, smear: address.smear, cards: stamping.cards, post: post)
            desk.servers.append((address, server))
            desk.told[address] = nil
            let what = address.smear == nil ? "NTP is served" : "NTP is served, leap seconds smeared"
            log.notice("\(what)", metadata: ["address": "\(server.local)"])
        } catch {
            guard desk.told.updateValue(error, forKey: address) != error else { return }
            log.warning("NTP cannot be served yet", metadata: ["address": "\(address)", "reason": "\(error)"])
        }
    }
}
