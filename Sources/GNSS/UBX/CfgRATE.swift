// SPDX-License-Identifier: Apache-2.0

/// UBX-CFG-RATE: how often it measures, and computes a solution.
public struct CfgRATE: UBXPayload {
    public var id: UBXMessageID { .cfgRATE }

    /// From one measurement to the next, ms.
    public var measRate: UInt16 = 1000
    /// Measurements to a solution.
    public var navRate: UInt16 = 1
    /// What measurements are aligned to: 0 UTC, 1 GPS, 2 GLONASS, 3 BeiDou, 4 Galileo.
    public var timeRef: UInt16 = 1

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        try payload.require(6)
        measRate = payload.field(0)
        navRate = payload.field(2)
        timeRef = payload.field(4)
    }

    public func appendPayload(to bytes: inout [UInt8]) { bytes.put(measRate, navRate, timeRef) }
}

extension UBXMessageID {
    public static let cfgRATE = Self(0x06, 0x08)
}
