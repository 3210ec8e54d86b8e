// SPDX-License-Identifier: Apache-2.0

/// What a management message speaks of, and where its data lie (IEEE 1588-2019, 15.5.2).
public struct ManagementTLV: Hashable, Sendable, BitwiseCopyable {
    public var id: ManagementID
    /// Of the data, from the message's beginning.
    public var offset: Int
    /// Octets of the data; even, 0 in a GET.
    public var count: Int

    public init?(_ message: Span<UInt8>, _ tlv: TLV) {
        guard tlv.type == .management, tlv.count >= 2 else { return nil }
        id = ManagementID(rawValue: message.big16(tlv.offset))
        (offset, count) = (tlv.offset + 2, tlv.count - 2)
    }

    /// Writes one behind the message of `length` octets, and the new length into that; returns it. `fill` writes the data
    /// from the offset it is given and returns how many octets those are; an odd number gets a zero more.
    public static func append(
        _ id: ManagementID, to buffer: inout MutableSpan<UInt8>, after length: Int,
        _ fill: (inout MutableSpan<UInt8>, Int) -> Int = { _, _ in 0 }
    ) -> Int {
        TLV.append(.management, to: &buffer, after: length) { buffer, offset in
            buffer.set(id.rawValue, offset)
            return 2 + fill(&buffer, offset + 2)
        }
    }
}
