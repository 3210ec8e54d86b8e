// SPDX-License-Identifier: Apache-2.0

/// A key of the configuration interface (u-blox 9 and later, "Configuration interface"). Bits 30...28 tell how wide
/// its value is, 27...16 its group, 15...0 its number within it.
public struct CfgKey: Hashable, Sendable, BitwiseCopyable {
    public var rawValue: UInt32

    public init(_ rawValue: UInt32) { self.rawValue = rawValue }

    /// How many bytes its value takes: 1, 2, 4 or 8; `nil` for a key that means nothing. A single bit takes a byte.
    public var valueWidth: Int? {
        switch rawValue[bits: 28...30] {
        case 1, 2: 1
        case 3: 2
        case 4: 4
        case 5: 8
        default: nil
        }
    }
}

/// A key and its value.
public struct CfgItem: Hashable, Sendable, BitwiseCopyable {
    public var key: CfgKey
    /// As many low bits of it as the key says; a signed value in two's complement of that width.
    public var value: UInt64

    public init(_ key: CfgKey, _ value: UInt64) { (self.key, self.value) = (key, value) }
}

/// Up to 64 items: no message has more.
public typealias CfgItems = FixedList<64, CfgItem>

extension CfgItems {
    public init() { self.init(filler: CfgItem(CfgKey(0), 0)) }

    /// Reads items from `offset` to the payload's end.
    init(_ payload: Span<UInt8>, at offset: Int) throws(UBXRefusal) {
        self.init()
        var place = offset
        while place < payload.count {
            let key = CfgKey(payload.field(place))
            guard place + 4 <= payload.count else { throw .length(payload.count) }
            guard let width = key.valueWidth else { throw .keySize(key.rawValue) }
            var value: UInt64 = 0
            for index in 0..<width {
                let byte: UInt8 = payload.field(place + 4 + index)
                value |= UInt64(byte) << (8 * index)
            }
            guard place + 4 + width <= payload.count, append(CfgItem(key, value)) else {
                throw .length(payload.count)
            }
            place += 4 + width
        }
    }

    /// Items whose key means nothing are left out.
    func append(to bytes: inout [UInt8]) {
        for item in self {
            guard let width = item.key.valueWidth else { continue }
            bytes.put(item.key.rawValue)
            for index in 0..<width { bytes.append(UInt8(truncatingIfNeeded: item.value >> (8 * index))) }
        }
    }
}
