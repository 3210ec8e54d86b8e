// SPDX-License-Identifier: Apache-2.0

/// UBX-TIM-SVIN: survey-in of a timing receiver up to u-blox 8 (later: ``NavSVIN``).
public struct TimSVIN: UBXPayload {
    public var id: UBXMessageID { .timSVIN }

    /// Observed so far, s.
    public var dur: UInt32 = 0
    /// ECEF, cm.
    public var meanX: Int32 = 0
    /// ECEF, cm.
    public var meanY: Int32 = 0
    /// ECEF, cm.
    public var meanZ: Int32 = 0
    /// Variance of the mean position, mm².
    public var meanV: UInt32 = 0
    /// Observations used.
    public var obs: UInt32 = 0
    /// 1: the survey has reached its goal.
    public var valid: UInt8 = 0
    /// 1: the survey is in progress.
    public var active: UInt8 = 0

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        try payload.require(28)
        dur = payload.field(0)
        meanX = payload.field(4)
        meanY = payload.field(8)
        meanZ = payload.field(12)
        meanV = payload.field(16)
        obs = payload.field(20)
        valid = payload.field(24)
        active = payload.field(25)
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(dur, meanX, meanY, meanZ, meanV, obs, valid, active)
        bytes.putZeros(2)
    }
}
