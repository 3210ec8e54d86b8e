// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// The 48 octets that every NTP packet begins with (RFC 5905, 7.3; the layout is the same since RFC 1059).
///
/// Reading and writing are inlined: what is not used of a request is then not read, and a reply goes from registers into
/// its place.
///
/// Nothing that comes from outside can trap here: ``init(_:)`` refuses what is too short, every value of every field
/// is representable, and no field serves as an index or a length. Only ``write(into:)`` traps, and only when the
/// caller's own buffer is too small.
public struct NTPHeader: Hashable, Sendable, BitwiseCopyable {
    /// Octets on the wire.
    public static let count = 48

    public var leap: LeapIndicator
    /// 0...7, of which 1...4 are spoken.
    public var version: UInt8
    public var mode: NTPMode
    /// As on the wire: 1 primary, 2...15 secondary, 16 and, by custom, 0 unsynchronised; 0 with a code in
    /// ``referenceID`` is also a kiss-o'-death.
    public var stratum: UInt8 = 0
    /// Interval between requests, log2 seconds.
    public var poll: Int8 = 0
    /// How finely the clock can be read, log2 seconds: −20 is about a microsecond.
    public var precision: Int8 = 0
    /// Round trip to the primary source.
    public var rootDelay = NTPShort(raw: 0)
    /// How wrong the time may be.
    public var rootDispersion = NTPShort(raw: 0)
    /// Stratum 1: up to four ASCII letters, left-justified; stratum 0: a kiss code; above 1: an address or its hash.
    public var referenceID: UInt32 = 0
    /// When the clock was last set.
    public var reference = NTPTimestamp.unset
    /// The request's transmit timestamp, returned unread.
    public var origin = NTPTimestamp.unset
    public var receive = NTPTimestamp.unset
    public var transmit = NTPTimestamp.unset

    /// All else is zero, which is how a simple client asks.
    public init(leap: LeapIndicator = .none, version: UInt8, mode: NTPMode) {
        (self.leap, self.version, self.mode) = (leap, version & 7, mode)
    }

    /// The first 48 octets; what follows is ``PacketTail``'s. `nil` where there are fewer.
    @inline(__always)
    public init?(_ bytes: Span<UInt8>) {
        guard bytes.count >= Self.count else { return nil }
        let flags = Flags(rawValue: bytes[0])
        self.init(leap: flags.leap, version: flags.version, mode: flags.mode)
        stratum = bytes[1]
        poll = Int8(bitPattern: bytes[2])
        precision = Int8(bitPattern: bytes[3])
        rootDelay = NTPShort(raw: bytes.bigEndian32(at: 4))
        rootDispersion = NTPShort(raw: bytes.bigEndian32(at: 8))
        referenceID = bytes.bigEndian32(at: 12)
        reference = NTPTimestamp(raw: bytes.bigEndian64(at: 16))
        origin = NTPTimestamp(raw: bytes.bigEndian64(at: 24))
        receive = NTPTimestamp(raw: bytes.bigEndian64(at: 32))
        transmit = NTPTimestamp(raw: bytes.bigEndian64(at: 40))
    }

    /// Writes all 48 octets, whatever the buffer held before. Traps if it holds fewer.
    @inline(__always)
    public func write(into bytes: inout MutableSpan<UInt8>) {
        precondition(bytes.count >= Self.count)
        bytes[0] = Flags(leap: leap, version: version, mode: mode).rawValue
        bytes[1] = stratum
        bytes[2] = UInt8(bitPattern: poll)
        bytes[3] = UInt8(bitPattern: precision)
        bytes.setBigEndian(rootDelay.raw, at: 4)
        bytes.setBigEndian(rootDispersion.raw, at: 8)
        bytes.setBigEndian(referenceID, at: 12)
        bytes.setBigEndian(reference.raw, at: 16)
        bytes.setBigEndian(origin.raw, at: 24)
        bytes.setBigEndian(receive.raw, at: 32)
        bytes.setBigEndian(transmit.raw, at: 40)
    }
}
