// SPDX-License-Identifier: Apache-2.0

import TimeBase

// Network byte order, an octet at a time: the compiler makes one load or store of each, and alignment is no matter.
// An offset outside the span traps; the callers have checked its length.

extension Span<UInt8> {
    func big16(_ offset: Int) -> UInt16 { UInt16(self[offset]) << 8 | UInt16(self[offset + 1]) }
    func big32(_ offset: Int) -> UInt32 { UInt32(big16(offset)) << 16 | UInt32(big16(offset + 2)) }
    func big64(_ offset: Int) -> UInt64 { UInt64(big32(offset)) << 32 | UInt64(big32(offset + 4)) }

    func clockIdentity(_ offset: Int) -> ClockIdentity { ClockIdentity(raw: big64(offset)) }

    /// Ten octets.
    func portIdentity(_ offset: Int) -> PortIdentity {
        PortIdentity(clock: clockIdentity(offset), number: big16(offset + 8))
    }

    /// Four octets.
    func clockQuality(_ offset: Int) -> ClockQuality {
        ClockQuality(
            clockClass: self[offset], accuracy: ClockAccuracy(rawValue: self[offset + 1]), variance: big16(offset + 2))
    }

    /// Ten octets; `nil` where the nanoseconds are a second or more.
    func timestamp(_ offset: Int) -> PTPTimestamp? {
        PTPTimestamp(seconds: big48(offset), nanoseconds: big32(offset + 6))
    }
}

extension MutableSpan<UInt8> {
    mutating func set(_ value: UInt16, _ offset: Int) {
        self[offset] = UInt8(truncatingIfNeeded: value >> 8)
        self[offset + 1] = UInt8(truncatingIfNeeded: value)
    }

    mutating func set(_ value: UInt32, _ offset: Int) {
        set(UInt16(truncatingIfNeeded: value >> 16), offset)
        set(UInt16(truncatingIfNeeded: value), offset + 2)
    }

    mutating func set(_ value: UInt64, _ offset: Int) {
        set(UInt32(truncatingIfNeeded: value >> 32), offset)
        set(UInt32(truncatingIfNeeded: value), offset + 4)
    }

    mutating func set(_ identity: PortIdentity, _ offset: Int) {
        set(identity.clock.raw, offset)
        set(identity.number, offset + 8)
    }

    mutating func set(_ quality: ClockQuality, _ offset: Int) {
        self[offset] = quality.clockClass
        self[offset + 1] = quality.accuracy.rawValue
        set(quality.variance, offset + 2)
    }

    mutating func set(_ timestamp: PTPTimestamp, _ offset: Int) {
        set48(timestamp.seconds, offset)
        set(timestamp.nanoseconds, offset + 6)
    }
}
