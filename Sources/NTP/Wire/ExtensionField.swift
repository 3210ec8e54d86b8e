// SPDX-License-Identifier: Apache-2.0

/// One extension field (RFC 7822, 7.5.1): where it lies in the packet that it was found in. Two octets of type, two of
/// length, which counts these four as well, and a body padded with zeros to a multiple of 4.
public struct ExtensionField: Hashable, Sendable, BitwiseCopyable {
    /// Octets before the body.
    public static let headerCount = 4
    /// The longest that its 16-bit length can say.
    static let longest = 65_532

    /// As assigned by IANA: 0x0104 is NTS's unique identifier.
    public let type: UInt16
    /// Of its first octet.
    public let offset: Int
    /// Octets of all of it; a multiple of 4, at least 16.
    public let count: Int

    public var end: Int { offset + count }
    /// Where the body lies, its padding included.
    public var body: Range<Int> { offset + Self.headerCount..<end }

    /// The field that begins at `offset`; `nil` where none can: too short, not a multiple of 4, or beyond `limit`.
    init?(_ bytes: Span<UInt8>, at offset: Int, upTo limit: Int) {
        guard limit <= bytes.count, limit - offset >= PacketTail.shortestField else { return nil }
        let length = Int(bytes.bigEndian16(at: offset + 2))
        guard length >= PacketTail.shortestField, length % 4 == 0, length <= limit - offset else { return nil }
        (type, self.offset, count) = (bytes.bigEndian16(at: offset), offset, length)
    }

    init(type: UInt16, offset: Int, count: Int) {
        (self.type, self.offset, self.count) = (type, offset, count)
    }
}

/// A walk over a packet's extension fields, in their order. It holds no octets, so each step is given them.
public struct ExtensionFields: Sendable, BitwiseCopyable {
    private var offset: Int
    private let limit: Int

    public init(_ parts: PacketTail.Parts) {
        (offset, limit) = (NTPHeader.count, parts.fieldsEnd)
    }

    /// The next field; `nil` after the last. `bytes` is the packet whose parts they are.
    public mutating func next(in bytes: Span<UInt8>) -> ExtensionField? {
        guard offset < limit, let field = ExtensionField(bytes, at: offset, upTo: limit) else { return nil }
        offset = field.end
        return field
    }

    /// The first field of that type.
    public static func first(
        ofType type: UInt16, in bytes: Span<UInt8>, _ parts: PacketTail.Parts
    ) -> ExtensionField? {
        var walk = ExtensionFields(parts)
        while let field = walk.next(in: bytes) {
            if field.type == type { return field }
        }
        return nil
    }

    /// Whether any field is not of Network Time Security, or any at all where that is not known either.
    static func containUnknown(in bytes: Span<UInt8>, _ parts: PacketTail.Parts, knowsNTS: Bool) -> Bool {
        var walk = ExtensionFields(parts)
        while let field = walk.next(in: bytes) {
            switch field.type {
            case NTSField.uniqueIdentifier, NTSField.cookie, NTSField.cookiePlaceholder, NTSField.authenticator:
                if !knowsNTS { return true }
            default: return true
            }
        }
        return false
    }
}

extension MutableSpan<UInt8> {
    /// Begins an extension field: writes its header, and zeros where its body goes, for the caller to fill.
    ///
    /// - Parameters:
    ///   - bodyCount: octets wanted; padded to a multiple of 4 and to the field's least length.
    ///   - isLast: no field and no MAC follow, so that it must be longer than any MAC.
    ///   - limit: octets of the buffer that the packet may fill.
    /// - Returns: where it lies; `nil`, and nothing written, where it does not fit.
    public mutating func beginExtensionField(
        type: UInt16, bodyCount: Int, isLast: Bool, at offset: Int, limit: Int
    ) -> ExtensionField? {
        let least = isLast ? PacketTail.shortestLastField : PacketTail.shortestField
        guard (0...ExtensionField.longest).contains(bodyCount), offset >= 0, limit <= count else { return nil }
        let length = Swift.max(least, (bodyCount + ExtensionField.headerCount + 3) & ~3)
        guard length <= ExtensionField.longest, length <= limit - offset else { return nil }
        setBigEndian(UInt32(type) << 16 | UInt32(length), at: offset)
        for index in offset + ExtensionField.headerCount..<offset + length { self[index] = 0 }
        return ExtensionField(type: type, offset: offset, count: length)
    }
}
