// SPDX-License-Identifier: Apache-2.0

/// UBX-NAV-SOL: the solution in older receivers (u-blox 5...8); NAV-PVT replaces it.
public struct NavSol: UBXPayload {
    public var id: UBXMessageID { .navSol }

    /// GPS time of week of the navigation epoch, ms. Truncated: see the other fields for what lies below.
    public var iTOW: UInt32 = 0
    /// To be added to `iTOW`, ns: ±500 000.
    public var fTOW: Int32 = 0
    /// GPS week since 1980-01-06.
    public var week: Int16 = 0
    /// As ``NavPVT/fixType``.
    public var gpsFix: UInt8 = 0
    /// The fix.
    public var flags: UInt8 = 0
    /// cm
    public var ecefX: Int32 = 0
    /// cm
    public var ecefY: Int32 = 0
    /// cm
    public var ecefZ: Int32 = 0
    /// Accuracy of the position, cm.
    public var pAcc: UInt32 = 0
    /// cm/s
    public var ecefVX: Int32 = 0
    /// cm/s
    public var ecefVY: Int32 = 0
    /// cm/s
    public var ecefVZ: Int32 = 0
    /// Accuracy of the speed, cm/s.
    public var sAcc: UInt32 = 0
    /// Position dilution of precision, 0.01.
    public var pDOP: UInt16 = 0
    /// Satellites used.
    public var numSV: UInt8 = 0

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        try payload.require(52)
        iTOW = payload.field(0)
        fTOW = payload.field(4)
        week = payload.field(8)
        gpsFix = payload.field(10)
        flags = payload.field(11)
        ecefX = payload.field(12)
        ecefY = payload.field(16)
        ecefZ = payload.field(20)
        pAcc = payload.field(24)
        ecefVX = payload.field(28)
        ecefVY = payload.field(32)
        ecefVZ = payload.field(36)
        sAcc = payload.field(40)
        pDOP = payload.field(44)
        numSV = payload.field(47)
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(iTOW, fTOW, week, gpsFix, flags, ecefX, ecefY, ecefZ, pAcc, ecefVX, ecefVY, ecefVZ, sAcc, pDOP)
        bytes.putZeros(1)
        bytes.put(numSV)
        bytes.putZeros(4)
    }
}

extension NavSol {
    /// The fix is within its limits.
    public var gpsFixOK: Bool {
        get { flags[bit: 0] }
        set { flags[bit: 0] = newValue }
    }
    /// Differential corrections were applied.
    public var diffSoln: Bool {
        get { flags[bit: 1] }
        set { flags[bit: 1] = newValue }
    }
    /// `week` is valid.
    public var wknSet: Bool {
        get { flags[bit: 2] }
        set { flags[bit: 2] = newValue }
    }
    /// `iTOW` and `fTOW` are valid.
    public var towSet: Bool {
        get { flags[bit: 3] }
        set { flags[bit: 3] = newValue }
    }
}
