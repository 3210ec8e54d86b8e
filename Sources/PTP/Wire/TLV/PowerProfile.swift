// SPDX-License-Identifier: Apache-2.0

/// What Announce messages say in substations (IEEE C37.238-2017).
public struct PowerProfile: OrganizationTLV {
    public static let type = TLVType.organizationExtension
    public static let identity = OrganizationExtension.power2017
    public static let count = 18

    /// A short name of the grandmaster, set by its operator: 3 ... 254.
    public var grandmasterID: UInt16
    /// How wrong the time may be from the grandmaster's reference up to here, nanoseconds.
    public var totalTimeInaccuracy: UInt32

    public init(grandmasterID: UInt16, totalTimeInaccuracy: UInt32) {
        (self.grandmasterID, self.totalTimeInaccuracy) = (grandmasterID, totalTimeInaccuracy)
    }

    public init(checked message: Span<UInt8>, _ offset: Int) {
        grandmasterID = message.big16(offset)
        totalTimeInaccuracy = message.big32(offset + 6)
    }

    public func writeData(into buffer: inout MutableSpan<UInt8>, at offset: Int) {
        buffer.set(grandmasterID, offset)
        buffer.clear(offset + 2..<offset + 6)
        buffer.set(totalTimeInaccuracy, offset + 6)
        buffer.clear(offset + 10..<offset + 12)
    }
}
