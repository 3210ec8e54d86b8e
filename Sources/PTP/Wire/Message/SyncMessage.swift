// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// A master's time (IEEE 1588-2019, 13.6).
public struct SyncMessage: WireMessage {
    public static let type = MessageType.sync
    public static let count = 44

    public var header: MessageHeader
    /// When it left, of a one-step clock; zero or an estimate of a two-step one, whose Follow_Up says it (9.5.9).
    /// What is no time there (802.1AS reserves these octets) reads as zero.
    public var originTimestamp = PTPTimestamp.zero

    public init(header: MessageHeader) { self.header = Self.framed(header) }

    public init?(checked header: MessageHeader, _ bytes: Span<UInt8>) {
        (self.header, originTimestamp) = (header, bytes.timestamp(34) ?? .zero)
    }

    public func writeBody(into buffer: inout MutableSpan<UInt8>) {
        buffer.set(originTimestamp, 34)
    }
}
