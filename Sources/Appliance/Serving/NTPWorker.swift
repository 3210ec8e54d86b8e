// SPDX-License-Identifier: Apache-2.0

public import Board
import LinuxBoard
public import NTP
import TimeBase

/// One server of NTP: a socket of its own, usually on a thread of its own, and nothing shared with other workers but
/// what is published. A request costs no allocation and no lock.
///
/// What it does lies in ``NTPTeller``, a value: so the compiler, and not each access, sees that nothing is used twice at once.
public final class NTPWorker<Socket: TimestampedSocket & ~Copyable> {
    private var socket: Socket
    private var teller: NTPTeller
    let visitors = VisitorBoard()
    public let counters: ServingCounters
    /// Who asked.
    public let clients: ClientTable
    /// Where it listens, with the port that it was really given.
    public let local: IPEndpoint
    /// Where what peers say is left; `nil`: they are answered like any other. To be set before it runs.
    var post: PeerPost? {
        get { teller.post }
        set { teller.post = newValue }
    }

    /// - Parameters:
    ///   - policy: whom it answers; a change holds from the next batch on.
    ///   - door: how often it answers each; one for all workers.
    ///   - terms: by which keys it answers, and to whom in the interleaved mode; a change holds from the next batch on.
    ///   - lane: which of how many workers of the address it is.
    ///   - precision: how finely the clock is read, log2 seconds.
    ///   - control: who answers control messages.
    ///   - tap: where one may listen to what it does.
    ///   - smear: how the time that it tells is smeared around leap seconds; `nil`: not at all.
    ///   - errors: where it notes how wrong its transmit timestamps were; `nil`: nowhere.
    public init(
        socket: consuming Socket, time: Published<ServedTime>,
        policy: Posted<AccessPolicy> = Posted(.everyone), door: NTPDoor = NTPDoor(),
        terms: Posted<ReplyTerms> = Posted(ReplyTerms()), lane: (number: Int, of: Int) = (0, 1),
        precision: Int8 = -24, counters: ServingCounters = ServingCounters(), clients: ClientTable = ClientTable(),
        control: ControlDoor? = nil, tap: TapRing<TappedRequest>? = nil, smear: LeapSmear? = nil,
        errors: TransmitErrors? = nil
    ) {
        (self.counters, self.clients, local) = (counters, clients, socket.local)
        teller = NTPTeller(
            clock: ServingClock(time, precision: precision, smear), policy: policy, keeper: DoorKeeper(door),
            maker: ReplyMaker(terms, lane: lane, errors: errors), gate: control.map { ControlGate($0, at: socket.now) },
            tap: tap,
            counters: counters, clients: clients, visitors: visitors)
        self.socket = socket
    }

    /// Serves until `isStopped` says so, which is asked at least as often as the socket's patience ends.
    public func run(until isStopped: () -> Bool) {
        while !isStopped() { serve() }
    }

    /// Waits for one batch and answers it. Returns how many datagrams came.
    @discardableResult
    public func serve() -> Int { teller.serve(&socket) }
}
