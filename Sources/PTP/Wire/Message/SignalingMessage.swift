// SPDX-License-Identifier: Apache-2.0

/// What two ports tell each other by TLVs: unicast requests and grants, 802.1AS intervals (IEEE 1588-2019, 13.12).
public struct SignalingMessage: WireMessage {
    public static let type = MessageType.signaling
    public static let count = 44

    public var header: MessageHeader
    /// Whom it is for; all ones: everyone.
    public var targetPortIdentity = PortIdentity.all

    public init(header: MessageHeader) { self.header = Self.framed(header) }

    public init?(checked header: MessageHeader, _ bytes: Span<UInt8>) {
        (self.header, targetPortIdentity) = (header, bytes.portIdentity(34))
    }

    public func writeBody(into buffer: inout MutableSpan<UInt8>) { buffer.set(targetPortIdentity, 34) }
}
