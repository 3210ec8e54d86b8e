// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// When the Sync of the same sequence number left (IEEE 1588-2019, 13.7).
public struct FollowUpMessage: WireMessage {
    public static let type = MessageType.followUp
    public static let count = 44

    public var header: MessageHeader
    /// Together with the correction field, which has what is below a nanosecond (9.5.10).
    public var preciseOriginTimestamp = PTPTimestamp.zero

    public init(header: MessageHeader) { self.header = Self.framed(header) }

    public init?(checked header: MessageHeader, _ bytes: Span<UInt8>) {
        guard let stamp = bytes.timestamp(34) else { return nil }
        (self.header, preciseOriginTimestamp) = (header, stamp)
    }

    public func writeBody(into buffer: inout MutableSpan<UInt8>) {
        buffer.set(preciseOriginTimestamp, 34)
    }
}
