// SPDX-License-Identifier: Apache-2.0

/// UBX-CFG-VALSET: sets items of the configuration; answered with ACK-ACK or ACK-NAK.
public struct CfgValSet: UBXPayload {
    public var id: UBXMessageID { .cfgValSet }

    /// Where the values are kept.
    public struct Layers: OptionSet, Hashable, Sendable, BitwiseCopyable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        public static let ram = Self(rawValue: 1)
        /// Battery-backed memory.
        public static let bbr = Self(rawValue: 2)
        public static let flash = Self(rawValue: 4)
    }

    /// 0: at once; 1: with ``transaction``.
    public var version: UInt8 = 0
    public var layers: Layers
    /// In version 1: 0 none, 1 start, 2 continue, 3 apply.
    public var transaction: UInt8 = 0
    public var items: CfgItems

    public init(_ items: CfgItems = CfgItems(), layers: Layers = .ram) {
        (self.items, self.layers) = (items, layers)
    }

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        if payload.count < 4 { throw .length(payload.count) }
        if payload[0] > 1 { throw .version(payload[0]) }
        version = payload[0]
        layers = Layers(rawValue: payload[1])
        transaction = version == 1 ? payload[2] : 0
        items = try CfgItems(payload, at: 4)
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(version, layers.rawValue, version == 1 ? transaction : 0, UInt8(0))
        items.append(to: &bytes)
    }
}
