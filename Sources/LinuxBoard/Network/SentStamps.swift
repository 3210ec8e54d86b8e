// SPDX-License-Identifier: Apache-2.0

import Board
import CLinux
import TimeBase

/// The kernel's word on when replies left, out of a socket's error queue.
///
/// The kernel counts the datagrams whose stamp is wanted, from 0. One that it does not take leaves open whether it was
/// counted; its count then begins anew, while ours goes on.
@safe struct SentStamps: ~Copyable {
    /// Read at once; fewer than half of what a batch may bring, since few clients want them.
    static let room = 32
    /// Looks in vain after which the stamps that are still missing are given up: those were lost.
    static let mostVainLooks = 64

    private let told: UnsafeMutablePointer<clinux_ptp_sent>
    private var count = 0
    /// Wishes so far.
    private var wishes: UInt32 = 0
    /// Wishes before the kernel's count began.
    private var base: UInt32 = 0
    /// Stamps that are still to come, and how often nothing was there.
    private var missing = 0
    private var vainLooks = 0
    /// Whether the kernel gives any; `nil`: it has not been asked to, which would make arrivals dearer.
    private var isAble: Bool?

    init() {
        unsafe told = .allocate(capacity: Self.room)
        unsafe told.initialize(repeating: clinux_ptp_sent(), count: Self.room)
    }

    deinit { unsafe told.deallocate() }

    /// One more stamp is wanted; returns whether the kernel gives any.
    mutating func wish(_ descriptor: Int32) -> Bool {
        if isAble == nil { isAble = clinux_udp_begin_stamps(descriptor) == 0 }
        guard isAble == true else { return false }
        wishes &+= 1
        missing += 1
        vainLooks = 0
        return true
    }

    /// Asks the kernel only where something is missing.
    mutating func take(_ descriptor: Int32) -> Int {
        count = 0
        guard missing > 0 else { return 0 }
        var taken: Int32 = 0
        let result = unsafe clinux_ptp_sent_stamps(
            descriptor, Int32(CLINUX_STAMP_SOFTWARE), told, Int32(Self.room), &taken)
        count = Int(max(0, result))
        missing = max(0, missing - count)
        vainLooks = taken > 0 ? 0 : vainLooks + 1
        if vainLooks > Self.mostVainLooks { (missing, vainLooks) = (0, 0) }
        return count
    }

    /// `nil`: the clock was stepped meanwhile, so that nothing is known of it.
    func stamp(_ index: Int, _ relation: RealtimeRelation) -> SentStamp? {
        precondition((0..<count).contains(index))
        let raw = unsafe told[index]
        guard let instant = relation.monotonic(realtime: raw.stamp_ns) else { return nil }
        return SentStamp(number: base &+ raw.key, at: HostClock.instant(nanoseconds: instant))
    }

    /// What is on its way is lost: it would be taken for another's.
    mutating func beginAnew(_ descriptor: Int32) {
        var taken: Int32 = 0
        repeat {
            _ = unsafe clinux_ptp_sent_stamps(
                descriptor, Int32(CLINUX_STAMP_SOFTWARE), told, Int32(Self.room), &taken)
        } while taken > 0
        isAble = clinux_udp_begin_stamps(descriptor) == 0
        (base, count, missing) = (wishes, 0, 0)
    }
}
