// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// One whole message found in a receiver's stream. Its content travels beside it, as a span that is lent for the
/// length of a call.
public struct Frame: Hashable, Sendable, BitwiseCopyable {
    public enum Kind: Hashable, Sendable, BitwiseCopyable {
        /// An NMEA 0183 sentence. Content: the characters after `$` (or `!`) and before `*` or the line's end.
        case nmea(NMEAChecksum)
        /// A UBX frame whose checksum matches. Content: the payload.
        case ubx(UBXMessageID)
    }

    public var kind: Kind
    /// Where its first byte lies in the stream, counted from the scanner's beginning.
    public var offset: UInt64
    /// When its first byte arrived.
    public var arrival: MonotonicInstant
    /// All of its bytes, from the first of its start sign to the last of its checksum or line end.
    public var length: Int

    public init(kind: Kind, offset: UInt64, arrival: MonotonicInstant, length: Int) {
        (self.kind, self.offset, self.arrival, self.length) = (kind, offset, arrival, length)
    }
}

/// What is known of a sentence's checksum. A sentence with a wrong one never becomes a ``Frame``.
public enum NMEAChecksum: UInt8, Sendable, BitwiseCopyable {
    case matches
    /// The sentence has none (NMEA 0183 makes it optional for most sentences): nothing vouches for its text.
    case absent
}

/// Takes frames as a ``FrameScanner`` finds them.
public protocol FrameReceiver {
    /// `content` is lent for this call only; what it holds depends on the frame's kind.
    mutating func receive(_ frame: Frame, _ content: Span<UInt8>)
}
