// SPDX-License-Identifier: Apache-2.0

/// UBX-ACK-ACK and UBX-ACK-NAK: whether a CFG message was taken.
public struct Ack: UBXPayload {
    public var id: UBXMessageID { isAcknowledged ? .ackACK : .ackNAK }

    /// ACK-ACK, else ACK-NAK.
    public var isAcknowledged: Bool
    /// The message that is answered.
    public var message: UBXMessageID

    public init(_ message: UBXMessageID, isAcknowledged: Bool) {
        (self.message, self.isAcknowledged) = (message, isAcknowledged)
    }

    /// Of an ACK-ACK; both have the same payload.
    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        try self.init(payload: payload, isAcknowledged: true)
    }

    public init(payload: Span<UInt8>, isAcknowledged: Bool) throws(UBXRefusal) {
        try payload.require(2)
        self.init(UBXMessageID(payload[0], payload[1]), isAcknowledged: isAcknowledged)
    }

    public func appendPayload(to bytes: inout [UInt8]) { bytes.put(message.messageClass, message.number) }
}
