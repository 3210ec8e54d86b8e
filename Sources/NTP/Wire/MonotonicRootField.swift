// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// chrony's experimental extension field 0xF323: how far the clock may be from UTC in units of 3.7 ns, where the header's
/// own root dispersion cannot say less than 15 µs, and when the request arrived by a clock that is never stepped.
///
/// A client asks with the field's number and magic and zeros, and is answered in kind, so that no reply becomes longer. Body:
/// magic (4 octets), root delay (4), root dispersion (4), receive timestamp (8), epoch (4).
public enum MonotonicRootField {
    public static let type: UInt16 = 0xF323
    static let magic: UInt32 = 0xF5BE_DD9A
    static let bodyCount = 24
    /// With its header: as long as a last field has to be at least.
    public static let count = 28

    /// Whether a request asks for it.
    public static func isAsked(in bytes: Span<UInt8>, _ parts: PacketTail.Parts) -> Bool {
        guard let field = ExtensionFields.first(ofType: type, in: bytes, parts), field.count == count else { return false }
        return bytes.bigEndian32(at: field.body.lowerBound) == magic
    }

    /// Writes it behind the header.
    ///
    /// - Parameters:
    ///   - receive: as the reply's header has it. It is no other clock's: what a client needs to know is that the two went
    ///     alike, as long as `epoch` is the same.
    ///   - epoch: another one after each step of the clock.
    /// - Returns: where it ends; `nil`, and nothing written, where there is no room.
    static func write(
        into buffer: inout MutableSpan<UInt8>, _ claim: ServerClaim, receive: NTPTimestamp, epoch: UInt32
    ) -> Int? {
        let field = buffer.beginExtensionField(
            type: type, bodyCount: bodyCount, isLast: true, at: NTPHeader.count, limit: buffer.count)
        guard let field else { return nil }
        let body = field.body.lowerBound
        buffer.setBigEndian(magic, at: body)
        buffer.setBigEndian(claim.fineRootDelay.raw, at: body + 4)
        buffer.setBigEndian(claim.fineRootDispersion.raw, at: body + 8)
        buffer.setBigEndian(receive.raw, at: body + 12)
        buffer.setBigEndian(epoch, at: body + 20)
        return field.end
    }
}
