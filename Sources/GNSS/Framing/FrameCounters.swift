// SPDX-License-Identifier: Apache-2.0

/// What a ``FrameScanner`` has seen since its beginning. Every byte is counted exactly once:
/// `bytes == framedBytes + garbageBytes + pending`, where pending is ``FrameScanner/pendingCount``.
public struct FrameCounters: Hashable, Sendable, BitwiseCopyable {
    /// Bytes pushed.
    public var bytes: UInt64 = 0
    /// Bytes that were part of a good frame (start signs, checksums and line ends included).
    public var framedBytes: UInt64 = 0
    /// Bytes that were part of nothing, or of a frame that was refused.
    public var garbageBytes: UInt64 = 0

    /// Sentences handed on, those without a checksum included.
    public var nmea: UInt64 = 0
    /// Of those, the ones that had no checksum.
    public var nmeaWithoutChecksum: UInt64 = 0
    public var ubx: UInt64 = 0
    /// RTCM 3 frames: recognised by their CRC, and skipped.
    public var rtcm: UInt64 = 0

    /// Sentences refused because their checksum is wrong or is not two hexadecimal digits.
    public var nmeaChecksumFailures: UInt64 = 0
    /// UBX headers whose frame did not check. A header that is a coincidence counts too.
    public var ubxChecksumFailures: UInt64 = 0
    public var rtcmChecksumFailures: UInt64 = 0
    /// Sentences without an end and UBX headers that announce more than the limit.
    public var oversize: UInt64 = 0

    public init() {}
}
