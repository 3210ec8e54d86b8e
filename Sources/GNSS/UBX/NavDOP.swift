// SPDX-License-Identifier: Apache-2.0

/// UBX-NAV-DOP: dilutions of precision, all scaled by 0.01.
public struct NavDOP: UBXPayload {
    public var id: UBXMessageID { .navDOP }

    /// GPS time of week of the navigation epoch, ms. Truncated: see the other fields for what lies below.
    public var iTOW: UInt32 = 0
    /// Geometric.
    public var gDOP: UInt16 = 0
    /// Position.
    public var pDOP: UInt16 = 0
    /// Time.
    public var tDOP: UInt16 = 0
    /// Vertical.
    public var vDOP: UInt16 = 0
    /// Horizontal.
    public var hDOP: UInt16 = 0
    /// Northing.
    public var nDOP: UInt16 = 0
    /// Easting.
    public var eDOP: UInt16 = 0

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        try payload.require(18)
        iTOW = payload.field(0)
        gDOP = payload.field(4)
        pDOP = payload.field(6)
        tDOP = payload.field(8)
        vDOP = payload.field(10)
        hDOP = payload.field(12)
        nDOP = payload.field(14)
        eDOP = payload.field(16)
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(iTOW, gDOP, pDOP, tDOP, vDOP, hDOP, nDOP, eDOP)
    }
}
