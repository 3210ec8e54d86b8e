// SPDX-License-Identifier: Apache-2.0

/// One kind of TLV: its meaning, from octets and into octets. `init?` refuses other types and lengths that are not the
/// kind's own; it never traps, whatever the octets, as long as `tlv` was found in the same message by ``TLVs``.
public protocol WireTLV: Hashable, Sendable {
    static var type: TLVType { get }
    /// Octets of its value; even.
    var count: Int { get }

    init?(_ message: Span<UInt8>, _ tlv: TLV)

    /// Writes all octets of the value.
    func writeValue(into buffer: inout MutableSpan<UInt8>, at offset: Int)
}

extension WireTLV {
    /// Writes it behind the message of `length` octets that the buffer holds, and the new length into that message's
    /// header; returns it. Traps if the caller's buffer is too small.
    public func append(to buffer: inout MutableSpan<UInt8>, after length: Int) -> Int {
        TLV.append(Self.type, to: &buffer, after: length) { buffer, offset in
            writeValue(into: &buffer, at: offset)
            return count
        }
    }
}

extension TLV {
    /// The same for a value whose length shows only when it is written: `fill` returns it. An odd one gets a zero.
    static func append(
        _ type: TLVType, to buffer: inout MutableSpan<UInt8>, after length: Int,
        _ fill: (inout MutableSpan<UInt8>, Int) -> Int
    ) -> Int {
        var count = fill(&buffer, length + 4)
        if count % 2 == 1 {
            buffer[length + 4 + count] = 0
            count += 1
        }
        buffer.set(type.rawValue, length)
        buffer.set(UInt16(truncatingIfNeeded: count), length + 2)
        buffer.set(UInt16(truncatingIfNeeded: length + 4 + count), 2)
        return length + 4 + count
    }
}
