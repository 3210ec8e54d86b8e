// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// Which reply a transmit timestamp belongs to: the kernel names it by a number that it counts up for each datagram
/// sent with the wish for one (SOF_TIMESTAMPING_OPT_ID), the memory by the receive timestamp in it. Of fixed size; what
/// is not reported in time is forgotten.
public struct TransmitLedger: ~Copyable {
    private var receives: [UInt64]
    private var next: UInt32 = 0

    /// - Parameter capacity: replies on their way; rounded up to a power of two.
    public init(capacity: Int = 1024) {
        let wanted = min(max(capacity, 2), 1 << 20)
        receives = [UInt64](repeating: 0, count: 1 << (Int.bitWidth - (wanted - 1).leadingZeroBitCount))
    }

    /// A reply that goes out with the wish for a timestamp, in the order of sending.
    public mutating func note(_ receive: NTPTimestamp) {
        receives[place(of: next)] = receive.raw
        next &+= 1
    }

    /// The receive timestamp of the reply that the kernel names so, once; `nil` for one that is too old or that was never
    /// sent.
    public mutating func take(_ number: UInt32) -> NTPTimestamp? {
        let age = next &- number
        guard age >= 1, Int(age) <= receives.count else { return nil }
        let receive = receives[place(of: number)]
        receives[place(of: number)] = 0
        return receive == 0 ? nil : NTPTimestamp(raw: receive)
    }

    /// After the kernel's count has begun anew, or has lost step because a datagram was not taken.
    public mutating func restart(at number: UInt32 = 0) {
        for index in receives.indices { receives[index] = 0 }
        next = number
    }

    private func place(of number: UInt32) -> Int { Int(number) & (receives.count - 1) }
}
