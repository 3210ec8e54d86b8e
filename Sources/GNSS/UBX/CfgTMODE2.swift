// SPDX-License-Identifier: Apache-2.0

/// UBX-CFG-TMODE2: time mode of timing receivers (u-blox 6 to M8): a receiver that knows its place can give time from
/// a single satellite.
public struct CfgTMODE2: UBXPayload {
    public var id: UBXMessageID { .cfgTMODE2 }

    /// 0 off, 1 survey-in, 2 fixed position.
    public var timeMode: UInt8 = 0
    /// Bit 0: the position is latitude, longitude, altitude; bit 1: the altitude is not valid.
    public var flags: UInt16 = 0
    /// cm, or 1e-7°
    public var ecefXOrLat: Int32 = 0
    public var ecefYOrLon: Int32 = 0
    /// cm
    public var ecefZOrAlt: Int32 = 0
    /// mm
    public var fixedPosAcc: UInt32 = 0
    /// Shortest survey, s.
    public var svinMinDur: UInt32 = 0
    /// The survey goes on until the position is known as well as this, mm.
    public var svinAccLimit: UInt32 = 0

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        try payload.require(28)
        timeMode = payload.field(0)
        flags = payload.field(2)
        ecefXOrLat = payload.field(4)
        ecefYOrLon = payload.field(8)
        ecefZOrAlt = payload.field(12)
        fixedPosAcc = payload.field(16)
        svinMinDur = payload.field(20)
        svinAccLimit = payload.field(24)
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(timeMode, UInt8(0), flags, ecefXOrLat, ecefYOrLon, ecefZOrAlt)
        bytes.put(fixedPosAcc, svinMinDur, svinAccLimit)
    }
}

extension UBXMessageID {
    public static let cfgTMODE2 = Self(0x06, 0x3D)
}
