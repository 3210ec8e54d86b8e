// SPDX-License-Identifier: Apache-2.0

// Fields of a payload: little-endian, of the widths that the manuals call U1 I1 X1 U2 I2 X2 U4 I4 X4 U8.

extension Span where Element == UInt8 {
    /// The number at `offset`, of the width of the type asked for. Zero beyond the end: never traps.
    @inline(__always)
    func field<Field: FixedWidthInteger>(_ offset: Int) -> Field {
        let width = Field.bitWidth / 8
        guard offset >= 0, offset <= count &- width else { return 0 }
        var value: Field = 0
        for index in 0..<width {
            value |= Field(truncatingIfNeeded: self[offset &+ index]) << (8 * index)
        }
        return value
    }

    func require(_ length: Int) throws(UBXRefusal) {
        if count != length { throw .length(count) }
    }

    /// The payload is `header` bytes and `blocks` times `block` bytes.
    func require(_ header: Int, plus blocks: Int, times block: Int) throws(UBXRefusal) {
        if count != header + blocks * block { throw .length(count) }
    }
}

extension [UInt8] {
    /// Appends the values in order, each in its own width.
    @inline(__always)
    mutating func put<each Field: FixedWidthInteger>(_ values: repeat each Field) {
        for value in repeat each values {
            for index in 0..<value.bitWidth / 8 { append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
        }
    }

    mutating func putZeros(_ count: Int) {
        for _ in 0..<count { append(0) }
    }
}

extension FixedWidthInteger {
    /// A single bit, 0 the lowest.
    subscript(bit bit: Int) -> Bool {
        get { self >> bit & 1 != 0 }
        set { self = newValue ? self | 1 << bit : self & ~(1 << bit) }
    }

    /// Some adjacent bits as a number.
    subscript(bits range: ClosedRange<Int>) -> Self {
        get { self >> range.lowerBound & (1 << range.count - 1) }
        set {
            let mask: Self = (1 << range.count - 1) << range.lowerBound
            self = self & ~mask | newValue << range.lowerBound & mask
        }
    }
}
