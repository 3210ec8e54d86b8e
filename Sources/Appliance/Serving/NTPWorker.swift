// SPDX-License-Identifier: Apache-2.0

public import Board
import LinuxBoard
public import NTP
import Synchronization
import TimeBase

/// One server of NTP: a socket of its own, usually on a thread of its own, and nothing shared with other workers but
/// what is published. A request costs no allocation and no lock.
public final class NTPWorker<Socket: TimestampedSocket & ~Copyable> {
    /// Replies that are stamped and sent together: few, so that at full load none is much older than its stamp.
    static var chunk: Int { 8 }

    private var socket: Socket
    private let time: Published<ServedTime>
    /// Whom it answers, as it was last looked at.
    private var policy: AccessPolicy
    private let published: Posted<AccessPolicy>
    /// Which publication ``policy`` is, or a later one.
    private var policyCount: UInt64
    /// How often it answers each.
    private var keeper: DoorKeeper
    let visitors = VisitorBoard()
    /// Kisses-o'-death of the chunk at work.
    private var kisses = 0
    private var maker: ReplyMaker
    private let precision: Int8
    public let counters: ServingCounters
    /// Who asked.
    public let clients: ClientTable
    /// Where control messages are handed over; `nil`: nothing is told to anybody.
    private var gate: ControlGate?
    private let tap: TapRing<TappedRequest>?
    /// Where what peers say is left; `nil`: they are answered like any other. To be set before it runs.
    var post: PeerPost?
    /// How the time that it tells is smeared around leap seconds; `nil`: not at all.
    private let smear: LeapSmear?

    /// - Parameters:
    ///   - policy: whom it answers; a change holds from the next batch on.
    ///   - door: how often it answers each; one for all workers.
    ///   - terms: by which keys it answers, and to whom in the interleaved mode; a change holds from the next batch on.
    ///   - lane: which of how many workers of the address it is.
    ///   - precision: how finely the clock is read, log2 seconds.
    ///   - control: who answers control messages.
    ///   - tap: where one may listen to what it does.
    ///   - smear: how the time that it tells is smeared around leap seconds; `nil`: not at all.
    public init(
        socket: consuming Socket, time: Published<ServedTime>,
        policy: Posted<AccessPolicy> = Posted(.everyone), door: NTPDoor = NTPDoor(),
        terms: Posted<ReplyTerms> = Posted(ReplyTerms()), lane: (number: Int, of: Int) = (0, 1),
        precision: Int8 = -24, counters: ServingCounters = ServingCounters(), clients: ClientTable = ClientTable(),
        control: ControlDoor? = nil, tap: TapRing<TappedRequest>? = nil, smear: LeapSmear? = nil
    ) {
        gate = control.map { ControlGate($0, at: socket.now) }
        self.socket = socket
        self.time = time
        published = policy
        policyCount = policy.count
        self.policy = policy.read()
        keeper = DoorKeeper(door)
        maker = ReplyMaker(terms, lane: lane)
        self.precision = precision
        self.counters = counters
        self.clients = clients
        (self.tap, self.smear) = (tap, smear)
    }

    /// Where it listens, with the port that it was really given.
    public var local: IPEndpoint { socket.local }

    /// Serves until `isStopped` says so, which is asked at least as often as the socket's patience ends.
    public func run(until isStopped: () -> Bool) {
        while !isStopped() { serve() }
    }

    /// Waits for one batch and answers it. Returns how many datagrams came.
    @discardableResult
    public func serve() -> Int {
        let count: Int
        do { count = try socket.receive() } catch {
            counters.countFault()
            HostThread.sleep(for: .milliseconds(100))
            return 0
        }
        let moment = socket.now.sinceEpoch.wholeNanoseconds
        if keeper.keepUp(at: moment, visitors), let overruns = socket.overruns { counters.countOverruns(overruns) }
        noteSent()
        keeper.sift(&socket, received: count, at: moment)
        if count == 0 { return 0 }
        if published.count != policyCount { lookAtThePolicy() }
        // Taken once, so that no request counts a reference.
        let policy = policy
        let (timeline, claim) = lookAtTheTime()
        for first in stride(from: 0, to: count, by: Self.chunk) {
            answer(first..<min(first + Self.chunk, count), policy, moment, timeline, claim)
        }
        return count
    }

    /// Read only when it has changed: that takes a lock. The count goes first, so that what is published meanwhile is read anew.
    private func lookAtThePolicy() {
        policyCount = published.count
        policy = published.read()
    }

    /// When replies left, as the kernel tells it. Asked for even where nothing came, since a stamp must not grow old.
    private func noteSent() {
        var count = socket.takeStamps()
        guard count > 0 else { return }
        let (timeline, _) = lookAtTheTime()
        while count > 0 {
            for index in 0..<count {
                guard let stamp = socket.sentStamp(index) else { continue }
                counters.countDeparture()
                maker.noteSent(stamp.number, at: timeline.timestamp(at: stamp.at))
            }
            count = socket.takeStamps()
        }
    }

    /// The clock, anchored now so that the batch lies near, and what is claimed of it.
    private func lookAtTheTime() -> (Timeline, ServerClaim) {
        let now = socket.now
        let served = time.read()
        maker.keepUp(era: served.clock.atAnchor.era)
        return served.told(at: now, precision: precision, smear)
    }

    private func answer(
        _ range: Range<Int>, _ policy: AccessPolicy, _ moment: Int64, _ timeline: Timeline, _ claim: ServerClaim
    ) {
        let transmit = timeline.timestamp(at: socket.now)
        var replies = 0
        kisses = 0
        for index in range {
            let arrival = socket.arrival(of: index)
            // The reply is written over it.
            let flags = firstOctet(of: index, arrival)
            switch admit(index, arrival, flags, policy, moment, timeline)
                .flatMap({ reply(to: index, arrival, flags, policy, timeline, transmit, claim) })
            {
            case .success(let reply):
                replies += 1
                note(arrival, flags, refusal: nil, send(reply, to: index))
            case .failure(let refusal): refuse(index, arrival, flags, refusal)
            }
        }
        guard replies + kisses > 0 else { return }
        counters.countReplies(answered: replies, kissed: kisses, sent: (try? socket.sendReplies(range)) ?? 0)
    }

    /// Whether that client is answered now. Where it is not, it may be told so.
    private func admit(
        _ index: Int, _ arrival: DatagramArrival, _ flags: UInt8, _ policy: AccessPolicy, _ moment: Int64,
        _ timeline: Timeline
    ) -> Result<Void, Refusal> {
        switch keeper.judge(arrival.source.address.number, flags, by: policy, at: moment) {
        case .answer: return .success(())
        case .refuse(let refusal): return .failure(refusal)
        case .tell(let code, let refusal): return .failure(kiss(index, arrival, code, timeline) ?? refusal)
        }
    }

    /// Tells a client why it is not answered; where its request is no proper one, why it is not even told.
    private func kiss(
        _ index: Int, _ arrival: DatagramArrival, _ code: KissCode, _ timeline: Timeline
    ) -> Refusal? {
        let poll = keeper.poll
        guard !arrival.isTruncated else { return .tooLong }
        let request = Responder.Arrival(
            count: arrival.count, sourcePort: arrival.source.port, receive: timeline.timestamp(at: arrival.at))
        let kiss = socket.withBuffer(of: index) { buffer in
            Result { () throws(Refusal) in try Responder.kiss(code, in: &buffer, to: request, poll: poll) }
        }
        switch kiss {
        case .success(let length):
            socket.setReply(to: index, count: length)
            kisses += 1
            return nil
        case .failure(let refusal): return refusal
        }
    }

    private func send(_ reply: Responder.Reply, to index: Int) -> ReplyManner {
        socket.setReply(to: index, count: reply.count)
        if reply.wantsTransmitStamp, socket.wantStamp(of: index) { maker.noteWish(reply) }
        var algorithm: KeyAlgorithm?
        if case .good(let key, _) = reply.verdict { algorithm = key.algorithm }
        if let algorithm { counters.countAuthenticated(algorithm) }
        if reply.isInterleaved { counters.countInterleaved() }
        counters.count(reply.nts)
        if reply.nts == .good { return .nts(isInterleaved: reply.isInterleaved) }
        return ReplyManner(key: algorithm, isInterleaved: reply.isInterleaved)
    }

    /// What asks for something else than the time may yet be answered by others: whom the time is denied may still ask
    /// how it is, if it is in that list.
    private func refuse(_ index: Int, _ arrival: DatagramArrival, _ flags: UInt8, _ refusal: Refusal) {
        if refusal == .symmetric, let post, self.policy.isPeer(arrival.source.address.number),
            socket.withBuffer(of: index, { post.leave($0.span, arrival) })
        {
            return
        }
        var refusal = refusal
        if refusal == .control || refusal == .denied, gate != nil, flags & 7 == NTPMode.control.rawValue {
            guard let reason = socket.withBuffer(of: index, { gate?.pass($0.span, arrival) ?? nil }) else { return }
            refusal = reason
        }
        counters.count(refusal)
        note(arrival, flags, refusal: refusal)
    }

    /// Of a request: its leap bits, version and mode; 0 where it is empty.
    private func firstOctet(of index: Int, _ arrival: DatagramArrival) -> UInt8 {
        socket.withBuffer(of: index) { arrival.count > 0 && !$0.isEmpty ? $0[0] : 0 }
    }

    private func note(
        _ arrival: DatagramArrival, _ flags: UInt8, refusal: Refusal?, _ manner: ReplyManner = .plain
    ) {
        let version = flags >> 3 & 7
        clients.note(arrival.source.address, version: version, refusal: refusal, manner: manner, at: arrival.at)
        tap?.note {
            TappedRequest(
                at: arrival.at, source: arrival.source, version: version, mode: flags & 7, refusal: refusal)
        }
    }

    private func reply(
        to index: Int, _ arrival: DatagramArrival, _ flags: UInt8, _ policy: AccessPolicy, _ timeline: Timeline,
        _ transmit: NTPTimestamp, _ claim: ServerClaim
    ) -> Result<Responder.Reply, Refusal> {
        guard !arrival.isTruncated else { return .failure(.tooLong) }
        if !arrival.isStampedByKernel { counters.countUnstamped() }
        let request = Responder.Arrival(
            count: arrival.count, sourcePort: arrival.source.port, receive: timeline.timestamp(at: arrival.at),
            // Asked only where it matters.
            isFromPeer: flags & 7 == NTPMode.symmetricActive.rawValue && post == nil
                && policy.isPeer(arrival.source.address.number))
        return socket.withBuffer(of: index) { buffer in
            Result { () throws(Refusal) in
                try maker.respond(in: &buffer, to: request, transmit: transmit, claim: claim)
            }
        }
    }
}
