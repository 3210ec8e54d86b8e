// SPDX-License-Identifier: Apache-2.0

/// The clocks that an Announce passed, its grandmaster first (IEEE 1588-2019, 16.2.2). Who finds itself there has been
/// heard in a circle.
public struct PathTrace: WireTLV {
    public static let type = TLVType.pathTrace

    public var sequence: [ClockIdentity]

    public init(_ sequence: [ClockIdentity]) { self.sequence = sequence }

    public init?(_ message: Span<UInt8>, _ tlv: TLV) {
        guard tlv.type == Self.type, tlv.count % 8 == 0 else { return nil }
        sequence = (0..<tlv.count / 8).map { message.clockIdentity(tlv.offset + 8 * $0) }
    }

    public var count: Int { 8 * sequence.count }

    public func writeValue(into buffer: inout MutableSpan<UInt8>, at offset: Int) {
        for (index, identity) in sequence.enumerated() { buffer.set(identity.raw, offset + 8 * index) }
    }
}
