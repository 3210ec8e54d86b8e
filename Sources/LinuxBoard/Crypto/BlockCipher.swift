// SPDX-License-Identifier: Apache-2.0

import CLibcrypto

/// AES by libcrypto, over blocks in memory of its own: what is to be encrypted is put into ``work`` and replaced there.
/// Made once; then neither a key nor a run allocates anything. One thread at a time.
@safe final class BlockCipher {
    enum Mode {
        /// Each block by itself.
        case separate
        /// Each block is added to the one before; the first to the last of the run before, after a key to zeros.
        case chained
    }

    static let blockCount = 16
    /// Octets of the work space: a whole number of blocks.
    static let workCount = 2_048

    let keyCount: Int
    private let cipher: OpaquePointer
    private let memory: UnsafeMutablePointer<UInt8>

    /// - Parameter keyCount: 16 or 32 octets.
    /// - Returns: `nil` where libcrypto cannot be had.
    init?(_ mode: Mode, keyCount: Int) {
        let number = mode == .chained ? CLIBCRYPTO_CBC : CLIBCRYPTO_ECB
        let made = unsafe clibcrypto_cipher_new(Int32(number), keyCount)
        guard let made = unsafe made else { return nil }
        unsafe cipher = made
        self.keyCount = keyCount
        unsafe memory = .allocate(capacity: Self.workCount)
        unsafe memory.initialize(repeating: 0, count: Self.workCount)
    }

    deinit {
        unsafe memory.update(repeating: 0, count: Self.workCount)
        unsafe memory.deallocate()
        unsafe clibcrypto_cipher_free(cipher)
    }

    /// Takes ``keyCount`` octets from `offset` on. `false` where they are not there or the library fails.
    func load(_ key: Span<UInt8>, at offset: Int = 0) -> Bool {
        guard offset >= 0, key.count - offset >= keyCount else { return false }
        return unsafe key.withUnsafeBufferPointer {
            guard let base = $0.baseAddress else { return false }
            return unsafe clibcrypto_cipher_key(cipher, base + offset) == 0
        }
    }

    /// Encrypts the first `count` octets of the work space, whole blocks.
    @inline(__always)
    func run(_ count: Int) -> Bool {
        precondition(count <= Self.workCount && count % Self.blockCount == 0)
        return unsafe clibcrypto_cipher_run(cipher, memory, count) == 0
    }

    /// Copies octets of a message into the work space, from its beginning.
    @inline(__always)
    func put(_ message: Span<UInt8>, _ range: Range<Int>) {
        precondition(range.count <= Self.workCount && range.lowerBound >= 0 && range.upperBound <= message.count)
        unsafe message.withUnsafeBufferPointer {
            guard let base = $0.baseAddress else { return }
            unsafe memory.update(from: base + range.lowerBound, count: range.count)
        }
    }

    @inline(__always)
    subscript(index: Int) -> UInt8 {
        get {
            precondition(index >= 0 && index < Self.workCount)
            return unsafe memory[index]
        }
        set {
            precondition(index >= 0 && index < Self.workCount)
            unsafe memory[index] = newValue
        }
    }

    /// The 16 octets from `offset` on, the first the highest.
    @inline(__always)
    func block(at offset: Int) -> UInt128 {
        precondition(offset >= 0 && offset <= Self.workCount - Self.blockCount)
        return unsafe UInt128(
            bigEndian: UnsafeRawPointer(memory).loadUnaligned(fromByteOffset: offset, as: UInt128.self))
    }

    @inline(__always)
    func setBlock(_ block: UInt128, at offset: Int) {
        precondition(offset >= 0 && offset <= Self.workCount - Self.blockCount)
        unsafe UnsafeMutableRawPointer(memory).storeBytes(of: block.bigEndian, toByteOffset: offset, as: UInt128.self)
    }
}

extension BlockCipher {
    /// Adds the first `count` octets of the work space, a key stream, to octets of a message.
    func add(
        _ count: Int, _ octets: Span<UInt8>, from start: Int, into made: inout MutableSpan<UInt8>, at offset: Int
    ) {
        let whole = count & ~15
        for place in stride(from: 0, to: whole, by: 16) {
            made.setBlock(octets.block(at: start + place) ^ block(at: place), at: offset + place)
        }
        for place in whole..<count { made[offset + place] = octets[start + place] ^ self[place] }
    }
}

extension Span<UInt8> {
    /// The 16 octets from `offset` on, the first the highest.
    @inline(__always)
    func block(at offset: Int) -> UInt128 {
        precondition(offset >= 0 && offset <= count - 16)
        return unsafe UInt128(bigEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt128.self))
    }
}

extension MutableSpan<UInt8> {
    /// Writes 16 octets, the highest first.
    @inline(__always)
    mutating func setBlock(_ block: UInt128, at offset: Int) {
        precondition(offset >= 0 && offset <= count - 16)
        var bytes = unsafe mutableBytes
        unsafe bytes.storeBytes(of: block.bigEndian, toUncheckedByteOffset: offset, as: UInt128.self)
    }
}
