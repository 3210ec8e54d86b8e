// SPDX-License-Identifier: Apache-2.0

/// UBX-NAV-TIMELS: leap seconds, now and announced.
public struct NavTimeLS: UBXPayload {
    public var id: UBXMessageID { .navTimeLS }

    /// GPS time of week of the navigation epoch, ms. Truncated: see the other fields for what lies below.
    public var iTOW: UInt32 = 0
    /// 0
    public var version: UInt8 = 0
    /// Where `currLs` is from: 0 firmware default, 1 derived from GPS − GLONASS time, 2 GPS, 3 SBAS, 4 BeiDou, 5
    /// Galileo, 6 (and 7 on some firmware) configured or NavIC, 255 unknown.
    public var srcOfCurrLs: UInt8 = 0
    /// GPS − UTC now, s.
    public var currLs: Int8 = 0
    /// Where the announcement is from: 0 none, 2 GPS, 3 SBAS, 4 BeiDou, 5 Galileo, 6 GLONASS, 7 NavIC.
    public var srcOfLsChange: UInt8 = 0
    /// The change at the event: +1, −1, or 0 where none is scheduled.
    public var lsChange: Int8 = 0
    /// Until the next event, or (negative) since the last one if none is scheduled, s.
    public var timeToLsEvent: Int32 = 0
    /// GPS week of the event, full.
    public var dateOfLsGpsWn: UInt16 = 0
    /// GPS day of the week of the event, 1 is Sunday; the change is at its end.
    public var dateOfLsGpsDn: UInt16 = 0
    /// What may be believed.
    public var valid: UInt8 = 0

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        try payload.require(24)
        if payload[4] != 0 { throw .version(payload[4]) }
        iTOW = payload.field(0)
        version = payload.field(4)
        srcOfCurrLs = payload.field(8)
        currLs = payload.field(9)
        srcOfLsChange = payload.field(10)
        lsChange = payload.field(11)
        timeToLsEvent = payload.field(12)
        dateOfLsGpsWn = payload.field(16)
        dateOfLsGpsDn = payload.field(18)
        valid = payload.field(23)
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(iTOW, version)
        bytes.putZeros(3)
        bytes.put(srcOfCurrLs, currLs, srcOfLsChange, lsChange, timeToLsEvent, dateOfLsGpsWn, dateOfLsGpsDn)
        bytes.putZeros(3)
        bytes.put(valid)
    }
}

extension NavTimeLS {
    /// `currLs` is valid.
    public var validCurrLs: Bool {
        get { valid[bit: 0] }
        set { valid[bit: 0] = newValue }
    }
    /// `lsChange` and the event's time are valid.
    public var validTimeToLsEvent: Bool {
        get { valid[bit: 1] }
        set { valid[bit: 1] = newValue }
    }
}
