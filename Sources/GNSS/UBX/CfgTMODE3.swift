// SPDX-License-Identifier: Apache-2.0

/// UBX-CFG-TMODE3: time mode of high-precision receivers (u-blox M8P, protocol 20; UBX-13003221).
public struct CfgTMODE3: UBXPayload {
    public var id: UBXMessageID { .cfgTMODE3 }

    /// Bits 0...7: the mode; bit 8: the position is latitude, longitude, altitude.
    public var flags: UInt16 = 0
    /// cm, or 1e-7°
    public var ecefXOrLat: Int32 = 0
    public var ecefYOrLon: Int32 = 0
    /// cm
    public var ecefZOrAlt: Int32 = 0
    /// What is added to them: 0.1 mm, or 1e-9°; −99...99.
    public var ecefXOrLatHP: Int8 = 0
    public var ecefYOrLonHP: Int8 = 0
    /// 0.1 mm, −99...99
    public var ecefZOrAltHP: Int8 = 0
    /// 0.1 mm
    public var fixedPosAcc: UInt32 = 0
    /// Shortest survey, s.
    public var svinMinDur: UInt32 = 0
    /// The survey goes on until the position is known as well as this, 0.1 mm.
    public var svinAccLimit: UInt32 = 0

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        try payload.require(40)
        if payload[0] != 0 { throw .version(payload[0]) }
        flags = payload.field(2)
        ecefXOrLat = payload.field(4)
        ecefYOrLon = payload.field(8)
        ecefZOrAlt = payload.field(12)
        ecefXOrLatHP = payload.field(16)
        ecefYOrLonHP = payload.field(17)
        ecefZOrAltHP = payload.field(18)
        fixedPosAcc = payload.field(20)
        svinMinDur = payload.field(24)
        svinAccLimit = payload.field(28)
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(UInt16(0), flags, ecefXOrLat, ecefYOrLon, ecefZOrAlt)
        bytes.put(ecefXOrLatHP, ecefYOrLonHP, ecefZOrAltHP, UInt8(0), fixedPosAcc, svinMinDur, svinAccLimit)
        bytes.putZeros(8)
    }

    /// 0 off, 1 survey-in, 2 fixed position.
    public var mode: UInt16 {
        get { flags[bits: 0...7] }
        set { flags[bits: 0...7] = newValue }
    }
}

extension UBXMessageID {
    public static let cfgTMODE3 = Self(0x06, 0x71)
}
