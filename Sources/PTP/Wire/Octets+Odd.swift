// SPDX-License-Identifier: Apache-2.0

// Numbers of 24, 48 and 96 bits, and octets that mean nothing.

extension Span<UInt8> {
    func big24(_ offset: Int) -> UInt32 { UInt32(self[offset]) << 16 | UInt32(big16(offset + 1)) }
    func big48(_ offset: Int) -> UInt64 { UInt64(big16(offset)) << 32 | UInt64(big32(offset + 2)) }

    /// Signed, twelve octets.
    func signed96(_ offset: Int) -> Int128 {
        Int128(Int32(bitPattern: big32(offset))) << 64 | Int128(big64(offset + 4))
    }
}

extension MutableSpan<UInt8> {
    /// The lower 24 bits.
    mutating func set24(_ value: UInt32, _ offset: Int) {
        self[offset] = UInt8(truncatingIfNeeded: value >> 16)
        set(UInt16(truncatingIfNeeded: value), offset + 1)
    }

    /// The lower 48 bits.
    mutating func set48(_ value: UInt64, _ offset: Int) {
        set(UInt16(truncatingIfNeeded: value >> 32), offset)
        set(UInt32(truncatingIfNeeded: value), offset + 2)
    }

    /// The lower 96 bits.
    mutating func set96(_ value: Int128, _ offset: Int) {
        set(UInt32(truncatingIfNeeded: value >> 64), offset)
        set(UInt64(truncatingIfNeeded: value), offset + 4)
    }

    mutating func clear(_ range: Range<Int>) {
        for offset in range { self[offset] = 0 }
    }
}
