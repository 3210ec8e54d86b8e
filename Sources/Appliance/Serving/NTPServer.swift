// SPDX-License-Identifier: Apache-2.0

public import Board
public import LinuxBoard
public import NTP
import Synchronization
import TimeBase

/// The NTP workers of one address, each on its own thread, from start to stop.
public final class NTPServer: Sendable {
    public let local: IPEndpoint
    private let counters: [ServingCounters]
    private let tables: [ClientTable]
    private let boards: [VisitorBoard]
    /// How wrong each worker's transmit timestamps were.
    let errors: [TransmitErrors]
    private let stopping: StopFlag
    private let threads: ThreadCount
    private let control: ControlThread?
    /// Speaks unasked.
    private let speaker: UDPReplier

    /// Opens the sockets, so that a fault of the address is told to the caller, and starts the threads.
    ///
    /// - Parameters:
    ///   - endpoint: port 0 lets the kernel choose; ``local`` tells what it chose.
    ///   - workers: how many threads share the address.
    ///   - policy: whom they answer; a change holds from each worker's next batch on.
    ///   - terms: by which keys they answer, and to whom in the interleaved mode; likewise.
    ///   - tap: where one may listen to what they do.
    ///   - smear: how the time is smeared around leap seconds; `nil`: not at all.
    public convenience init(
        listeningOn endpoint: IPEndpoint, workers: Int = 1, time: Published<ServedTime>,
        policy: Posted<AccessPolicy> = Posted(.everyone), terms: Posted<ReplyTerms> = Posted(ReplyTerms()),
        precision: Int8 = HostClock.measurePrecision(), tap: TapRing<TappedRequest>? = nil, smear: LeapSmear? = nil
    ) throws(SocketFault) {
        try self.init(
            listeningOn: endpoint, workers: workers, time: time, policy: policy, terms: terms, precision: precision,
            control: nil, tap: tap, smear: smear)
    }

    /// - Parameters:
    ///   - door: how often they answer each client.
    ///   - desk: who answers control messages; `nil`: nobody.
    ///   - cards: the network cards whose stamps are better than the kernel's.
    init(
        listeningOn endpoint: IPEndpoint, workers: Int = 1, time: Published<ServedTime>,
        policy: Posted<AccessPolicy>, door: NTPDoor = NTPDoor(), terms: Posted<ReplyTerms> = Posted(ReplyTerms()),
        precision: Int8 = HostClock.measurePrecision(), control desk: ControlDesk?,
        tap: TapRing<TappedRequest>?, smear: LeapSmear? = nil, cards: CardStamps? = nil, post: PeerPost? = nil
    ) throws(SocketFault) {
        let isShared = workers > 1
        // Nobody else may answer at this address: a socket that does not share finds out, before those that do.
        if isShared { _ = try UDPSocket(listeningOn: endpoint) }
        let first = try UDPSocket(listeningOn: endpoint, isShared: isShared, cards: cards)
        let (stopping, threads) = (StopFlag(), ThreadCount())
        (local, self.stopping, self.threads) = (first.local, stopping, threads)
        speaker = try first.replier()
        control = try Self.control(desk, workers: max(1, workers), first)
        let doors = control?.doors
        errors = (0..<max(1, workers)).map { _ in TransmitErrors() }
        var made = [
            NTPWorker(
                socket: first, time: time, policy: policy, door: door, terms: terms, lane: (0, workers),
                precision: precision, control: doors?.first, tap: tap, smear: smear, errors: errors[0])
        ]
        for number in 1..<max(1, workers) {
            let socket = try UDPSocket(listeningOn: local, isShared: true, cards: cards)
            made.append(
                NTPWorker(
                    socket: socket, time: time, policy: policy, door: door, terms: terms, lane: (number, workers),
                    precision: precision, control: doors?[number], tap: tap, smear: smear, errors: errors[number]))
        }
        counters = made.map(\.counters)
        tables = made.map(\.clients)
        boards = made.map(\.visitors)
        // A smeared time is none to compare clocks by.
        if smear == nil { for worker in made { worker.post = post } }
        for worker in made { try Self.start(worker, until: stopping, counting: threads) }
        if let control { try Self.start(control, until: stopping, counting: threads) }
    }

    /// What all workers together have done.
    public var total: ServerCounters {
        counters.reduce(control?.counters.now ?? ServerCounters()) { $0 + $1.now }
    }

    /// Sends a datagram from here; of several local addresses, from that one.
    func send(_ octets: [UInt8], to endpoint: IPEndpoint, from local: IPAddress?) throws(SocketFault) {
        try speaker.send(octets, to: endpoint, from: self.local.address.isUnspecified ? local : nil)
    }

    /// Sends a datagram to a whole network.
    func broadcast(_ octets: [UInt8], to endpoint: IPEndpoint) throws(SocketFault) {
        try speaker.broadcast(octets, to: endpoint)
    }

    /// Whether those who look for servers in a group find this one; it has to listen at all addresses of the group's family.
    func setMember(_ isMember: Bool, of group: IPAddress) throws(SocketFault) {
        try speaker.setMember(isMember, of: group)
    }

    /// Who asked, as each worker knows it.
    var clients: [[NTPClientFacts]] { tables.map(\.clients) }

    /// Takes in whom the workers have answered.
    func count(into census: inout ClientCensus) { for board in boards { board.add(to: &census) } }

    /// Ends the threads, within the patience of their sockets.
    public func stop() { stopping.raise() }

    /// Whether no thread is left, and so ``total`` is final.
    var hasEnded: Bool { threads.isZero }

    deinit { stop() }

    private static func start(
        _ worker: NTPWorker<UDPSocket>, until stopping: StopFlag, counting threads: ThreadCount
    ) throws(SocketFault) {
        // Handed over: from here on only its thread touches it.
        nonisolated(unsafe) let worker = worker
        try spawn("ntp", counting: threads) { unsafe worker.run { stopping.isRaised } }
    }

    private static func start(
        _ control: ControlThread, until stopping: StopFlag, counting threads: ThreadCount
    ) throws(SocketFault) {
        try spawn("ntp-control", counting: threads) { control.run { stopping.isRaised } }
    }

    private static func spawn(
        _ name: String, counting threads: ThreadCount, _ body: @escaping @Sendable () -> Void
    ) throws(SocketFault) {
        threads.add(1)
        do {
            _ = try HostThread.spawn(name: name) {
                body()
                threads.add(-1)
            }
        } catch {
            threads.add(-1)
            throw .failed(errno: error.errno)
        }
    }

    private static func control(
        _ desk: ControlDesk?, workers: Int, _ socket: borrowing UDPSocket
    ) throws(SocketFault) -> ControlThread? {
        guard let desk else { return nil }
        let replier = try socket.replier()
        do { return try ControlThread(desk, workers: workers, replier: replier) } catch {
            throw .failed(errno: error.errno)
        }
    }
}

/// How many threads there are; what they wrote before they ended is seen by who sees that they have.
private final class ThreadCount: Sendable {
    private let count = Atomic(0)
    var isZero: Bool { count.load(ordering: .acquiring) == 0 }
    func add(_ number: Int) { count.add(number, ordering: .releasing) }
}

/// Raised once, seen by all.
final class StopFlag: Sendable {
    private let flag = Atomic<Bool>(false)
    var isRaised: Bool { flag.load(ordering: .relaxed) }
    func raise() { flag.store(true, ordering: .relaxed) }

    /// Sleeps for so long, or until it is raised: that is seen within a tenth of a second.
    func sleep(for duration: Duration) {
        let end = HostClock.now + duration
        while !isRaised, HostClock.now < end { HostThread.sleep(for: .milliseconds(100)) }
    }
}
