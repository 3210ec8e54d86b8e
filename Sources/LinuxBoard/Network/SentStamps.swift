// SPDX-License-Identifier: Apache-2.0

import Board
import CLinux
import TimeBase

/// The kernel's word on when replies left, and the network card's where that stamps, out of a socket's error queue. Where both
/// do, the kernel's comes first.
///
/// The kernel counts the datagrams whose stamp is wanted, from 0. One that it does not take leaves open whether it was
/// counted; its count then begins anew, while ours goes on.
@safe struct SentStamps: ~Copyable {
    /// Read at once; fewer than half of what a batch may bring, since few clients want them.
    static let room = 32
    /// Looks in vain after which the stamps that are still missing are given up: those were lost.
    static let mostVainLooks = 64

    private let raw: UnsafeMutablePointer<clinux_sent>
    private let told: UnsafeMutablePointer<SentStamp?>
    private var count = 0
    /// When the kernel let the latest go, CLOCK_MONOTONIC, ns, by their numbers: what a card's stamp is judged by.
    private var released: [Int64]
    private static let remembered = 256
    /// Wishes so far.
    private var wishes: UInt32 = 0
    /// Wishes before the kernel's count began.
    private var base: UInt32 = 0
    /// Stamps that are still to come, and how often nothing was there.
    private var missing = 0
    private var vainLooks = 0
    /// CLOCK_MONOTONIC, ns, of the last wish, and after how long a rest the kernel is told that there are none.
    private var lastWish = Int64.min / 2
    private static let patience: Int64 = 1_500_000_000
    /// Whether the kernel gives any; `nil`: it has not been asked to, which would make arrivals dearer.
    private var isAble: Bool?

    init() {
        unsafe raw = .allocate(capacity: Self.room)
        unsafe raw.initialize(repeating: clinux_sent(), count: Self.room)
        unsafe told = .allocate(capacity: Self.room)
        unsafe told.initialize(repeating: nil, count: Self.room)
        released = [Int64](repeating: .min, count: Self.remembered)
    }

    deinit {
        unsafe raw.deallocate()
        unsafe told.deallocate()
    }

    /// One more stamp is wanted; returns whether the kernel gives any.
    /// - Parameters:
    ///   - isByCard: whether a card may give one, too.
    ///   - now: CLOCK_MONOTONIC, ns, about.
    mutating func wish(_ descriptor: Int32, isByCard: Bool, at now: Int64) -> Bool {
        if isAble == nil {
            isAble = clinux_udp_begin_stamps(descriptor, isByCard ? 1 : 0) == 0
            base = wishes
        }
        guard isAble == true else { return false }
        lastWish = now
        wishes &+= 1
        missing += isByCard ? 2 : 1
        vainLooks = 0
        return true
    }

    /// Asks the kernel only where something is missing.
    mutating func take(_ descriptor: Int32, _ relation: RealtimeRelation, _ cards: inout CardReader) -> Int {
        count = 0
        guard missing > 0 else {
            rest(descriptor, at: relation.now, isByCard: cards.isByCard)
            return 0
        }
        var taken: Int32 = 0
        let result = unsafe clinux_stamps_sent(descriptor, raw, Int32(Self.room), &taken)
        count = Int(max(0, result))
        for index in 0..<count { unsafe told[index] = read(unsafe raw[index], relation, &cards) }
        missing = max(0, missing - count)
        vainLooks = taken > 0 ? 0 : vainLooks + 1
        if vainLooks > Self.mostVainLooks { (missing, vainLooks) = (0, 0) }
        return count
    }

    /// Where nobody has wanted a stamp for a while the kernel is asked for none: it tells of each arrival the shorter way then.
    private mutating func rest(_ descriptor: Int32, at now: Int64, isByCard: Bool) {
        guard isAble == true, !isByCard, now &- lastWish > Self.patience else { return }
        clinux_udp_end_stamps(descriptor)
        isAble = nil
    }

    /// `nil`: the clock was stepped meanwhile, so that nothing is known of it, or it is not to be believed.
    func stamp(_ index: Int) -> SentStamp? {
        precondition((0..<count).contains(index))
        return unsafe told[index]
    }

    private mutating func read(
        _ raw: clinux_sent, _ relation: RealtimeRelation, _ cards: inout CardReader
    ) -> SentStamp? {
        let number = base &+ raw.key
        let place = Int(number) & (Self.remembered - 1)
        if raw.hardware_ns != .min {
            let before = released[place] == .min ? nil : released[place]
            released[place] = .min
            guard let at = cards.departure(stamp: raw.hardware_ns, released: before) else { return nil }
            return SentStamp(number: number, at: HostClock.instant(nanoseconds: at), isByCard: true)
        }
        guard let at = relation.monotonic(realtime: raw.software_ns) else { return nil }
        released[place] = at
        return SentStamp(number: number, at: HostClock.instant(nanoseconds: at))
    }

    /// What is on its way is lost: it would be taken for another's.
    mutating func beginAnew(_ descriptor: Int32, isByCard: Bool) {
        var taken: Int32 = 0
        repeat { _ = unsafe clinux_stamps_sent(descriptor, raw, Int32(Self.room), &taken) } while taken > 0
        isAble = clinux_udp_begin_stamps(descriptor, isByCard ? 1 : 0) == 0
        for place in released.indices { released[place] = .min }
        (base, count, missing) = (wishes, 0, 0)
    }
}
