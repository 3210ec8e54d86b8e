// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// When a client's Delay_Req arrived: Delay_Resp (IEEE 1588-2019, 13.8).
public struct DelayResponseMessage: WireMessage {
    public static let type = MessageType.delayResponse
    public static let count = 54

    public var header: MessageHeader
    /// To the nanosecond below; what that leaves out is taken from the correction field (11.3.2).
    public var receiveTimestamp = PTPTimestamp.zero
    /// Whose request this answers; the sequence number is that request's.
    public var requestingPortIdentity = PortIdentity(clock: ClockIdentity(raw: 0), number: 0)

    public init(header: MessageHeader) { self.header = Self.framed(header) }

    public init?(checked header: MessageHeader, _ bytes: Span<UInt8>) {
        guard let stamp = bytes.timestamp(34) else { return nil }
        (self.header, receiveTimestamp) = (header, stamp)
        requestingPortIdentity = bytes.portIdentity(44)
    }

    public func writeBody(into buffer: inout MutableSpan<UInt8>) {
        buffer.set(receiveTimestamp, 34)
        buffer.set(requestingPortIdentity, 44)
    }
}
