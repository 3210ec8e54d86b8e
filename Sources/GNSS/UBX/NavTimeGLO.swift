// SPDX-License-Identifier: Apache-2.0

/// UBX-NAV-TIMEGLO: the epoch in GLONASS time (UTC(SU) + 3 h).
public struct NavTimeGLO: UBXPayload {
    public var id: UBXMessageID { .navTimeGLO }

    /// GPS time of week of the navigation epoch, ms. Truncated: see the other fields for what lies below.
    public var iTOW: UInt32 = 0
    /// GLONASS time of day, s, rounded.
    public var tod: UInt32 = 0
    /// To be added to `tod`, ns: ±500 000 000.
    public var fTOD: Int32 = 0
    /// Day within the four-year interval, 1 is 1 January of a leap year: 1...1461.
    public var nt: UInt16 = 0
    /// Four-year interval since 1996, starting from 1.
    public var n4: UInt8 = 0
    /// What may be believed.
    public var valid: UInt8 = 0
    /// Accuracy of the time, ns, one sigma.
    public var tAcc: UInt32 = 0

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        try payload.require(20)
        iTOW = payload.field(0)
        tod = payload.field(4)
        fTOD = payload.field(8)
        nt = payload.field(12)
        n4 = payload.field(14)
        valid = payload.field(15)
        tAcc = payload.field(16)
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(iTOW, tod, fTOD, nt, n4, valid, tAcc)
    }
}

extension NavTimeGLO {
    /// `tod` and `fTOD` are valid.
    public var todValid: Bool {
        get { valid[bit: 0] }
        set { valid[bit: 0] = newValue }
    }
    /// `n4` and `nt` are valid.
    public var dateValid: Bool {
        get { valid[bit: 1] }
        set { valid[bit: 1] = newValue }
    }
}
