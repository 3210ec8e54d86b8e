// SPDX-License-Identifier: Apache-2.0

/// UBX-NAV-CLOCK: the receiver's own clock against GNSS time.
public struct NavClock: UBXPayload {
    public var id: UBXMessageID { .navClock }

    /// GPS time of week of the navigation epoch, ms. Truncated: see the other fields for what lies below.
    public var iTOW: UInt32 = 0
    /// Clock bias, ns.
    public var clkB: Int32 = 0
    /// Clock drift, ns/s.
    public var clkD: Int32 = 0
    /// Accuracy of the time, ns, one sigma.
    public var tAcc: UInt32 = 0
    /// Accuracy of the frequency, ps/s.
    public var fAcc: UInt32 = 0

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        try payload.require(20)
        iTOW = payload.field(0)
        clkB = payload.field(4)
        clkD = payload.field(8)
        tAcc = payload.field(12)
        fAcc = payload.field(16)
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(iTOW, clkB, clkD, tAcc, fAcc)
    }
}
