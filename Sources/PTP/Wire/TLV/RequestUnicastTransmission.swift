// SPDX-License-Identifier: Apache-2.0

/// A client's wish for unicast messages of one kind (IEEE 1588-2019, 16.1.4.1).
public struct RequestUnicastTransmission: WireTLV, BitwiseCopyable {
    public static let type = TLVType.requestUnicastTransmission

    /// The kind: Announce, Sync (with Follow_Up), Delay_Resp or Pdelay_Resp. What is no message reads as `nil`.
    public var messageType: MessageType?
    /// Log2 seconds between two of them.
    public var logInterMessagePeriod: Int8
    /// For how long, seconds.
    public var durationField: UInt32

    public init(messageType: MessageType?, logInterMessagePeriod: Int8, durationField: UInt32) {
        (self.messageType, self.logInterMessagePeriod) = (messageType, logInterMessagePeriod)
        self.durationField = durationField
    }

    public init?(_ message: Span<UInt8>, _ tlv: TLV) {
        guard tlv.type == Self.type, tlv.count == 6 else { return nil }
        messageType = MessageType(rawValue: message[tlv.offset] >> 4)
        logInterMessagePeriod = Int8(bitPattern: message[tlv.offset + 1])
        durationField = message.big32(tlv.offset + 2)
    }

    public var count: Int { 6 }

    public func writeValue(into buffer: inout MutableSpan<UInt8>, at offset: Int) {
        buffer[offset] = (messageType?.rawValue ?? 0xF) << 4
        buffer[offset + 1] = UInt8(bitPattern: logInterMessagePeriod)
        buffer.set(durationField, offset + 2)
    }
}
