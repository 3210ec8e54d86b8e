// SPDX-License-Identifier: Apache-2.0

/// UBX-NAV-EOE: all of the epoch's NAV messages have been sent (u-blox 8 and later).
public struct NavEOE: UBXPayload {
    public var id: UBXMessageID { .navEOE }

    /// GPS time of week of the navigation epoch, ms. Truncated: see the other fields for what lies below.
    public var iTOW: UInt32 = 0

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        try payload.require(4)
        iTOW = payload.field(0)
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(iTOW)
    }
}
