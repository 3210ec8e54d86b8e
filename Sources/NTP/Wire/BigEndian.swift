// SPDX-License-Identifier: Apache-2.0

// Network byte order in one load or store each, at any alignment: octet by octet, each would be checked against the
// span's length on its own. An offset outside the span traps; the callers have checked its length.

extension Span<UInt8> {
    func bigEndian16(at offset: Int) -> UInt16 { UInt16(bigEndian: load(at: offset)) }
    func bigEndian32(at offset: Int) -> UInt32 { UInt32(bigEndian: load(at: offset)) }
    func bigEndian64(at offset: Int) -> UInt64 { UInt64(bigEndian: load(at: offset)) }

    @inline(__always)
    private func load<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int) -> Number {
        precondition(offset >= 0 && offset <= count - MemoryLayout<Number>.size)
        // Within the span, as just checked; every bit pattern is a number.
        return unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: Number.self)
    }
}

extension MutableSpan<UInt8> {
    mutating func setBigEndian(_ value: UInt32, at offset: Int) { store(value.bigEndian, at: offset) }
    mutating func setBigEndian(_ value: UInt64, at offset: Int) { store(value.bigEndian, at: offset) }

    /// Copies octets from elsewhere, with one check for all of them. Traps where they do not fit.
    mutating func put(_ octets: Span<UInt8>, at offset: Int) {
        precondition(offset >= 0 && octets.count <= count - offset)
        unsafe octets.withUnsafeBytes { from in
            guard let start = from.baseAddress else { return }
            // Within the span, as just checked.
            unsafe withUnsafeMutableBytes { to in
                unsafe to.baseAddress?.advanced(by: offset).copyMemory(from: start, byteCount: from.count)
            }
        }
    }

    @inline(__always)
    private mutating func store<Number: FixedWidthInteger & BitwiseCopyable>(_ value: Number, at offset: Int) {
        precondition(offset >= 0 && offset <= count - MemoryLayout<Number>.size)
        var raw = unsafe mutableBytes
        // Within the span, as just checked.
        unsafe raw.storeBytes(of: value, toUncheckedByteOffset: offset, as: Number.self)
    }
}
