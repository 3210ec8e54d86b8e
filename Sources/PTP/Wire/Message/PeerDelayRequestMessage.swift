// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// A neighbour's question for the way between us: Pdelay_Req (IEEE 1588-2019, 13.9).
public struct PeerDelayRequestMessage: WireMessage {
    public static let type = MessageType.peerDelayRequest
    public static let count = 54

    public var header: MessageHeader
    /// Zero, or an estimate of when it left. What is no time there (802.1AS reserves these octets) reads as zero.
    public var originTimestamp = PTPTimestamp.zero

    public init(header: MessageHeader) { self.header = Self.framed(header) }

    public init?(checked header: MessageHeader, _ bytes: Span<UInt8>) {
        (self.header, originTimestamp) = (header, bytes.timestamp(34) ?? .zero)
    }

    public func writeBody(into buffer: inout MutableSpan<UInt8>) {
        buffer.set(originTimestamp, 34)
        // As long as its answer, so that both take the same time through store-and-forward devices.
        for offset in 44..<Self.count { buffer[offset] = 0 }
    }
}
