// SPDX-License-Identifier: Apache-2.0

/// The 12 octets that every control message begins with (RFC 9327, section 2; RFC 1305, appendix B.1).
///
/// Nothing from outside can trap here: every value of every field is representable, and none serves as an index before
/// it is held against the datagram's length.
public struct ControlHeader: Hashable, Sendable, BitwiseCopyable {
    /// Octets on the wire.
    public static let count = 12
    /// The most data that one message carries, in octets.
    public static let mostData = 468

    public var leap: LeapIndicator
    /// 0...7, of which 1...4 are spoken.
    public var version: UInt8
    public var isResponse = false
    public var isError = false
    /// Whether further fragments of this response follow.
    public var hasMore = false
    /// 0...31; ``ControlOpcode`` names those that have a meaning.
    public var opcode: UInt8
    /// The request's number, which its response repeats.
    public var sequence: UInt16
    /// Zero in a request; in a response a status word, or an error code in the upper octet.
    public var status: UInt16 = 0
    /// 0: the system itself.
    public var association: UInt16
    /// Where this fragment's data begins in the whole.
    public var offset: UInt16 = 0
    /// Octets of data in this fragment; padding to a multiple of four is not counted.
    public var dataCount: UInt16 = 0

    public init(
        leap: LeapIndicator = .none, version: UInt8, opcode: UInt8, sequence: UInt16, association: UInt16
    ) {
        (self.leap, self.version, self.opcode) = (leap, version & 7, opcode & 0x1F)
        (self.sequence, self.association) = (sequence, association)
    }

    /// The first 12 octets; `nil` where there are fewer, or of another mode.
    public init?(_ bytes: Span<UInt8>) {
        guard bytes.count >= Self.count else { return nil }
        let flags = Flags(rawValue: bytes[0])
        guard flags.mode == .control else { return nil }
        self.init(
            leap: flags.leap, version: flags.version, opcode: bytes[1], sequence: bytes.bigEndian16(at: 2),
            association: bytes.bigEndian16(at: 6))
        (isResponse, isError, hasMore) = (bytes[1] & 0x80 != 0, bytes[1] & 0x40 != 0, bytes[1] & 0x20 != 0)
        status = bytes.bigEndian16(at: 4)
        offset = bytes.bigEndian16(at: 8)
        dataCount = bytes.bigEndian16(at: 10)
    }

    /// The 12 octets.
    public var octets: [UInt8] {
        let second = (isResponse ? 0x80 : 0) | (isError ? 0x40 : 0) | (hasMore ? 0x20 : 0) | opcode
        let words = [sequence, status, association, offset, dataCount]
        return [Flags(leap: leap, version: version, mode: .control).rawValue, second]
            + words.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }
}
