// SPDX-License-Identifier: Apache-2.0

/// What may follow the header: extension fields and a message authentication code. None of it is understood yet; the
/// rules tell a packet that carries them from one that is broken. No content can trap.
public enum PacketTail {
    /// A MAC is a key number and a digest: 12 octets with DES (RFC 1305, appendix C), 20 with MD5 or AES-CMAC
    /// (RFC 8573), 24 with SHA-1, up to 68 with SHA-512, which version 3 may carry in full.
    static let macLengths = 12...68
    /// In version 4 anything longer than the longest MAC begins with an extension field (RFC 7822, 7.5.1.4).
    static let longestMACOfVersion4 = 24
    static let shortestField = 16

    /// Whether the octets from 48 up to `count` obey the rules of that version. Traps if `count` exceeds the span.
    public static func isWellFormed(_ bytes: Span<UInt8>, count: Int, version: UInt8) -> Bool {
        precondition(count <= bytes.count)
        let length = count - NTPHeader.count
        if length == 0 { return true }
        guard length > 0, length % 4 == 0 else { return false }
        return version < 4 ? macLengths.contains(length) : areFieldsWellFormed(bytes, upTo: count)
    }

    /// Extension fields as long as more is left than a MAC may take, then nothing or a MAC (RFC 7822, 7.5.1).
    private static func areFieldsWellFormed(_ bytes: Span<UInt8>, upTo count: Int) -> Bool {
        var offset = NTPHeader.count
        while count - offset > longestMACOfVersion4 {
            let length = Int(bytes.bigEndian16(at: offset + 2))
            guard length >= shortestField, length % 4 == 0, length <= count - offset else { return false }
            offset += length
        }
        let rest = count - offset
        // 4 octets are a crypto-NAK, which only a server says; 20 and 24 are MACs; 16 is a last, short field.
        return rest == 0 || rest >= shortestField
    }
}
