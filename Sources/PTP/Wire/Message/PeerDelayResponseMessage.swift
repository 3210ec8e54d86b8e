// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// The answer to a Pdelay_Req: Pdelay_Resp (IEEE 1588-2019, 13.10).
public struct PeerDelayResponseMessage: WireMessage {
    public static let type = MessageType.peerDelayResponse
    public static let count = 54

    public var header: MessageHeader
    /// When the request arrived; zero of a one-step clock, whose correction field has the turnaround (11.4.2).
    public var requestReceiptTimestamp = PTPTimestamp.zero
    /// Whose request this answers; the sequence number is that request's.
    public var requestingPortIdentity = PortIdentity(clock: ClockIdentity(raw: 0), number: 0)

    public init(header: MessageHeader) { self.header = Self.framed(header) }

    public init?(checked header: MessageHeader, _ bytes: Span<UInt8>) {
        guard let stamp = bytes.timestamp(34) else { return nil }
        (self.header, requestReceiptTimestamp) = (header, stamp)
        requestingPortIdentity = bytes.portIdentity(44)
    }

    public func writeBody(into buffer: inout MutableSpan<UInt8>) {
        buffer.set(requestReceiptTimestamp, 34)
        buffer.set(requestingPortIdentity, 44)
    }
}
