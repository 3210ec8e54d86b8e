// SPDX-License-Identifier: Apache-2.0

public import Board
public import NTP
import Synchronization
public import TimeBase

/// Who asks one worker for the time: written by that worker for each datagram without allocation or lock, read by
/// anybody.
///
/// Four places for each value of a hash that nobody outside knows. A newcomer takes the place that is worth least: one
/// who asked only once before one who came back, the longest silent first. So a flood from ever new addresses
/// displaces itself and not the clients that poll.
///
/// `@unchecked Sendable`, `@safe`: all shared memory is atomic words, allocated once. A slot's first word is odd while
/// the others are being written; a reader that saw it odd or changed reads again.
@safe public final class ClientTable: @unchecked Sendable {
    private typealias Word = Atomic<UInt64>

    /// What the words of a slot mean. Times are nanoseconds of the monotonic clock; address 0 is an empty slot.
    private enum Field: Int {
        case sequence, high, low, first, last, answered, refused, interval
    }

    private static var fields: Int { 8 }
    private static var ways: Int { 4 }
    private let sets: Int
    private let seed: UInt64
    private let words: UnsafeMutablePointer<Atomic<UInt64>>

    /// - Parameters:
    ///   - capacity: how many clients it holds at most, rounded down to four times a power of two.
    ///   - seed: of the hash; drawn by chance so that nobody can choose addresses that share a place.
    public init(capacity: Int = 8_192, seed: UInt64 = .random(in: 0 ... .max)) {
        let wanted = max(1, capacity / Self.ways)
        sets = 1 << (Int.bitWidth - 1 - wanted.leadingZeroBitCount)
        self.seed = seed
        let count = sets * Self.ways * Self.fields
        unsafe words = .allocate(capacity: count)
        for index in 0..<count { unsafe (words + index).initialize(to: Atomic(0)) }
    }

    deinit {
        let count = sets * Self.ways * Self.fields
        unsafe words.deinitialize(count: count)
        unsafe words.deallocate()
    }

    /// Notes a datagram. For the worker alone.
    /// - Parameters:
    ///   - version: of the protocol, 0...7 as the datagram says; 0 where it is not known.
    ///   - refusal: why it got no answer; `nil`: it got one.
    ///   - manner: how it was answered, if it was.
    public func note(
        _ address: IPAddress, version: UInt8, refusal: Refusal?, manner: ReplyManner = .plain, at now: MonotonicInstant
    ) {
        note(address, version: version, refusal: refusal, manner: manner, at: now.sinceEpoch.wholeNanoseconds)
    }

    /// - Parameter now: nanoseconds of the monotonic clock.
    func note(_ address: IPAddress, version: UInt8, refusal: Refusal?, manner: ReplyManner, at now: Int64) {
        let nanoseconds = UInt64(clamping: now)
        let slot = slot(for: address)
        let isKnown = holds(slot, address)
        let (first, last) = isKnown ? (self[slot, .first], self[slot, .last]) : (nanoseconds, nanoseconds)
        let refused = Refused(raw: isKnown ? self[slot, .refused] : 0).noting(refusal, version: version, manner)
        let answered = (isKnown ? self[slot, .answered] : 0) &+ (refusal == nil ? 1 : 0)
        let gap = nanoseconds &- min(last, nanoseconds)
        let interval = !isKnown ? 0 : Self.mean(self[slot, .interval], gap)
        let sequence = self[slot, .sequence]
        unsafe word(slot, .sequence).pointee.store(sequence &+ 1, ordering: .relaxed)
        atomicMemoryFence(ordering: .releasing)
        set(slot, .high, UInt64(truncatingIfNeeded: address.number >> 64))
        set(slot, .low, UInt64(truncatingIfNeeded: address.number))
        set(slot, .first, first)
        set(slot, .last, nanoseconds)
        set(slot, .answered, answered)
        set(slot, .refused, refused.raw)
        set(slot, .interval, interval)
        unsafe word(slot, .sequence).pointee.store(sequence &+ 2, ordering: .releasing)
    }

    /// Those that are known now, in no order.
    public var clients: [NTPClientFacts] { (0..<(sets * Self.ways)).compactMap { read($0) } }

    // MARK: Places

    private func slot(for address: IPAddress) -> Int {
        let first = set(of: address) * Self.ways
        for slot in first..<(first + Self.ways) where holds(slot, address) { return slot }
        return leastWorth(from: first)
    }

    /// Apart, since most are known and none of their neighbours need be weighed.
    @inline(never)
    private func leastWorth(from first: Int) -> Int {
        var least = (slot: first, worth: worth(first))
        for slot in (first + 1)..<(first + Self.ways) {
            let worth = worth(slot)
            if worth < least.worth { least = (slot, worth) }
        }
        return least.slot
    }

    /// Empty ones first, then those heard once, then the others; among equals the longest silent.
    private func worth(_ slot: Int) -> (UInt64, UInt64) {
        if self[slot, .high] | self[slot, .low] == 0 { return (0, 0) }
        let count = self[slot, .answered] &+ Refused(raw: self[slot, .refused]).count
        return (count > 1 ? 2 : 1, self[slot, .last])
    }

    private func holds(_ slot: Int, _ address: IPAddress) -> Bool {
        self[slot, .low] == UInt64(truncatingIfNeeded: address.number)
            && self[slot, .high] == UInt64(truncatingIfNeeded: address.number >> 64)
    }

    /// Two rounds of multiply and fold (the finaliser of SplitMix64) over both halves and the seed.
    private func set(of address: IPAddress) -> Int {
        let high = UInt64(truncatingIfNeeded: address.number >> 64)
        let mixed = Self.mix(Self.mix(high ^ seed) ^ UInt64(truncatingIfNeeded: address.number))
        return Int(mixed & UInt64(sets - 1))
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        let one = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        let two = (one ^ (one >> 27)) &* 0x94D0_49BB_1331_11EB
        return two ^ (two >> 31)
    }

    /// Of the time between two datagrams: each new one counts an eighth.
    private static func mean(_ old: UInt64, _ gap: UInt64) -> UInt64 {
        old == 0 ? max(gap, 1) : old &- old / 8 &+ gap / 8
    }

    // MARK: Words

    private func read(_ slot: Int) -> NTPClientFacts? {
        while true {
            let before = unsafe word(slot, .sequence).pointee.load(ordering: .acquiring)
            let facts = facts(slot)
            atomicMemoryFence(ordering: .acquiring)
            let after = unsafe word(slot, .sequence).pointee.load(ordering: .relaxed)
            if before & 1 == 0, after == before { return facts }
        }
    }

    private func facts(_ slot: Int) -> NTPClientFacts? {
        let number = UInt128(self[slot, .high]) << 64 | UInt128(self[slot, .low])
        guard number != 0 else { return nil }
        let refused = Refused(raw: self[slot, .refused])
        return NTPClientFacts(
            address: IPAddress(number: number), version: refused.version, answered: self[slot, .answered],
            refused: refused.count, manner: refused.manner, lastRefusal: refused.last,
            first: Self.instant(self[slot, .first]),
            last: Self.instant(self[slot, .last]), meanInterval: Self.duration(self[slot, .interval]))
    }

    private static func instant(_ nanoseconds: UInt64) -> MonotonicInstant {
        MonotonicInstant(sinceEpoch: .nanoseconds(Int64(clamping: nanoseconds)))
    }

    private static func duration(_ nanoseconds: UInt64) -> Duration? {
        nanoseconds == 0 ? nil : .nanoseconds(Int64(clamping: nanoseconds))
    }

    private subscript(slot: Int, field: Field) -> UInt64 {
        unsafe word(slot, field).pointee.load(ordering: .relaxed)
    }

    private func set(_ slot: Int, _ field: Field, _ value: UInt64) {
        unsafe word(slot, field).pointee.store(value, ordering: .relaxed)
    }

    private func word(_ slot: Int, _ field: Field) -> UnsafeMutablePointer<Atomic<UInt64>> {
        unsafe words + (slot * Self.fields + field.rawValue)
    }
}
