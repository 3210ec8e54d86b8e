// SPDX-License-Identifier: Apache-2.0

/// How often each client is answered, in a fixed amount of memory that no flood of forged addresses can take from the
/// clients that poll.
///
/// Who comes for the first time gets no room, only a mark among the visitors, and is answered out of what is left for
/// all strangers. Who comes again is let in on trial: of those on trial anybody's place can be had whose bucket is full,
/// for nothing is lost with it; one who asks too often keeps it, and is limited. Who comes once more, with a full bucket,
/// is established, and its place is taken from nobody who is heard of within ``RateLimit/memory``. Where
/// there is no room on trial, those that return share what is left for them.
///
/// So forged addresses that come once never get beyond the marks. Those that keep coming back, like clients, can fill
/// the places that are free, and never one in use: then new clients share, and the established ones notice nothing.
/// Against somebody who forges a client's own address there is only ``RateLimit/leak``.
///
/// For one worker: nothing is shared and nothing allocated after `init`. Deterministic by its secret.
public struct RateTable: ~Copyable, Sendable {
    /// What becomes of a request.
    public enum Verdict: UInt8, Sendable, BitwiseCopyable {
        case serve
        /// Too often: no answer, ``Refusal/rateLimited``.
        case limit
        /// Too often, and this time it is told so: a kiss-o'-death RATE.
        case kiss
        /// Not known, and nothing left for those: ``Refusal/crowded``.
        case crowd
    }

    enum Standing: UInt32, BitwiseCopyable {
        case empty, onTrial, established
    }

    struct Slot: BitwiseCopyable {
        var network: UInt64 = 0
        var bucket = AnswerBucket(at: 0)
        /// Nanoseconds.
        var last: Int64 = 0
        var refusals: UInt32 = 0
        var standing = Standing.empty
    }

    /// Of each set, and how many of them may be established, so that there is always room for trials.
    static var ways: Int { 8 }
    static var established: Int { 6 }

    let limit: RateLimit
    let size: AnswerBucket.Size
    private let strangersSize, returningSize: AnswerBucket.Size?
    var slots: [Slot]
    private var visitors: VisitorMemory
    private var strangers = AnswerBucket(at: 0)
    private var returning = AnswerBucket(at: 0)
    private var chance: UInt64
    public internal(set) var counters = RateCounters()

    public init(_ limit: RateLimit, secret: HashSecret) {
        self.limit = limit
        size = AnswerBucket.Size(spacing: limit.spacing, burst: Int64(max(limit.burst, 1)))
        strangersSize = AnswerBucket.Size(perSecond: limit.strangers)
        returningSize = AnswerBucket.Size(perSecond: limit.returning)
        let wanted = max(1, Int(limit.capacity) / Self.ways)
        let sets = 1 << (Int.bitWidth - 1 - wanted.leadingZeroBitCount)
        slots = [Slot](repeating: Slot(), count: sets * Self.ways)
        visitors = VisitorMemory(words: slots.count * 16)
        chance = secret.hash(.max)
    }

    /// Octets, the same from beginning to end.
    public var footprint: Int { slots.count * MemoryLayout<Slot>.stride + visitors.footprint }

    /// How many clients have an established place.
    public var clients: Int {
        slots.count { $0.standing == .established }
    }

    /// Judges one request.
    /// - Parameter now: nanoseconds of the monotonic clock; one for a whole batch will do.
    public mutating func judge(_ client: ClientKey, at now: Int64) -> Verdict {
        let first = firstSlot(of: client)
        if let slot = find(client, in: first) { return judge(slot, in: first, at: now) }
        guard visitors.visit(client.hash) else { return judgeStranger(at: now) }
        guard admit(client, in: first, at: now) else { return judgeReturning(at: now) }
        counters.served &+= 1
        return .serve
    }

    private mutating func judge(_ slot: Int, in first: Int, at now: Int64) -> Verdict {
        slots[slot].last = now
        if slots[slot].standing == .onTrial, slots[slot].bucket.isFull(at: now) {
            establish(slot, in: first, at: now)
        }
        if slots[slot].bucket.take(size, at: now) {
            counters.served &+= 1
            return .serve
        }
        if isLucky() {
            counters.leaked &+= 1
            return .serve
        }
        slots[slot].refusals &+= 1
        if limit.kiss > 0, (slots[slot].refusals &- 1) & (1 << UInt32(min(limit.kiss, 15)) &- 1) == 0 {
            counters.kissed &+= 1
            return .kiss
        }
        counters.limited &+= 1
        return .limit
    }

    private mutating func judgeStranger(at now: Int64) -> Verdict {
        guard let strangersSize, strangers.take(strangersSize, at: now) else {
            counters.strangersRefused &+= 1
            return .crowd
        }
        counters.strangersServed &+= 1
        return .serve
    }

    private mutating func judgeReturning(at now: Int64) -> Verdict {
        guard let returningSize, returning.take(returningSize, at: now) else {
            counters.returningRefused &+= 1
            return .crowd
        }
        counters.returningServed &+= 1
        return .serve
    }

    /// One time in 2 to the power of `leak`.
    private mutating func isLucky() -> Bool {
        draw() & (1 << UInt64(min(max(limit.leak, 1), 4)) &- 1) == 0
    }

    /// SplitMix64, of which nobody knows where it began.
    mutating func draw() -> UInt64 {
        chance &+= 0x9E37_79B9_7F4A_7C15
        let one = (chance ^ (chance >> 30)) &* 0xBF58_476D_1CE4_E5B9
        let two = (one ^ (one >> 27)) &* 0x94D0_49BB_1331_11EB
        return two ^ (two >> 31)
    }
}
