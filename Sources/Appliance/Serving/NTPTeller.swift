// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import NTP
import TimeBase

/// What one worker does with each batch that its socket brings: who is answered, with what, and what is noted of it.
struct NTPTeller: ~Copyable {
    /// Replies that are stamped and sent together: few, so that at full load none is much older than its stamp.
    static let chunk = 8

    private var clock: ServingClock
    /// Whom it answers, as it was last looked at.
    private var policy: AccessPolicy
    private let published: Posted<AccessPolicy>
    /// Which publication ``policy`` is, or a later one.
    private var policyCount: UInt64
    /// How often it answers each.
    private var keeper: DoorKeeper
    private var maker: ReplyMaker
    /// Where control messages are handed over; `nil`: nothing is told to anybody.
    private var gate: ControlGate?
    /// Where what peers say is left; `nil`: they are answered like any other.
    var post: PeerPost?
    private let tap: TapRing<TappedRequest>?
    private let counters: ServingCounters
    private let clients: ClientTable
    private let visitors: VisitorBoard
    /// Kisses-o'-death of the chunk at work.
    private var kisses = 0

    init(
        clock: ServingClock, policy: Posted<AccessPolicy>, keeper: consuming DoorKeeper, maker: consuming ReplyMaker,
        gate: consuming ControlGate?, tap: TapRing<TappedRequest>?, counters: ServingCounters, clients: ClientTable,
        visitors: VisitorBoard
    ) {
        (self.clock, published, policyCount) = (clock, policy, policy.count)
        self.policy = policy.read()
        (self.tap, self.counters, self.clients, self.visitors) = (tap, counters, clients, visitors)
        self.keeper = keeper
        self.maker = maker
        self.gate = gate
    }

    /// What all requests of a batch have in common.
    private struct Batch {
        /// Taken once, so that no request counts a reference.
        let policy: AccessPolicy
        /// When it was received, nanoseconds of the monotonic clock.
        let moment: Int64
        let timeline: Timeline
        let claim: ServerClaim
        /// When the replies of the chunk at work leave.
        var transmit = NTPTimestamp.unset
    }

    /// Waits for one batch and answers it. Returns how many datagrams came.
    mutating func serve<Socket: TimestampedSocket & ~Copyable>(_ socket: inout Socket) -> Int {
        let count: Int
        do { count = try socket.receive() } catch {
            counters.countFault()
            HostThread.sleep(for: .milliseconds(100))
            return 0
        }
        let now = socket.now
        let moment = now.sinceEpoch.wholeNanoseconds
        if keeper.keepUp(at: moment, visitors) { lookAround(&socket) }
        noteSent(&socket)
        keeper.sift(&socket, received: count, at: moment)
        if count == 0 { return 0 }
        if published.count != policyCount { lookAtThePolicy() }
        let (timeline, claim) = clock.look(at: now)
        maker.keepUp(era: clock.era)
        var batch = Batch(policy: policy, moment: moment, timeline: timeline, claim: claim)
        for first in stride(from: 0, to: count, by: Self.chunk) {
            answer(first..<min(first + Self.chunk, count), of: &batch, &socket)
        }
        return count
    }

    /// Once a second.
    private func lookAround<Socket: TimestampedSocket & ~Copyable>(_ socket: inout Socket) {
        if let overruns = socket.overruns { counters.countOverruns(overruns) }
        socket.lookAtAddresses()
    }

    /// Read only when it has changed: that takes a lock. The count goes first, so that what is published meanwhile is read anew.
    private mutating func lookAtThePolicy() {
        policyCount = published.count
        policy = published.read()
    }

    /// When replies left, as the kernel tells it. Asked for even where nothing came, since a stamp must not grow old.
    private mutating func noteSent<Socket: TimestampedSocket & ~Copyable>(_ socket: inout Socket) {
        var count = socket.takeStamps()
        guard count > 0 else { return }
        let (timeline, _) = clock.look(at: socket.now)
        maker.keepUp(era: clock.era)
        while count > 0 {
            for index in 0..<count {
                guard let stamp = socket.sentStamp(index) else { continue }
                if !stamp.isByCard { counters.countDeparture() }
                maker.noteSent(stamp, at: timeline.timestamp(at: stamp.at))
            }
            count = socket.takeStamps()
        }
    }

    private mutating func answer<Socket: TimestampedSocket & ~Copyable>(
        _ range: Range<Int>, of batch: inout Batch, _ socket: inout Socket
    ) {
        batch.transmit = batch.timeline.timestamp(at: socket.now)
        var replies = 0
        kisses = 0
        for index in range where answer(index, batch, &socket) { replies += 1 }
        guard replies + kisses > 0 else { return }
        counters.countReplies(answered: replies, kissed: kisses, sent: (try? socket.sendReplies(range)) ?? 0)
    }

    /// Returns whether there is a reply.
    private mutating func answer<Socket: TimestampedSocket & ~Copyable>(
        _ index: Int, _ batch: borrowing Batch, _ socket: inout Socket
    ) -> Bool {
        let arrival = socket.arrival(of: index)
        // The reply is written over it.
        let flags = firstOctet(of: index, arrival, &socket)
        do throws(Refusal) {
            try admit(index, arrival, flags, batch, &socket)
            let reply = try reply(to: index, arrival, flags, batch, &socket)
            note(arrival, flags, refusal: nil, at: batch.moment, send(reply, to: index, &socket))
            return true
        } catch {
            refuse(index, arrival, flags, error, batch, &socket)
            return false
        }
    }

    /// Whether that client is answered now. Where it is not, it may be told so.
    private mutating func admit<Socket: TimestampedSocket & ~Copyable>(
        _ index: Int, _ arrival: DatagramArrival, _ flags: UInt8, _ batch: borrowing Batch, _ socket: inout Socket
    ) throws(Refusal) {
        switch keeper.judge(arrival.source.address.number, flags, by: batch.policy, at: batch.moment) {
        case .answer: return
        case .refuse(let refusal): throw refusal
        case .tell(let code, let refusal):
            try kiss(index, arrival, code, batch, &socket)
            throw refusal
        }
    }

    /// Tells a client why it is not answered; where its request is no proper one, it throws why it is not even told.
    private mutating func kiss<Socket: TimestampedSocket & ~Copyable>(
        _ index: Int, _ arrival: DatagramArrival, _ code: KissCode, _ batch: borrowing Batch, _ socket: inout Socket
    ) throws(Refusal) {
        let poll = keeper.poll
        guard !arrival.isTruncated else { throw .tooLong }
        let request = Responder.Arrival(
            count: arrival.count, sourcePort: arrival.source.port, receive: batch.timeline.timestamp(at: arrival.at))
        let kiss = socket.withBuffer(of: index) { buffer in
            Result { () throws(Refusal) in try Responder.kiss(code, in: &buffer, to: request, poll: poll) }
        }
        socket.setReply(to: index, count: try kiss.get())
        kisses += 1
    }

    private mutating func send<Socket: TimestampedSocket & ~Copyable>(
        _ reply: Responder.Reply, to index: Int, _ socket: inout Socket
    ) -> ReplyManner {
        socket.setReply(to: index, count: reply.count)
        if maker.wantsStamp(reply), socket.wantStamp(of: index) { maker.noteWish(reply) }
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
    private mutating func refuse<Socket: TimestampedSocket & ~Copyable>(
        _ index: Int, _ arrival: DatagramArrival, _ flags: UInt8, _ refusal: Refusal, _ batch: borrowing Batch,
        _ socket: inout Socket
    ) {
        if refusal == .symmetric, let post, batch.policy.isPeer(arrival.source.address.number),
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
        note(arrival, flags, refusal: refusal, at: batch.moment)
    }

    /// Of a request: its leap bits, version and mode; 0 where it is empty.
    private func firstOctet<Socket: TimestampedSocket & ~Copyable>(
        of index: Int, _ arrival: DatagramArrival, _ socket: inout Socket
    ) -> UInt8 {
        socket.withBuffer(of: index) { arrival.count > 0 && !$0.isEmpty ? $0[0] : 0 }
    }

    private func note(
        _ arrival: DatagramArrival, _ flags: UInt8, refusal: Refusal?, at moment: Int64, _ manner: ReplyManner = .plain
    ) {
        let version = flags >> 3 & 7
        clients.note(arrival.source.address, version: version, refusal: refusal, manner: manner, at: moment)
        tap?.note {
            TappedRequest(
                at: arrival.at, source: arrival.source, version: version, mode: flags & 7, refusal: refusal)
        }
    }

    private mutating func reply<Socket: TimestampedSocket & ~Copyable>(
        to index: Int, _ arrival: DatagramArrival, _ flags: UInt8, _ batch: borrowing Batch, _ socket: inout Socket
    ) throws(Refusal) -> Responder.Reply {
        guard !arrival.isTruncated else { throw .tooLong }
        if !arrival.isStampedByKernel { counters.countUnstamped() }
        // Asked only where it matters.
        let isFromPeer =
            flags & 7 == NTPMode.symmetricActive.rawValue && post == nil
            && batch.policy.isPeer(arrival.source.address.number)
        let request = Responder.Arrival(
            count: arrival.count, sourcePort: arrival.source.port,
            receive: batch.timeline.timestamp(at: arrival.at), isFromPeer: isFromPeer)
        let (transmit, claim) = (batch.transmit, batch.claim)
        return try socket.withBuffer(of: index) { buffer in
            Result { () throws(Refusal) in
                try maker.respond(in: &buffer, to: request, transmit: transmit, claim: claim)
            }
        }.get()
    }
}
