// SPDX-License-Identifier: Apache-2.0

/// UBX-CFG-NAV5: the navigation engine, of which only the dynamic model is of use here. What else it says is kept as
/// it came.
public struct CfgNAV5: UBXPayload {
    public var id: UBXMessageID { .cfgNAV5 }

    /// Which parts are to be applied: bit 0 the dynamic model.
    public var mask: UInt16 = 0
    /// 0 portable, 2 stationary, 3 pedestrian, 4 automotive...
    public var dynModel: UInt8 = 0
    /// The 33 bytes that follow.
    private var rest = InlineArray<33, UInt8>(repeating: 0)

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        try payload.require(36)
        mask = payload.field(0)
        dynModel = payload.field(2)
        for index in 0..<33 { rest[index] = payload[3 + index] }
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(mask, dynModel)
        for index in 0..<33 { bytes.append(rest[index]) }
    }

    public static func == (a: Self, b: Self) -> Bool {
        a.mask == b.mask && a.dynModel == b.dynModel && (0..<33).allSatisfy { a.rest[$0] == b.rest[$0] }
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(mask)
        hasher.combine(dynModel)
        for index in 0..<33 { hasher.combine(rest[index]) }
    }
}

extension UBXMessageID {
    public static let cfgNAV5 = Self(0x06, 0x24)
}
