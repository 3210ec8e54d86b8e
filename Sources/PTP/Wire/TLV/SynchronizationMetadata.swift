// SPDX-License-Identifier: Apache-2.0

/// What broadcast devices need to label frames (SMPTE ST 2059-2:2021, 7): how local time stands to PTP's, and when the
/// daily time code starts anew. It travels in Management messages (COMMAND).
public struct SynchronizationMetadata: OrganizationTLV {
    public static let type = TLVType.organizationExtension
    public static let identity = OrganizationExtension.synchronizationMetadata
    public static let count = 48

    public enum LockingStatus: UInt8, Sendable, BitwiseCopyable {
        case notInUse, freeRun, coldLocking, warmLocking, locked
    }

    /// Frames a second, as a fraction: 30 000/1001.
    public var frameRateNumerator: UInt32 = 25
    public var frameRateDenominator: UInt32 = 1
    public var masterLockingStatus = LockingStatus.notInUse
    /// Drop frame (bit 0) and colour frame (bit 1) of the time code.
    public var timeAddressFlags: UInt8 = 0
    /// Local time − PTP's time, seconds.
    public var currentLocalOffset: Int32 = 0
    /// By how much that changes at the next jump, seconds; 0: none is known.
    public var jumpSeconds: Int32 = 0
    /// PTP's seconds of the next jump, of the next daily jam and of the last one; 0: none; 48 bits.
    public var timeOfNextJump: UInt64 = 0
    public var timeOfNextJam: UInt64 = 0
    public var timeOfPreviousJam: UInt64 = 0
    /// `currentLocalOffset` at the last jam.
    public var previousJamLocalOffset: Int32 = 0
    /// Bits: summer time now, at the next jump, at the last jam.
    public var daylightSaving: UInt8 = 0
    /// Whether the next jump has a leap second in it.
    public var leapSecondJump: UInt8 = 0

    public init() {}

    public init(checked message: Span<UInt8>, _ offset: Int) {
        (frameRateNumerator, frameRateDenominator) = (message.big32(offset), message.big32(offset + 4))
        masterLockingStatus = LockingStatus(rawValue: message[offset + 8]) ?? .notInUse
        timeAddressFlags = message[offset + 9]
        currentLocalOffset = Int32(bitPattern: message.big32(offset + 10))
        jumpSeconds = Int32(bitPattern: message.big32(offset + 14))
        timeOfNextJump = message.big48(offset + 18)
        timeOfNextJam = message.big48(offset + 24)
        timeOfPreviousJam = message.big48(offset + 30)
        previousJamLocalOffset = Int32(bitPattern: message.big32(offset + 36))
        (daylightSaving, leapSecondJump) = (message[offset + 40], message[offset + 41])
    }

    public func writeData(into buffer: inout MutableSpan<UInt8>, at offset: Int) {
        buffer.set(frameRateNumerator, offset)
        buffer.set(frameRateDenominator, offset + 4)
        (buffer[offset + 8], buffer[offset + 9]) = (masterLockingStatus.rawValue, timeAddressFlags)
        buffer.set(UInt32(bitPattern: currentLocalOffset), offset + 10)
        buffer.set(UInt32(bitPattern: jumpSeconds), offset + 14)
        buffer.set48(timeOfNextJump, offset + 18)
        buffer.set48(timeOfNextJam, offset + 24)
        buffer.set48(timeOfPreviousJam, offset + 30)
        buffer.set(UInt32(bitPattern: previousJamLocalOffset), offset + 36)
        (buffer[offset + 40], buffer[offset + 41]) = (daylightSaving, leapSecondJump)
    }
}
