// SPDX-License-Identifier: Apache-2.0

/// One kind of message: the header, then a body whose length the kind decides, then TLVs that ``TLVs`` walks through.
///
/// Nothing that comes from outside can trap: `init?` refuses what the header refuses, what is of another type, and what is
/// too short for its kind. What lies behind the message's own length is padding (Ethernet, annex E) and is never read.
public protocol WireMessage: Hashable, Sendable, BitwiseCopyable {
    static var type: MessageType { get }
    /// Octets without any TLV.
    static var count: Int { get }

    var header: MessageHeader { get set }

    /// A message of this kind, all its other fields at their defaults; type and length of `header` are replaced.
    init(header: MessageHeader)

    /// From a message whose header was read already and is of this type and at least ``count`` octets long; `nil` where a
    /// field means nothing.
    init?(checked header: MessageHeader, _ bytes: Span<UInt8>)

    /// Writes the octets from 34 up to ``count``, every one of them.
    func writeBody(into buffer: inout MutableSpan<UInt8>)
}

extension WireMessage {
    /// A whole message, its header included; padding may follow.
    public init?(_ bytes: Span<UInt8>) {
        guard let header = MessageHeader(bytes) else { return nil }
        self.init(header, bytes)
    }

    /// The same, where the header of these `bytes` was read already.
    public init?(_ header: MessageHeader, _ bytes: Span<UInt8>) {
        guard header.type == Self.type, header.messageLength >= Self.count else { return nil }
        self.init(checked: header, bytes)
    }

    /// Writes the message as long as it is without TLVs, whatever the header says of its length, and returns that: they
    /// are appended one by one (``WireTLV/append(to:after:)``). Traps if the caller's buffer is too small.
    public func write(into buffer: inout MutableSpan<UInt8>) -> Int {
        Self.framed(header).write(into: &buffer)
        writeBody(into: &buffer)
        return Self.count
    }

    /// `header` with this kind's type and length.
    static func framed(_ header: MessageHeader) -> MessageHeader {
        var framed = header
        framed.type = type
        framed.messageLength = UInt16(truncatingIfNeeded: count)
        return framed
    }
}
