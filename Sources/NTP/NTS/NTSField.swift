// SPDX-License-Identifier: Apache-2.0

/// The extension fields of NTS by their types (RFC 8915, 7.5).
enum NTSField {
    static let uniqueIdentifier: UInt16 = 0x0104
    static let cookie: UInt16 = 0x0204
    static let cookiePlaceholder: UInt16 = 0x0304
    static let authenticator: UInt16 = 0x0404

    /// Octets of the shortest unique identifier (RFC 8915, 5.3).
    static let shortestIdentifier = 32
}

/// Where a packet has what NTS asks of it (RFC 8915, 5.7).
struct NTSParts: Sendable {
    var identifier: ExtensionField
    /// `nil` in replies, whose cookies are encrypted.
    var cookie: ExtensionField?
    /// As long as the cookie's.
    var placeholders = 0
    var authenticator: ExtensionField
    var nonce: Range<Int>
    var ciphertext: Range<Int>

    /// What a packet's fields say.
    enum Reading {
        /// It has neither cookie nor authenticator.
        case notNTS
        /// It has some of it, and not as the RFC has it.
        case malformed
        case parts(NTSParts)
    }

    /// Reads the fields up to the authenticator; what comes after it is not authenticated, and passed over.
    static func read(_ bytes: Span<UInt8>, _ tail: PacketTail.Parts) -> Reading {
        var (identifier, cookie, end): (ExtensionField?, ExtensionField?, ExtensionField?) = (nil, nil, nil)
        var placeholders = 0
        var (walk, isTwice) = (ExtensionFields(tail), false)
        while end == nil, let field = walk.next(in: bytes) {
            switch field.type {
            case NTSField.uniqueIdentifier:
                isTwice = isTwice || identifier != nil
                identifier = field
            case NTSField.cookie:
                isTwice = isTwice || cookie != nil
                cookie = field
            case NTSField.cookiePlaceholder: if field.count == cookie?.count ?? field.count { placeholders += 1 }
            case NTSField.authenticator: end = field
            default: break
            }
        }
        guard cookie != nil || end != nil else { return .notNTS }
        guard let identifier, let end, !isTwice, identifier.body.count >= NTSField.shortestIdentifier,
            let (nonce, ciphertext) = split(bytes, end)
        else { return .malformed }
        return .parts(
            NTSParts(
                identifier: identifier, cookie: cookie, placeholders: placeholders, authenticator: end, nonce: nonce,
                ciphertext: ciphertext))
    }

    /// Two lengths, the nonce and the ciphertext, each padded to a multiple of 4 (RFC 8915, 5.6).
    private static func split(_ bytes: Span<UInt8>, _ field: ExtensionField) -> (Range<Int>, Range<Int>)? {
        let start = field.body.lowerBound
        let (nonce, ciphertext) = (Int(bytes.bigEndian16(at: start)), Int(bytes.bigEndian16(at: start + 2)))
        let first = start + 4
        let second = first + (nonce + 3) & ~3
        guard nonce > 0, ciphertext >= AEADAlgorithm.tagCount, second + ciphertext <= field.end else { return nil }
        return (first..<first + nonce, second..<second + ciphertext)
    }
}
