// SPDX-License-Identifier: Apache-2.0

/// UBX-NAV-TIMEGAL: the epoch in Galileo time.
public struct NavTimeGAL: UBXPayload {
    public var id: UBXMessageID { .navTimeGAL }

    /// GPS time of week of the navigation epoch, ms. Truncated: see the other fields for what lies below.
    public var iTOW: UInt32 = 0
    /// Galileo time of week, s, rounded.
    public var galTow: UInt32 = 0
    /// To be added to `galTow`, ns: ±500 000 000.
    public var fGalTow: Int32 = 0
    /// Galileo week since 1999-08-22.
    public var galWno: Int16 = 0
    /// Galileo − UTC, s.
    public var leapS: Int8 = 0
    /// What may be believed.
    public var valid: UInt8 = 0
    /// Accuracy of the time, ns, one sigma.
    public var tAcc: UInt32 = 0

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        try payload.require(20)
        iTOW = payload.field(0)
        galTow = payload.field(4)
        fGalTow = payload.field(8)
        galWno = payload.field(12)
        leapS = payload.field(14)
        valid = payload.field(15)
        tAcc = payload.field(16)
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(iTOW, galTow, fGalTow, galWno, leapS, valid, tAcc)
    }
}

extension NavTimeGAL {
    /// `galTow` and `fGalTow` are valid.
    public var galTowValid: Bool {
        get { valid[bit: 0] }
        set { valid[bit: 0] = newValue }
    }
    /// `galWno` is valid.
    public var galWnoValid: Bool {
        get { valid[bit: 1] }
        set { valid[bit: 1] = newValue }
    }
    /// `leapS` is valid.
    public var leapSValid: Bool {
        get { valid[bit: 2] }
        set { valid[bit: 2] = newValue }
    }
}
