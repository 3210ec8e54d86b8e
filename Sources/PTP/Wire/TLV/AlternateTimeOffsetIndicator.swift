// SPDX-License-Identifier: Apache-2.0

/// How another time scale, such as a local time, stands to the grandmaster's (IEEE 1588-2019, 16.3.3).
public struct AlternateTimeOffsetIndicator: WireTLV {
    public static let type = TLVType.alternateTimeOffsetIndicator

    /// Which of the alternate scales, 0 ... 254.
    public var keyField: UInt8
    /// What is to be added to PTP's time, seconds.
    public var currentOffset: Int32
    /// By how much that changes at the next jump, seconds; 0: no jump is known.
    public var jumpSeconds: Int32
    /// When, in seconds of PTP's time, 48 bits.
    public var timeOfNextJump: UInt64
    /// At most ten octets by rule.
    public var displayName: PTPText

    public init(
        keyField: UInt8, currentOffset: Int32, jumpSeconds: Int32 = 0, timeOfNextJump: UInt64 = 0, displayName: PTPText
    ) {
        (self.keyField, self.currentOffset, self.jumpSeconds) = (keyField, currentOffset, jumpSeconds)
        (self.timeOfNextJump, self.displayName) = (timeOfNextJump, displayName)
    }

    public init?(_ message: Span<UInt8>, _ tlv: TLV) {
        guard tlv.type == Self.type, tlv.count >= 16, let name = PTPText(message, at: tlv.offset + 15, end: tlv.end)
        else { return nil }
        keyField = message[tlv.offset]
        currentOffset = Int32(bitPattern: message.big32(tlv.offset + 1))
        jumpSeconds = Int32(bitPattern: message.big32(tlv.offset + 5))
        timeOfNextJump = message.big48(tlv.offset + 9)
        displayName = name
    }

    public var count: Int { (15 + displayName.count + 1) & ~1 }

    public func writeValue(into buffer: inout MutableSpan<UInt8>, at offset: Int) {
        buffer[offset] = keyField
        buffer.set(UInt32(bitPattern: currentOffset), offset + 1)
        buffer.set(UInt32(bitPattern: jumpSeconds), offset + 5)
        buffer.set48(timeOfNextJump, offset + 9)
        let end = displayName.write(into: &buffer, at: offset + 15)
        buffer.clear(end..<offset + count)
    }
}
