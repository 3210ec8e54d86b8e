// SPDX-License-Identifier: Apache-2.0

/// Where one TLV lies in a message (IEEE 1588-2019, 14.1).
public struct TLV: Hashable, Sendable, BitwiseCopyable {
    public var type: TLVType
    /// Of its value, from the message's beginning.
    public var offset: Int
    /// Octets of its value; even.
    public var count: Int

    var end: Int { offset + count }
}

/// Walks through the TLVs behind a message's fields:
///
///     var tlvs = TLVs(message, from: SignalingMessage.count)
///     while let tlv = tlvs.next(in: message) { … }
///
/// No octets can trap: an odd length, or one beyond the message's own end, ends the walk, and says so. What lies behind
/// that end (padding) is never read.
public struct TLVs: Sendable, BitwiseCopyable {
    private var offset: Int
    private let end: Int
    /// Whether the walk ended at something that is no TLV.
    public private(set) var isMalformed = false

    /// Of a message whose header was accepted; `offset`: its count without TLVs.
    public init(_ message: Span<UInt8>, from offset: Int) {
        self.offset = offset
        end = message.count < MessageHeader.count ? 0 : min(message.count, Int(message.big16(2)))
    }

    /// The next one of the same message; `nil`: there is none, or none that can be read.
    public mutating func next(in message: Span<UInt8>) -> TLV? {
        guard !isMalformed, offset < end else { return nil }
        guard end - offset >= 4, message.count >= end else { return stop() }
        let count = Int(message.big16(offset + 2))
        guard count % 2 == 0, count <= end - offset - 4 else { return stop() }
        let found = TLV(type: TLVType(rawValue: message.big16(offset)), offset: offset + 4, count: count)
        offset = found.end
        return found
    }

    private mutating func stop() -> TLV? {
        isMalformed = true
        return nil
    }

    /// Whether all that follows a message's fields can be read.
    public static func areWellFormed(_ message: Span<UInt8>, from offset: Int) -> Bool {
        var tlvs = TLVs(message, from: offset)
        while tlvs.next(in: message) != nil {}
        return !tlvs.isMalformed
    }
}
