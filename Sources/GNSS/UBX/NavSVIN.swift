// SPDX-License-Identifier: Apache-2.0

/// UBX-NAV-SVIN: survey-in of a u-blox 9 and later (older timing receivers: ``TimSVIN``).
public struct NavSVIN: UBXPayload {
    public var id: UBXMessageID { .navSVIN }

    /// 0
    public var version: UInt8 = 0
    /// GPS time of week of the navigation epoch, ms. Truncated: see the other fields for what lies below.
    public var iTOW: UInt32 = 0
    /// Observed so far, s.
    public var dur: UInt32 = 0
    /// ECEF, cm.
    public var meanX: Int32 = 0
    /// ECEF, cm.
    public var meanY: Int32 = 0
    /// ECEF, cm.
    public var meanZ: Int32 = 0
    /// To be added to `meanX`, 0.1 mm: ±99.
    public var meanXHP: Int8 = 0
    /// To be added to `meanY`, 0.1 mm: ±99.
    public var meanYHP: Int8 = 0
    /// To be added to `meanZ`, 0.1 mm: ±99.
    public var meanZHP: Int8 = 0
    /// Accuracy of the mean position, 0.1 mm.
    public var meanAcc: UInt32 = 0
    /// Observations used.
    public var obs: UInt32 = 0
    /// 1: the survey has reached its goal.
    public var valid: UInt8 = 0
    /// 1: the survey is in progress.
    public var active: UInt8 = 0

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        try payload.require(40)
        if payload[0] != 0 { throw .version(payload[0]) }
        version = payload.field(0)
        iTOW = payload.field(4)
        dur = payload.field(8)
        meanX = payload.field(12)
        meanY = payload.field(16)
        meanZ = payload.field(20)
        meanXHP = payload.field(24)
        meanYHP = payload.field(25)
        meanZHP = payload.field(26)
        meanAcc = payload.field(28)
        obs = payload.field(32)
        valid = payload.field(36)
        active = payload.field(37)
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(version)
        bytes.putZeros(3)
        bytes.put(iTOW, dur, meanX, meanY, meanZ, meanXHP, meanYHP, meanZHP)
        bytes.putZeros(1)
        bytes.put(meanAcc, obs, valid, active)
        bytes.putZeros(2)
    }
}
