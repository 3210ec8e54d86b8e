// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// The time that a receiver states for one navigation epoch, on the scale on which it states it.
public struct StatedTime: Hashable, Sendable, BitwiseCopyable {
    /// The scale on which the statement was made.
    public enum Scale: UInt8, Sendable, BitwiseCopyable, CaseIterable {
        /// Date and clock face: every NMEA sentence, NAV-PVT, NAV-TIMEUTC.
        case utc
        /// Week and time of week: NAV-TIMEGPS, NAV-SOL. Needs no leap seconds to become TAI.
        case gps
    }

    public var scale: Scale
    /// As UTC writes it, to the millisecond, with 1024-week rollovers undone. `nil` where the receiver states GPS time only and
    /// has not said how UTC lies to it.
    public var utc: UTCInstant?
    /// As GPS time, to the millisecond, with rollovers undone; `nil` where only UTC is stated.
    public var gps: GPSInstant?
    /// Whether the receiver itself says that date and time may be believed.
    public var isValid: Bool
    /// Whether UTC came by leap seconds that the receiver had from the satellites (or by its own statement).
    public var isUTCVouched: Bool
    /// The least step that the statement can express: 1 s for `hhmmss`, 10 ms for `hhmmss.ss`, 1 ms for UBX.
    public var resolution: Duration
    /// How many times 1024 weeks were added to what the receiver wrote.
    public var rolloversLifted: Int8

    public init(
        scale: Scale, utc: UTCInstant?, gps: GPSInstant? = nil, isValid: Bool, isUTCVouched: Bool = true,
        resolution: Duration = .milliseconds(1), rolloversLifted: Int8 = 0
    ) {
        self.scale = scale
        self.utc = utc
        self.gps = gps
        self.isValid = isValid
        self.isUTCVouched = isUTCVouched
        self.resolution = resolution
        self.rolloversLifted = rolloversLifted
    }
}
