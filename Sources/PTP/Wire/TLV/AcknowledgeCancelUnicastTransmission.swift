// SPDX-License-Identifier: Apache-2.0

/// Says that a cancellation was heard, with its own fields (IEEE 1588-2019, 16.1.4.4).
public struct AcknowledgeCancelUnicastTransmission: WireTLV, BitwiseCopyable {
    public static let type = TLVType.acknowledgeCancelUnicastTransmission

    /// The kind of messages that end. What is no message reads as `nil`.
    public var messageType: MessageType?
    /// The sender keeps asking the other for such messages (R; version 2.0 knows no such flag).
    public var maintainsRequest: Bool
    /// The sender keeps granting the other such messages (G).
    public var maintainsGrant: Bool

    public init(messageType: MessageType?, maintainsRequest: Bool = false, maintainsGrant: Bool = false) {
        self.messageType = messageType
        (self.maintainsRequest, self.maintainsGrant) = (maintainsRequest, maintainsGrant)
    }

    public init?(_ message: Span<UInt8>, _ tlv: TLV) {
        guard tlv.type == Self.type, tlv.count == 2 else { return nil }
        let octet = message[tlv.offset]
        self.init(
            messageType: MessageType(rawValue: octet >> 4), maintainsRequest: octet & 1 == 1,
            maintainsGrant: octet & 2 == 2)
    }

    public var count: Int { 2 }

    public func writeValue(into buffer: inout MutableSpan<UInt8>, at offset: Int) {
        buffer[offset] = (messageType?.rawValue ?? 0xF) << 4 | (maintainsGrant ? 2 : 0) | (maintainsRequest ? 1 : 0)
        buffer[offset + 1] = 0
    }
}
