// SPDX-License-Identifier: Apache-2.0

/// Says that the sender speaks IEEE 802.1AS in this domain (802.1AS-2020, 10.6.4.4), in a Signaling message.
public struct GPTPCapable: OrganizationTLV {
    public static let type = TLVType.organizationExtensionDoNotPropagate
    public static let identity = OrganizationExtension.gPTPCapable
    public static let count = 12

    /// Log2 seconds until the next one.
    public var logGptpCapableMessageInterval: Int8 = 0

    public init(logGptpCapableMessageInterval: Int8 = 0) {
        self.logGptpCapableMessageInterval = logGptpCapableMessageInterval
    }

    public init(checked message: Span<UInt8>, _ offset: Int) {
        logGptpCapableMessageInterval = Int8(bitPattern: message[offset])
    }

    public func writeData(into buffer: inout MutableSpan<UInt8>, at offset: Int) {
        buffer[offset] = UInt8(bitPattern: logGptpCapableMessageInterval)
        buffer.clear(offset + 1..<offset + 6)
    }
}
