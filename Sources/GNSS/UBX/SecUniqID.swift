// SPDX-License-Identifier: Apache-2.0

/// UBX-SEC-UNIQID: the chip's own number, answered to a poll (u-blox 8 from protocol 18 on, and later).
///
/// Version 1 has five bytes of it (ZED-F9P interface description UBX-18010854, "Unique Chip ID"), version 2 six
/// (generation 10).
public struct SecUniqID: UBXPayload {
    public var id: UBXMessageID { .secUniqID }

    /// 1 or 2.
    public var version: UInt8 = 1
    /// The bytes in their order, the first of them highest.
    public var uniqueId: UInt64 = 0

    public init(version: UInt8 = 1, uniqueId: UInt64) {
        (self.version, self.uniqueId) = (version, uniqueId)
    }

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        if payload.isEmpty { throw .length(0) }
        version = payload[0]
        guard let width = Self.width(version) else { throw .version(version) }
        try payload.require(4 + width)
        for index in 0..<width { uniqueId = uniqueId << 8 | UInt64(payload[4 + index]) }
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        let width = Self.width(version) ?? 0
        bytes.put(version)
        bytes.putZeros(3)
        for index in 0..<width { bytes.append(UInt8(truncatingIfNeeded: uniqueId >> (8 * (width - 1 - index)))) }
    }

    private static func width(_ version: UInt8) -> Int? {
        switch version {
        case 1: 5
        case 2: 6
        default: nil
        }
    }
}

extension UBXMessageID {
    public static let secUniqID = Self(0x27, 0x03)
}
