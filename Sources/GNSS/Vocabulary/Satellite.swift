// SPDX-License-Identifier: Apache-2.0

/// One satellite as a receiver reports it. Eight bytes, so that a whole sky travels without an allocation.
public struct Satellite: Hashable, Sendable, BitwiseCopyable {
    public var constellation: Constellation
    /// The number within its constellation as its interface specification counts: GPS PRN 1–32, SBAS PRN 120–158,
    /// Galileo 1–36, BeiDou 1–63, QZSS 1–10, GLONASS slot 1–32, NavIC 1–14. 0: not known.
    public var id: UInt8
    /// Whether the receiver's solution used it.
    public var isUsed: Bool
    private var rawElevation: Int8
    private var rawAzimuth: UInt16
    private var rawCN0: UInt8

    public init(
        constellation: Constellation, id: UInt8, elevation: Int8? = nil, azimuth: UInt16? = nil, cn0: UInt8? = nil,
        isUsed: Bool = false
    ) {
        (self.constellation, self.id, self.isUsed) = (constellation, id, isUsed)
        (rawElevation, rawAzimuth, rawCN0) = (.min, .max, 0)
        (self.elevation, self.azimuth, self.cn0) = (elevation, azimuth, cn0)
    }

    /// Degrees above the horizon, −90 ... 90; `nil` where the receiver does not say (or says what cannot be).
    public var elevation: Int8? {
        get { rawElevation == .min ? nil : rawElevation }
        set { rawElevation = newValue.flatMap { (-90...90).contains($0) ? $0 : nil } ?? .min }
    }

    /// Degrees from true north over east, 0 ... 359 (360 is taken as 0); `nil` where not known.
    public var azimuth: UInt16? {
        get { rawAzimuth == .max ? nil : rawAzimuth }
        set { rawAzimuth = newValue.flatMap { $0 <= 360 ? $0 % 360 : nil } ?? .max }
    }

    /// Carrier to noise density, dB-Hz, 1 ... 99; `nil` where the satellite is not tracked.
    public var cn0: UInt8? {
        get { rawCN0 == 0 ? nil : rawCN0 }
        set { rawCN0 = min(newValue ?? 0, 99) }
    }

    /// Whether both name the same satellite.
    @inline(__always)
    public func isSame(as other: Satellite) -> Bool {
        constellation == other.constellation && id == other.id
    }
}
