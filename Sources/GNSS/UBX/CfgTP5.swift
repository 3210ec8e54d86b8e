// SPDX-License-Identifier: Apache-2.0

/// UBX-CFG-TP5: the time pulse (u-blox 6 to M8, and deprecated on later ones).
public struct CfgTP5: UBXPayload {
    public var id: UBXMessageID { .cfgTP5 }

    /// 0 TIMEPULSE, 1 TIMEPULSE2.
    public var tpIdx: UInt8 = 0
    /// 0, or 1 from protocol 16 on.
    public var version: UInt8 = 0
    /// ns
    public var antCableDelay: Int16 = 0
    /// ns
    public var rfGroupDelay: Int16 = 0
    /// Period in µs, or frequency in Hz: see `isFreq`.
    public var freqPeriod: UInt32 = 0
    /// The same while locked to GNSS time, where `lockedOtherSet`.
    public var freqPeriodLock: UInt32 = 0
    /// Length in µs, or share of the period in 2⁻³²: see `isLength`.
    public var pulseLenRatio: UInt32 = 0
    public var pulseLenRatioLock: UInt32 = 0
    /// ns
    public var userConfigDelay: Int32 = 0
    /// Bits: 0 active, 1 locked to GNSS, 2 lockedOtherSet, 3 isFreq, 4 isLength, 5 alignToTow, 6 polarity (1: the
    /// rising edge is at the top of the second), 7... the grid.
    public var flags: UInt32 = 0

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        try payload.require(32)
        tpIdx = payload.field(0)
        version = payload.field(1)
        if version > 1 { throw .version(version) }
        antCableDelay = payload.field(4)
        rfGroupDelay = payload.field(6)
        freqPeriod = payload.field(8)
        freqPeriodLock = payload.field(12)
        pulseLenRatio = payload.field(16)
        pulseLenRatioLock = payload.field(20)
        userConfigDelay = payload.field(24)
        flags = payload.field(28)
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(tpIdx, version, UInt16(0), antCableDelay, rfGroupDelay, freqPeriod, freqPeriodLock)
        bytes.put(pulseLenRatio, pulseLenRatioLock, userConfigDelay, flags)
    }
}

extension CfgTP5 {
    /// Where the grid is in `flags` (0 UTC, 1 GPS...); before protocol 16 bit 7 alone.
    static let grid: ClosedRange<Int> = 7...10
}

extension UBXMessageID {
    public static let cfgTP5 = Self(0x06, 0x31)
}
