// SPDX-License-Identifier: Apache-2.0

/// UBX-CFG-RST: start the receiver anew. Newer receivers do not acknowledge it, and older ones may not get to the end of
/// their acknowledgement (u-blox ZED-F9P interface description, UBX-18010854).
public struct CfgRST: UBXPayload, Hashable {
    public var id: UBXMessageID { .cfgRST }

    /// Which of what it keeps on its battery it forgets: 0x0000 nothing, a hot start; 0x0001 the orbits, a warm start;
    /// 0xFFFF all of it, a cold start.
    public var navBbrMask: UInt16 = 0
    /// 0 at once by the watchdog, 1 its software, 2 its software for navigation alone, which leaves its settings and its
    /// line as they are.
    public var resetMode: UInt8 = 2

    public init(_ start: ReceiverStart) { navBbrMask = start.mask }

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        try payload.require(4)
        navBbrMask = payload.field(0)
        resetMode = payload.field(2)
    }

    public func appendPayload(to bytes: inout [UInt8]) { bytes.put(navBbrMask, resetMode, UInt8(0)) }
}

/// How much a receiver forgets as it starts anew.
public enum ReceiverStart: String, Hashable, Sendable, CaseIterable {
    /// Nothing.
    case hot
    /// The satellites' orbits.
    case warm
    /// Orbits, almanac, place and time.
    case cold

    fileprivate var mask: UInt16 {
        switch self {
        case .hot: 0x0000
        case .warm: 0x0001
        case .cold: 0xFFFF
        }
    }
}

extension UBXMessageID {
    public static let cfgRST = Self(0x06, 0x04)
}
