// SPDX-License-Identifier: Apache-2.0

/// UBX-NAV-TIMEGPS: the epoch in GPS time: `iTOW` ms + `fTOW` ns of `week`.
public struct NavTimeGPS: UBXPayload {
    public var id: UBXMessageID { .navTimeGPS }

    /// GPS time of week of the navigation epoch, ms. Truncated: see the other fields for what lies below.
    public var iTOW: UInt32 = 0
    /// To be added to `iTOW`, ns: ±500 000.
    public var fTOW: Int32 = 0
    /// GPS week since 1980-01-06, not modulo 1024; but a receiver past its firmware's pivot may be 1024 weeks off.
    public var week: Int16 = 0
    /// GPS − UTC, s.
    public var leapS: Int8 = 0
    /// What may be believed.
    public var valid: UInt8 = 0
    /// Accuracy of the time, ns, one sigma.
    public var tAcc: UInt32 = 0

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        try payload.require(16)
        iTOW = payload.field(0)
        fTOW = payload.field(4)
        week = payload.field(8)
        leapS = payload.field(10)
        valid = payload.field(11)
        tAcc = payload.field(12)
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(iTOW, fTOW, week, leapS, valid, tAcc)
    }
}

extension NavTimeGPS {
    /// `iTOW` and `fTOW` are valid.
    public var towValid: Bool {
        get { valid[bit: 0] }
        set { valid[bit: 0] = newValue }
    }
    /// `week` is valid.
    public var weekValid: Bool {
        get { valid[bit: 1] }
        set { valid[bit: 1] = newValue }
    }
    /// `leapS` is valid.
    public var leapSValid: Bool {
        get { valid[bit: 2] }
        set { valid[bit: 2] = newValue }
    }
}
