// SPDX-License-Identifier: Apache-2.0

/// A neighbour's wish for other intervals between our messages (IEEE 802.1AS-2020, 10.6.4.3), in a Signaling message.
public struct MessageIntervalRequest: OrganizationTLV {
    public static let type = TLVType.organizationExtension
    public static let identity = OrganizationExtension.messageIntervalRequest
    public static let count = 12

    /// Log2 seconds; or: leave it, go back to the initial one, or send none.
    public static let unchanged: Int8 = -128
    public static let initial: Int8 = 126
    public static let stop: Int8 = 127

    public var logLinkDelayInterval = Self.unchanged
    public var logTimeSyncInterval = Self.unchanged
    public var logAnnounceInterval = Self.unchanged
    public var flags: Flags = []

    /// 10.6.4.3.9.
    public struct Flags: OptionSet, Hashable, Sendable, BitwiseCopyable {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        public static let computeNeighborRateRatio = Flags(rawValue: 2)
        public static let computeMeanLinkDelay = Flags(rawValue: 4)
        public static let oneStepReceiveCapable = Flags(rawValue: 8)
    }

    public init() {}

    public init(checked message: Span<UInt8>, _ offset: Int) {
        logLinkDelayInterval = Int8(bitPattern: message[offset])
        logTimeSyncInterval = Int8(bitPattern: message[offset + 1])
        logAnnounceInterval = Int8(bitPattern: message[offset + 2])
        flags = Flags(rawValue: message[offset + 3])
    }

    public func writeData(into buffer: inout MutableSpan<UInt8>, at offset: Int) {
        buffer[offset] = UInt8(bitPattern: logLinkDelayInterval)
        buffer[offset + 1] = UInt8(bitPattern: logTimeSyncInterval)
        buffer[offset + 2] = UInt8(bitPattern: logAnnounceInterval)
        buffer[offset + 3] = flags.rawValue
        buffer.clear(offset + 4..<offset + 6)
    }
}
