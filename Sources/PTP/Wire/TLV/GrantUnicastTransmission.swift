// SPDX-License-Identifier: Apache-2.0

/// What a client is granted of its wish (IEEE 1588-2019, 16.1.4.2).
public struct GrantUnicastTransmission: WireTLV, BitwiseCopyable {
    public static let type = TLVType.grantUnicastTransmission

    /// As in the request. What is no message reads as `nil`.
    public var messageType: MessageType?
    /// Log2 seconds between two of them.
    public var logInterMessagePeriod: Int8
    /// For how long, seconds; zero: not granted.
    public var durationField: UInt32
    /// Whether asking again is likely to be heard.
    public var isRenewalInvited: Bool

    public init(
        messageType: MessageType?, logInterMessagePeriod: Int8, durationField: UInt32, isRenewalInvited: Bool = true
    ) {
        (self.messageType, self.logInterMessagePeriod) = (messageType, logInterMessagePeriod)
        (self.durationField, self.isRenewalInvited) = (durationField, isRenewalInvited)
    }

    public init?(_ message: Span<UInt8>, _ tlv: TLV) {
        guard tlv.type == Self.type, tlv.count == 8 else { return nil }
        messageType = MessageType(rawValue: message[tlv.offset] >> 4)
        logInterMessagePeriod = Int8(bitPattern: message[tlv.offset + 1])
        durationField = message.big32(tlv.offset + 2)
        isRenewalInvited = message[tlv.offset + 7] & 1 == 1
    }

    public var count: Int { 8 }

    public func writeValue(into buffer: inout MutableSpan<UInt8>, at offset: Int) {
        buffer[offset] = (messageType?.rawValue ?? 0xF) << 4
        buffer[offset + 1] = UInt8(bitPattern: logInterMessagePeriod)
        buffer.set(durationField, offset + 2)
        buffer[offset + 6] = 0
        buffer[offset + 7] = isRenewalInvited ? 1 : 0
    }
}
