// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// Puts fields one after the other, most significant octet first.
struct OctetWriter {
    private(set) var octets: [UInt8] = []

    init(capacity: Int) { octets.reserveCapacity(capacity) }

    mutating func put(_ value: some FixedWidthInteger) {
        var shift = value.bitWidth
        while shift > 0 {
            shift -= 8
            octets.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    mutating func put(zeros count: Int) { octets.append(contentsOf: repeatElement(0, count: count)) }

    /// candm.h's `Float`.
    mutating func put(_ value: Double) { put(Chronyc.WireFloat(value).bits) }

    /// candm.h's `Timespec`; zero where there is no time. Before 1970 is as 1970.
    mutating func put(_ time: UnixTimestamp?) {
        let seconds = UInt64(clamping: time?.seconds ?? 0)
        put(seconds)
        put(UInt32(clamping: time?.nanoseconds ?? 0))
    }

    /// addressing.h's `IPAddr`: sixteen octets, then which kind of address they hold.
    mutating func put(_ address: IPAddress?) {
        if let v4 = address?.v4 {
            put(v4: v4)
        } else {
            put(address?.number ?? 0)
            put(UInt16(address == nil ? 0 : 2))
            put(zeros: 2)
        }
    }

    /// The same of an IPv4 address, or of a reference id that stands for one.
    mutating func put(v4: UInt32) {
        put(v4)
        put(zeros: 12)
        put(UInt16(1))
        put(zeros: 2)
    }
}
