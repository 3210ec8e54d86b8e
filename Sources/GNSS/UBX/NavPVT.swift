// SPDX-License-Identifier: Apache-2.0

/// UBX-NAV-PVT: position, velocity and time of a navigation epoch.
///
/// Time: `year`...`sec` are UTC rounded to the nearest 1/100 s, and `nano` (which may be negative) is what must be
/// added to them for the full time. Payload: 92 bytes; 84 on u-blox 7, where the vehicle heading and the magnetic
/// declination are absent and read as zero.
public struct NavPVT: UBXPayload {
    public var id: UBXMessageID { .navPVT }

    /// GPS time of week of the navigation epoch, ms. Truncated: see the other fields for what lies below.
    public var iTOW: UInt32 = 0
    /// UTC, 1999...2099.
    public var year: UInt16 = 0
    /// 1...12
    public var month: UInt8 = 0
    /// 1...31
    public var day: UInt8 = 0
    /// 0...23
    public var hour: UInt8 = 0
    /// 0...59
    public var min: UInt8 = 0
    /// 0...60; 60 within an inserted leap second.
    public var sec: UInt8 = 0
    /// What of the time may be believed.
    public var valid: UInt8 = 0
    /// Accuracy of the time, ns, one sigma.
    public var tAcc: UInt32 = 0
    /// To be added to the seconds, ns: −10⁹...10⁹.
    public var nano: Int32 = 0
    /// 0 none, 1 dead reckoning, 2 two-dimensional, 3 three-dimensional, 4 GNSS and dead reckoning, 5 time only.
    public var fixType: UInt8 = 0
    /// The fix.
    public var flags: UInt8 = 0
    /// Whether the time has been confirmed by independent means (u-blox 8 and later).
    public var flags2: UInt8 = 0
    /// Satellites used.
    public var numSV: UInt8 = 0
    /// Longitude, 10⁻⁷ degrees, east positive.
    public var lon: Int32 = 0
    /// Latitude, 10⁻⁷ degrees, north positive.
    public var lat: Int32 = 0
    /// Above the ellipsoid, mm.
    public var height: Int32 = 0
    /// Above mean sea level, mm.
    public var hMSL: Int32 = 0
    /// Horizontal accuracy, mm.
    public var hAcc: UInt32 = 0
    /// Vertical accuracy, mm.
    public var vAcc: UInt32 = 0
    /// mm/s, north positive.
    public var velN: Int32 = 0
    /// mm/s, east positive.
    public var velE: Int32 = 0
    /// mm/s, down positive.
    public var velD: Int32 = 0
    /// Ground speed, mm/s.
    public var gSpeed: Int32 = 0
    /// Heading of motion, 10⁻⁵ degrees.
    public var headMot: Int32 = 0
    /// Accuracy of speed, mm/s.
    public var sAcc: UInt32 = 0
    /// Accuracy of heading, 10⁻⁵ degrees.
    public var headAcc: UInt32 = 0
    /// Position dilution of precision, 0.01.
    public var pDOP: UInt16 = 0
    /// Further flags (u-blox 8 and later).
    public var flags3: UInt16 = 0
    /// Heading of the vehicle, 10⁻⁵ degrees.
    public var headVeh: Int32 = 0
    /// Magnetic declination, 10⁻² degrees.
    public var magDec: Int16 = 0
    /// Accuracy of the declination, 10⁻² degrees.
    public var magAcc: UInt16 = 0

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        if payload.count != 84 && payload.count != 92 { throw .length(payload.count) }
        iTOW = payload.field(0)
        year = payload.field(4)
        month = payload.field(6)
        day = payload.field(7)
        hour = payload.field(8)
        min = payload.field(9)
        sec = payload.field(10)
        valid = payload.field(11)
        tAcc = payload.field(12)
        nano = payload.field(16)
        fixType = payload.field(20)
        flags = payload.field(21)
        flags2 = payload.field(22)
        numSV = payload.field(23)
        lon = payload.field(24)
        lat = payload.field(28)
        height = payload.field(32)
        hMSL = payload.field(36)
        hAcc = payload.field(40)
        vAcc = payload.field(44)
        velN = payload.field(48)
        velE = payload.field(52)
        velD = payload.field(56)
        gSpeed = payload.field(60)
        headMot = payload.field(64)
        sAcc = payload.field(68)
        headAcc = payload.field(72)
        pDOP = payload.field(76)
        flags3 = payload.field(78)
        headVeh = payload.field(84)
        magDec = payload.field(88)
        magAcc = payload.field(90)
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(
            iTOW, year, month, day, hour, min, sec, valid, tAcc, nano, fixType, flags, flags2, numSV, lon, lat, height,
            hMSL, hAcc, vAcc, velN, velE, velD, gSpeed, headMot, sAcc, headAcc, pDOP, flags3)
        bytes.putZeros(4)
        bytes.put(headVeh, magDec, magAcc)
    }
}

extension NavPVT {
    /// The date is valid.
    public var validDate: Bool {
        get { valid[bit: 0] }
        set { valid[bit: 0] = newValue }
    }
    /// The time of day is valid.
    public var validTime: Bool {
        get { valid[bit: 1] }
        set { valid[bit: 1] = newValue }
    }
    /// The time of day has no ambiguity of whole seconds left: leap seconds are known.
    public var fullyResolved: Bool {
        get { valid[bit: 2] }
        set { valid[bit: 2] = newValue }
    }
    /// The magnetic declination is valid.
    public var validMag: Bool {
        get { valid[bit: 3] }
        set { valid[bit: 3] = newValue }
    }
    /// The fix is within its limits of precision and accuracy.
    public var gnssFixOK: Bool {
        get { flags[bit: 0] }
        set { flags[bit: 0] = newValue }
    }
    /// Differential corrections were applied.
    public var diffSoln: Bool {
        get { flags[bit: 1] }
        set { flags[bit: 1] = newValue }
    }
    /// The vehicle heading is valid.
    public var headVehValid: Bool {
        get { flags[bit: 5] }
        set { flags[bit: 5] = newValue }
    }
    /// Carrier phase: 0 none, 1 floating, 2 fixed ambiguities.
    public var carrSoln: UInt8 {
        get { flags[bits: 6...7] }
        set { flags[bits: 6...7] = newValue }
    }
    /// The two following say something.
    public var confirmedAvai: Bool {
        get { flags2[bit: 5] }
        set { flags2[bit: 5] = newValue }
    }
    /// The date is confirmed.
    public var confirmedDate: Bool {
        get { flags2[bit: 6] }
        set { flags2[bit: 6] = newValue }
    }
    /// The time of day is confirmed.
    public var confirmedTime: Bool {
        get { flags2[bit: 7] }
        set { flags2[bit: 7] = newValue }
    }
    /// Longitude, latitude and heights are invalid.
    public var invalidLlh: Bool {
        get { flags3[bit: 0] }
        set { flags3[bit: 0] = newValue }
    }
}
