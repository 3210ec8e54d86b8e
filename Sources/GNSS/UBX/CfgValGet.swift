// SPDX-License-Identifier: Apache-2.0

/// UBX-CFG-VALGET: asks for items of the configuration (version 0, keys only), and the answer (version 1, with
/// their values).
public struct CfgValGet: UBXPayload {
    public var id: UBXMessageID { .cfgValGet }

    public enum Layer: UInt8, Hashable, Sendable, BitwiseCopyable {
        case ram = 0
        /// Battery-backed memory.
        case bbr = 1
        case flash = 2
        /// What the firmware comes with.
        case factory = 7
    }

    /// Whether it asks or answers.
    public var isRequest: Bool
    /// Raw value of a ``Layer``.
    public var layer: UInt8
    /// How many items of the result are skipped.
    public var position: UInt16 = 0
    /// In a request, only the keys count.
    public var items: CfgItems

    /// A request. More keys than 64 are left out.
    public init(keys: some Sequence<CfgKey>, layer: Layer = .ram) {
        self.init(isRequest: true, layer: layer, items: CfgItems())
        for key in keys { items.append(CfgItem(key, 0)) }
    }

    /// An answer.
    public init(items: CfgItems, layer: Layer = .ram) {
        self.init(isRequest: false, layer: layer, items: items)
    }

    private init(isRequest: Bool, layer: Layer, items: CfgItems) {
        (self.isRequest, self.layer, self.items) = (isRequest, layer.rawValue, items)
    }

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        if payload.count < 4 { throw .length(payload.count) }
        if payload[0] > 1 { throw .version(payload[0]) }
        isRequest = payload[0] == 0
        layer = payload[1]
        position = payload.field(2)
        items = isRequest ? try Self.keys(payload) : try CfgItems(payload, at: 4)
    }

    private static func keys(_ payload: Span<UInt8>) throws(UBXRefusal) -> CfgItems {
        var items = CfgItems()
        if payload.count % 4 != 0 { throw .length(payload.count) }
        for place in stride(from: 4, to: payload.count, by: 4) {
            if !items.append(CfgItem(CfgKey(payload.field(place)), 0)) { throw .length(payload.count) }
        }
        return items
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(UInt8(isRequest ? 0 : 1), layer, position)
        if isRequest {
            for item in items { bytes.put(item.key.rawValue) }
        } else {
            items.append(to: &bytes)
        }
    }
}
