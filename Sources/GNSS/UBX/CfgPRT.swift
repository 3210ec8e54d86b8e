// SPDX-License-Identifier: Apache-2.0

/// UBX-CFG-PRT: how a port of the receiver is set. Asked with an empty payload, it answers for the port that the
/// question came by.
public struct CfgPRT: UBXPayload {
    public var id: UBXMessageID { .cfgPRT }

    /// 0 DDC (I²C), 1 UART1, 2 UART2, 3 USB, 4 SPI.
    public var portID: UInt8 = 1
    /// The pin that tells of waiting output, and its threshold.
    public var txReady: UInt16 = 0
    /// Of a UART: length of characters, parity and stop bits.
    public var mode: UInt32 = 0
    /// Of a UART, bit/s.
    public var baudRate: UInt32 = 0
    /// Bit 0 UBX, 1 NMEA, 2 RTCM 2, 5 RTCM 3.
    public var inProtoMask: UInt16 = 0
    public var outProtoMask: UInt16 = 0
    public var flags: UInt16 = 0

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        try payload.require(20)
        portID = payload.field(0)
        txReady = payload.field(2)
        mode = payload.field(4)
        baudRate = payload.field(8)
        inProtoMask = payload.field(12)
        outProtoMask = payload.field(14)
        flags = payload.field(16)
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(portID, UInt8(0), txReady, mode, baudRate, inProtoMask, outProtoMask, flags, UInt16(0))
    }
}

extension CfgPRT {
    public var outputsUBX: Bool {
        get { outProtoMask[bit: 0] }
        set { outProtoMask[bit: 0] = newValue }
    }
    public var outputsNMEA: Bool {
        get { outProtoMask[bit: 1] }
        set { outProtoMask[bit: 1] = newValue }
    }
}

extension UBXMessageID {
    public static let cfgPRT = Self(0x06, 0x00)
}
