// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// Which reply a transmit timestamp belongs to: the kernel names it by a number that it counts up for each datagram
/// sent with the wish for one (SOF_TIMESTAMPING_OPT_ID), the memory by the receive timestamp in it. Of fixed size; what
/// is not reported in time is forgotten.
public struct TransmitLedger: ~Copyable {
    /// What is known of a reply.
    public struct Entry: Hashable, Sendable, BitwiseCopyable {
        /// The receive timestamp in it.
        public var receive: NTPTimestamp
        /// When it was to leave, as its own transmit timestamp had it.
        public var written: NTPTimestamp
    }

    private struct Slot: BitwiseCopyable {
        /// 0: nobody is here.
        var receive: UInt64 = 0
        var written: UInt64 = 0
        /// The kernel has spoken; the card may yet.
        var isTold = false
    }

    private var slots: [Slot]
    private var next: UInt32 = 0

    /// - Parameter capacity: replies on their way; rounded up to a power of two.
    public init(capacity: Int = 1024) {
        let wanted = min(max(capacity, 2), 1 << 20)
        slots = [Slot](repeating: Slot(), count: 1 << (Int.bitWidth - (wanted - 1).leadingZeroBitCount))
    }

    /// A reply that goes out with the wish for a timestamp, in the order of sending.
    public mutating func note(_ receive: NTPTimestamp, written: NTPTimestamp) {
        slots[place(of: next)] = Slot(receive: receive.raw, written: written.raw)
        next &+= 1
    }

    /// The reply that the kernel names so, once for its own stamp, and once for the card's, after which it is forgotten; `nil`
    /// for one that is too old or that was never sent.
    public mutating func take(_ number: UInt32, isByCard: Bool = false) -> Entry? {
        let age = next &- number
        guard age >= 1, Int(age) <= slots.count else { return nil }
        let place = place(of: number)
        let slot = slots[place]
        guard slot.receive != 0, isByCard || !slot.isTold else { return nil }
        if isByCard { slots[place].receive = 0 } else { slots[place].isTold = true }
        return Entry(receive: NTPTimestamp(raw: slot.receive), written: NTPTimestamp(raw: slot.written))
    }

    /// After a step of the clock: what was written before it is no time to compare with. The count goes on.
    public mutating func forgetAll() { for index in slots.indices { slots[index] = Slot() } }

    /// After the kernel's count has begun anew, or has lost step because a datagram was not taken.
    public mutating func restart(at number: UInt32 = 0) {
        forgetAll()
        next = number
    }

    private func place(of number: UInt32) -> Int { Int(number) & (slots.count - 1) }
}
