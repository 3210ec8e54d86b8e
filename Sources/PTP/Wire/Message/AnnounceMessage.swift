// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What a master says of itself and of its grandmaster (IEEE 1588-2019, 13.5).
public struct AnnounceMessage: WireMessage {
    public static let type = MessageType.announce
    public static let count = 64

    public var header: MessageHeader
    /// Zero, or when it was sent to within ±1 s; 802.1AS reserves it.
    public var originTimestamp = PTPTimestamp.zero
    /// TAI − UTC, seconds; meant only where the flags say that it is valid.
    public var currentUtcOffset: Int16 = 0
    public var grandmasterPriority1: UInt8 = 128
    public var grandmasterClockQuality = ClockQuality(clockClass: 248, accuracy: .unknown, variance: 0xFFFF)
    public var grandmasterPriority2: UInt8 = 128
    public var grandmasterIdentity = ClockIdentity(raw: 0)
    /// Boundary clocks between the sender and the grandmaster; 0: it is the grandmaster itself.
    public var stepsRemoved: UInt16 = 0
    public var timeSource = TimeSource.internalOscillator

    public init(header: MessageHeader) { self.header = Self.framed(header) }

    public init?(checked header: MessageHeader, _ bytes: Span<UInt8>) {
        self.header = header
        originTimestamp = bytes.timestamp(34) ?? .zero
        currentUtcOffset = Int16(bitPattern: bytes.big16(44))
        grandmasterPriority1 = bytes[47]
        grandmasterClockQuality = bytes.clockQuality(48)
        grandmasterPriority2 = bytes[52]
        grandmasterIdentity = bytes.clockIdentity(53)
        stepsRemoved = bytes.big16(61)
        timeSource = TimeSource(rawValue: bytes[63])
    }

    public func writeBody(into buffer: inout MutableSpan<UInt8>) {
        buffer.set(originTimestamp, 34)
        buffer.set(UInt16(bitPattern: currentUtcOffset), 44)
        buffer[46] = 0
        buffer[47] = grandmasterPriority1
        buffer.set(grandmasterClockQuality, 48)
        buffer[52] = grandmasterPriority2
        buffer.set(grandmasterIdentity.raw, 53)
        buffer.set(stepsRemoved, 61)
        buffer[63] = timeSource.rawValue
    }
}
