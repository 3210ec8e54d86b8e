// SPDX-License-Identifier: Apache-2.0

/// UBX-NAV-TIMEBDS: the epoch in BeiDou time.
public struct NavTimeBDS: UBXPayload {
    public var id: UBXMessageID { .navTimeBDS }

    /// GPS time of week of the navigation epoch, ms. Truncated: see the other fields for what lies below.
    public var iTOW: UInt32 = 0
    /// BeiDou time of week, s, rounded.
    public var sow: UInt32 = 0
    /// To be added to `sow`, ns: ±500 000 000.
    public var fSOW: Int32 = 0
    /// BeiDou week since 2006-01-01.
    public var week: Int16 = 0
    /// BeiDou − UTC, s (4 when GPS − UTC is 18).
    public var leapS: Int8 = 0
    /// What may be believed.
    public var valid: UInt8 = 0
    /// Accuracy of the time, ns, one sigma.
    public var tAcc: UInt32 = 0

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        try payload.require(20)
        iTOW = payload.field(0)
        sow = payload.field(4)
        fSOW = payload.field(8)
        week = payload.field(12)
        leapS = payload.field(14)
        valid = payload.field(15)
        tAcc = payload.field(16)
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(iTOW, sow, fSOW, week, leapS, valid, tAcc)
    }
}

extension NavTimeBDS {
    /// `sow` and `fSOW` are valid.
    public var sowValid: Bool {
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
