// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// When a Pdelay_Resp left: Pdelay_Resp_Follow_Up (IEEE 1588-2019, 13.11).
public struct PeerDelayResponseFollowUpMessage: WireMessage {
    public static let type = MessageType.peerDelayResponseFollowUp
    public static let count = 54

    public var header: MessageHeader
    /// When the response left; zero where the correction field has the turnaround (11.4.2).
    public var responseOriginTimestamp = PTPTimestamp.zero
    /// Whose request this answers; the sequence number is that request's.
    public var requestingPortIdentity = PortIdentity(clock: ClockIdentity(raw: 0), number: 0)

    public init(header: MessageHeader) { self.header = Self.framed(header) }

    public init?(checked header: MessageHeader, _ bytes: Span<UInt8>) {
        guard let stamp = bytes.timestamp(34) else { return nil }
        (self.header, responseOriginTimestamp) = (header, stamp)
        requestingPortIdentity = bytes.portIdentity(44)
    }

    public func writeBody(into buffer: inout MutableSpan<UInt8>) {
        buffer.set(responseOriginTimestamp, 34)
        buffer.set(requestingPortIdentity, 44)
    }
}
