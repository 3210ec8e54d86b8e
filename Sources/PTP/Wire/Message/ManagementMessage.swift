// SPDX-License-Identifier: Apache-2.0

/// What a management message wants, or is (IEEE 1588-2019, table 57).
public enum ManagementAction: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    case get, set, response, command, acknowledge
}

/// A question, a command or an answer of management; its one TLV follows (IEEE 1588-2019, 15.4.1).
public struct ManagementMessage: WireMessage {
    public static let type = MessageType.management
    public static let count = 48

    public var header: MessageHeader
    /// Whom it is for; all ones in either part: every clock, every port of it (15.3.1).
    public var targetPortIdentity = PortIdentity.all
    /// Boundary clocks that may pass it on, as it was sent and as is left.
    public var startingBoundaryHops: UInt8 = 0
    public var boundaryHops: UInt8 = 0
    public var action = ManagementAction.get

    public init(header: MessageHeader) { self.header = Self.framed(header) }

    public init?(checked header: MessageHeader, _ bytes: Span<UInt8>) {
        guard let action = ManagementAction(rawValue: bytes[46] & 0xF) else { return nil }
        (self.header, self.action) = (header, action)
        targetPortIdentity = bytes.portIdentity(34)
        (startingBoundaryHops, boundaryHops) = (bytes[44], bytes[45])
    }

    public func writeBody(into buffer: inout MutableSpan<UInt8>) {
        buffer.set(targetPortIdentity, 34)
        (buffer[44], buffer[45]) = (startingBoundaryHops, boundaryHops)
        (buffer[46], buffer[47]) = (action.rawValue, 0)
    }
}
