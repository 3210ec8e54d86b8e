// SPDX-License-Identifier: Apache-2.0

/// UBX-TIM-TM2: when edges were seen at an EXTINT pin.
public struct TimTM2: UBXPayload {
    public var id: UBXMessageID { .timTM2 }

    /// Which pin.
    public var ch: UInt8 = 0
    /// What was seen, and in what time base.
    public var flags: UInt8 = 0
    /// Rising edges so far.
    public var count: UInt16 = 0
    /// Week of the last rising edge.
    public var wnR: UInt16 = 0
    /// Week of the last falling edge.
    public var wnF: UInt16 = 0
    /// Time of week of the rising edge, ms.
    public var towMsR: UInt32 = 0
    /// To be added to it, ns.
    public var towSubMsR: UInt32 = 0
    /// Time of week of the falling edge, ms.
    public var towMsF: UInt32 = 0
    /// To be added to it, ns.
    public var towSubMsF: UInt32 = 0
    /// Accuracy, ns.
    public var accEst: UInt32 = 0

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        try payload.require(28)
        ch = payload.field(0)
        flags = payload.field(1)
        count = payload.field(2)
        wnR = payload.field(4)
        wnF = payload.field(6)
        towMsR = payload.field(8)
        towSubMsR = payload.field(12)
        towMsF = payload.field(16)
        towSubMsF = payload.field(20)
        accEst = payload.field(24)
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(ch, flags, count, wnR, wnF, towMsR, towSubMsR, towMsF, towSubMsF, accEst)
    }
}

extension TimTM2 {
    /// Running mode (else single).
    public var mode: Bool {
        get { flags[bit: 0] }
        set { flags[bit: 0] = newValue }
    }
    /// Armed no more (stopped).
    public var run: Bool {
        get { flags[bit: 1] }
        set { flags[bit: 1] = newValue }
    }
    /// There was a falling edge.
    public var newFallingEdge: Bool {
        get { flags[bit: 2] }
        set { flags[bit: 2] = newValue }
    }
    /// 0 receiver time, 1 GNSS time, 2 UTC.
    public var timeBase: UInt8 {
        get { flags[bits: 3...4] }
        set { flags[bits: 3...4] = newValue }
    }
    /// UTC is available.
    public var utc: Bool {
        get { flags[bit: 5] }
        set { flags[bit: 5] = newValue }
    }
    /// The times are valid.
    public var time: Bool {
        get { flags[bit: 6] }
        set { flags[bit: 6] = newValue }
    }
    /// There was a rising edge.
    public var newRisingEdge: Bool {
        get { flags[bit: 7] }
        set { flags[bit: 7] = newValue }
    }
}
