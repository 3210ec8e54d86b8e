// SPDX-License-Identifier: Apache-2.0

/// The 8-bit Fletcher checksum of a UBX frame (RFC 1145's algorithm), over class, number, length and payload.
public struct UBXChecksum: Hashable, Sendable, BitwiseCopyable {
    /// CK_A, the first of the two.
    public var a: UInt8 = 0
    /// CK_B
    public var b: UInt8 = 0

    public init(of bytes: Span<UInt8>) {
        for index in bytes.indices {
            a &+= bytes[index]
            b &+= a
        }
    }
}
