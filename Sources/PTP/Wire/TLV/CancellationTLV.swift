// SPDX-License-Identifier: Apache-2.0

/// What a cancellation and its acknowledgement have in common: all their fields (IEEE 1588-2019, 16.1.4.3 and 16.1.4.4).
public protocol CancellationTLV: WireTLV, BitwiseCopyable {
    /// The kind of messages that end. What is no message reads as `nil`.
    var messageType: MessageType? { get }
    /// The sender keeps asking the other for such messages (R; version 2.0 knows no such flag).
    var maintainsRequest: Bool { get }
    /// The sender keeps granting the other such messages (G).
    var maintainsGrant: Bool { get }

    init(messageType: MessageType?, maintainsRequest: Bool, maintainsGrant: Bool)
}

extension CancellationTLV {
    public init?(_ message: Span<UInt8>, _ tlv: TLV) {
        guard tlv.type == Self.type, tlv.count == 2 else { return nil }
        let octet = message[tlv.offset]
        self.init(
            messageType: MessageType(rawValue: octet >> 4), maintainsRequest: octet & 1 == 1,
            maintainsGrant: octet & 2 == 2)
    }

    public var count: Int { 2 }

    public func writeValue(into buffer: inout MutableSpan<UInt8>, at offset: Int) {
        buffer[offset] = (messageType?.rawValue ?? 0xF) << 4 | (maintainsGrant ? 2 : 0) | (maintainsRequest ? 1 : 0)
        buffer[offset + 1] = 0
    }
}
