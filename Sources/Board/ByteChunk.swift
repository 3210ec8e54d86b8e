// SPDX-License-Identifier: Apache-2.0

/// Up to 128 bytes held in place, so that what a port hears travels without an allocation.
public struct ByteChunk: Sendable, BitwiseCopyable {
    public static let capacity = 128

    private var storage = InlineArray<128, UInt8>(repeating: 0)
    public private(set) var count = 0

    public init() {}

    /// Takes the first ``capacity`` bytes; the rest is the caller's to send on in another chunk.
    public init(_ bytes: some Sequence<UInt8>) {
        for byte in bytes where !append(byte) { break }
    }

    /// False, and nothing changes, when the chunk is full.
    @discardableResult
    public mutating func append(_ byte: UInt8) -> Bool {
        guard count < Self.capacity else { return false }
        storage[count] = byte
        count += 1
        return true
    }

    public var isEmpty: Bool { count == 0 }

    /// Lends the bytes, oldest first.
    public func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        body(storage.span.extracting(0..<count))
    }

    /// Traps outside 0 ..< count.
    public subscript(index: Int) -> UInt8 {
        precondition(index < count)
        return storage[index]
    }
}
