// SPDX-License-Identifier: Apache-2.0

/// UBX-CFG-MSG, short form: how often a message is sent on the port by which this arrives.
public struct CfgMSG: UBXPayload {
    public var id: UBXMessageID { .cfgMSG }

    public var message: UBXMessageID
    /// Once in so many navigation solutions; 0 never.
    public var rate: UInt8

    public init(_ message: UBXMessageID, rate: UInt8) {
        (self.message, self.rate) = (message, rate)
    }

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        try payload.require(3)
        self.init(UBXMessageID(payload[0], payload[1]), rate: payload[2])
    }

    public func appendPayload(to bytes: inout [UInt8]) { bytes.put(message.messageClass, message.number, rate) }
}

/// UBX-CFG-MSG, long form, as a question for one message is answered: its rate on each of the six ports (numbered as
/// in ``CfgPRT``; u-blox 5 and 6 may leave the last out).
public struct CfgMSGRates: UBXPayload {
    public var id: UBXMessageID { .cfgMSG }

    public var message: UBXMessageID
    /// Of port 0 in the lowest byte, of port 5 in the sixth.
    public var rates: UInt64

    public init(_ message: UBXMessageID, rates: UInt64) {
        (self.message, self.rates) = (message, rates)
    }

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        if payload.count < 7 || payload.count > 8 { throw .length(payload.count) }
        message = UBXMessageID(payload[0], payload[1])
        rates = 0
        for index in 2..<payload.count { rates |= UInt64(payload[index]) << (8 * (index - 2)) }
    }

    /// Zero on a port that there is not.
    public subscript(port port: UInt8) -> UInt8 {
        get { port < 6 ? UInt8(truncatingIfNeeded: rates >> (8 * UInt64(port))) : 0 }
        set {
            guard port < 6 else { return }
            rates = rates & ~(0xFF << (8 * UInt64(port))) | UInt64(newValue) << (8 * UInt64(port))
        }
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(message.messageClass, message.number)
        for port in 0..<6 { bytes.put(self[port: UInt8(port)]) }
    }
}

extension UBXMessageID {
    public static let cfgMSG = Self(0x06, 0x01)
}
