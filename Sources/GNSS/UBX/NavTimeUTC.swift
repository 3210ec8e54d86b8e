// SPDX-License-Identifier: Apache-2.0

/// UBX-NAV-TIMEUTC: the epoch in UTC, rounded to the nearest 1/100 s; `nano` is to be added.
public struct NavTimeUTC: UBXPayload {
    public var id: UBXMessageID { .navTimeUTC }

    /// GPS time of week of the navigation epoch, ms. Truncated: see the other fields for what lies below.
    public var iTOW: UInt32 = 0
    /// Accuracy of the time, ns, one sigma.
    public var tAcc: UInt32 = 0
    /// To be added to the seconds, ns: −10⁹...10⁹.
    public var nano: Int32 = 0
    /// 1999...2099
    public var year: UInt16 = 0
    /// 1...12
    public var month: UInt8 = 0
    /// 1...31
    public var day: UInt8 = 0
    /// 0...23
    public var hour: UInt8 = 0
    /// 0...59
    public var min: UInt8 = 0
    /// 0...60
    public var sec: UInt8 = 0
    /// What may be believed, and whose UTC it is.
    public var valid: UInt8 = 0

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        try payload.require(20)
        iTOW = payload.field(0)
        tAcc = payload.field(4)
        nano = payload.field(8)
        year = payload.field(12)
        month = payload.field(14)
        day = payload.field(15)
        hour = payload.field(16)
        min = payload.field(17)
        sec = payload.field(18)
        valid = payload.field(19)
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(iTOW, tAcc, nano, year, month, day, hour, min, sec, valid)
    }
}

extension NavTimeUTC {
    /// The time of week is valid.
    public var validTOW: Bool {
        get { valid[bit: 0] }
        set { valid[bit: 0] = newValue }
    }
    /// The week number is valid.
    public var validWKN: Bool {
        get { valid[bit: 1] }
        set { valid[bit: 1] = newValue }
    }
    /// The leap seconds are known, hence UTC is valid.
    public var validUTC: Bool {
        get { valid[bit: 2] }
        set { valid[bit: 2] = newValue }
    }
    /// 0 not available, 1 CRL, 2 NIST, 3 USNO, 4 BIPM, 5 European, 6 SU, 7 NTSC, 8 NPLI, 15 unknown.
    public var utcStandard: UInt8 {
        get { valid[bits: 4...7] }
        set { valid[bits: 4...7] = newValue }
    }
}
