// SPDX-License-Identifier: Apache-2.0

/// What may follow the header: extension fields and a message authentication code (RFC 5905, 7.5; RFC 7822). The
/// rules tell a packet that carries them from one that is broken. No content can trap.
public enum PacketTail {
    /// A MAC is a key number and a digest: 12 octets with DES (RFC 1305, appendix C), 20 with MD5 or AES-CMAC
    /// (RFC 8573), 24 with SHA-1, up to 68 with SHA-512, which version 3 may carry in full.
    static let macLengths = 12...68
    /// In version 4 anything longer than the longest MAC begins with an extension field (RFC 7822, 7.5.1.4).
    static let longestMACOfVersion4 = 24
    static let shortestField = 16
    /// Where no MAC follows it, the last field, or a MAC it would be (RFC 7822, 7.5.1).
    static let shortestLastField = 28
    /// A key number of 0 and nothing else.
    static let cryptoNAK = 4

    /// Whether the octets of a request from 48 up to `count` obey the rules of that version. Traps if `count` exceeds
    /// the span.
    public static func isWellFormed(_ bytes: Span<UInt8>, count: Int, version: UInt8) -> Bool {
        guard let parts = parts(bytes, count: count, version: version) else { return false }
        return parts.macCount != cryptoNAK
    }

    /// Where fields and MAC lie, of a request or a reply; `nil` where the rules are broken. Traps if `count` exceeds
    /// the span.
    public static func parts(_ bytes: Span<UInt8>, count: Int, version: UInt8) -> Parts? {
        precondition(count <= bytes.count)
        let length = count - NTPHeader.count
        if length == 0 { return Parts(fieldsEnd: count, end: count) }
        guard length > 0, length % 4 == 0 else { return nil }
        if version >= 4 { return partsOfVersion4(bytes, upTo: count) }
        guard macLengths.contains(length) || length == cryptoNAK else { return nil }
        return Parts(fieldsEnd: NTPHeader.count, end: count)
    }

    /// Extension fields as long as more is left than a MAC may take, then nothing or a MAC (RFC 7822, 7.5.1).
    private static func partsOfVersion4(_ bytes: Span<UInt8>, upTo count: Int) -> Parts? {
        var offset = NTPHeader.count
        while count - offset > longestMACOfVersion4 {
            guard let field = ExtensionField(bytes, at: offset, upTo: count) else { return nil }
            offset = field.end
        }
        switch count - offset {
        case 0, cryptoNAK, 20, 24: return Parts(fieldsEnd: offset, end: count)
        // Too short for a MAC of this version: a last field, or nothing that can be read as one.
        case shortestField:
            let end = ExtensionField(bytes, at: offset, upTo: count)?.end ?? offset
            return Parts(fieldsEnd: end, end: end)
        default: return nil
        }
    }

    /// The tail's two parts.
    public struct Parts: Hashable, Sendable, BitwiseCopyable {
        /// Fields lie from octet 48 up to here; the MAC, if there is one, begins here and covers all before it.
        public let fieldsEnd: Int
        let end: Int

        /// Octets of the MAC, its key number included; 0: there is none.
        public var macCount: Int { end - fieldsEnd }
        /// Whether the packet says that its sender could not verify what it answers (RFC 5905, 7.3).
        public var isCryptoNAK: Bool { macCount == PacketTail.cryptoNAK }
        /// Where the digest lies; empty where there is none.
        public var digest: Range<Int> { macCount > PacketTail.cryptoNAK ? fieldsEnd + 4..<end : end..<end }
    }
}
