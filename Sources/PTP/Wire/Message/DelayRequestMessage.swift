// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// A client's question for the time at which it arrives: Delay_Req (IEEE 1588-2019, 13.6).
public struct DelayRequestMessage: WireMessage {
    public static let type = MessageType.delayRequest
    public static let count = 44

    public var header: MessageHeader
    /// Zero, or an estimate of when it left. What is no time there (802.1AS reserves these octets) reads as zero.
    public var originTimestamp = PTPTimestamp.zero

    public init(header: MessageHeader) { self.header = Self.framed(header) }

    public init?(checked header: MessageHeader, _ bytes: Span<UInt8>) {
        (self.header, originTimestamp) = (header, bytes.timestamp(34) ?? .zero)
    }

    public func writeBody(into buffer: inout MutableSpan<UInt8>) {
        buffer.set(originTimestamp, 34)
    }
}
