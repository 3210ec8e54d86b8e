// SPDX-License-Identifier: Apache-2.0

// Network byte order, an octet at a time: the compiler makes one load or store of each, and alignment is no matter.
// An offset outside the span traps; the callers have checked its length.

extension Span<UInt8> {
    func bigEndian16(at offset: Int) -> UInt16 {
        UInt16(self[offset]) << 8 | UInt16(self[offset + 1])
    }

    func bigEndian32(at offset: Int) -> UInt32 {
        UInt32(bigEndian16(at: offset)) << 16 | UInt32(bigEndian16(at: offset + 2))
    }

    func bigEndian64(at offset: Int) -> UInt64 {
        UInt64(bigEndian32(at: offset)) << 32 | UInt64(bigEndian32(at: offset + 4))
    }
}

extension MutableSpan<UInt8> {
    mutating func setBigEndian(_ value: UInt32, at offset: Int) {
        self[offset] = UInt8(truncatingIfNeeded: value >> 24)
        self[offset + 1] = UInt8(truncatingIfNeeded: value >> 16)
        self[offset + 2] = UInt8(truncatingIfNeeded: value >> 8)
        self[offset + 3] = UInt8(truncatingIfNeeded: value)
    }

    mutating func setBigEndian(_ value: UInt64, at offset: Int) {
        setBigEndian(UInt32(truncatingIfNeeded: value >> 32), at: offset)
        setBigEndian(UInt32(truncatingIfNeeded: value), at: offset + 4)
    }
}
