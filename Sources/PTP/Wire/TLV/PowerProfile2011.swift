// SPDX-License-Identifier: Apache-2.0

/// What Announce messages said in substations before 2017 (IEEE C37.238-2011, 5.12.2); many relays still want it.
public struct PowerProfile2011: OrganizationTLV {
    public static let type = TLVType.organizationExtension
    public static let identity = OrganizationExtension.power2011
    public static let count = 18

    /// 3 ... 254.
    public var grandmasterID: UInt16
    /// How wrong the grandmaster may be, and what the network adds, nanoseconds.
    public var grandmasterTimeInaccuracy: UInt32
    public var networkTimeInaccuracy: UInt32

    public init(grandmasterID: UInt16, grandmasterTimeInaccuracy: UInt32, networkTimeInaccuracy: UInt32) {
        self.grandmasterID = grandmasterID
        (self.grandmasterTimeInaccuracy, self.networkTimeInaccuracy) = (
            grandmasterTimeInaccuracy, networkTimeInaccuracy
        )
    }

    public init(checked message: Span<UInt8>, _ offset: Int) {
        grandmasterID = message.big16(offset)
        grandmasterTimeInaccuracy = message.big32(offset + 2)
        networkTimeInaccuracy = message.big32(offset + 6)
    }

    public func writeData(into buffer: inout MutableSpan<UInt8>, at offset: Int) {
        buffer.set(grandmasterID, offset)
        buffer.set(grandmasterTimeInaccuracy, offset + 2)
        buffer.set(networkTimeInaccuracy, offset + 6)
        buffer.clear(offset + 10..<offset + 12)
    }
}
