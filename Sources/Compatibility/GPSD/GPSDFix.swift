// SPDX-License-Identifier: Apache-2.0

public import GNSS
public import TimeBase

/// What the receiver said of one epoch, as gpsd's clients know it. What it did not say is `nil`, and left out.
public struct GPSDFix: Sendable {
    public var device: String
    public var fix: Fix
    /// As the receiver states it, whether or not it may be believed: `mode` tells.
    public var time: UTCInstant?
    /// GPS − UTC, once the satellites said so.
    public var leapSeconds: Int?
    /// One sigma of the time, s.
    public var timeError: Double?
    public var position: Position?
    public var satellites: [Satellite] = []
    /// All else.
    public var detail: FixDetail
    /// When the epoch's first octet arrived.
    public var arrival: MonotonicInstant
    /// Satellites in the solution, as the receiver counts them.
    public var used: Int?

    public init(_ epoch: Epoch, _ detail: FixDetail, device: String, utc relation: UTCRelation) {
        self.device = device
        (fix, arrival, self.detail) = (epoch.fix, epoch.arrival, detail)
        time = epoch.time.flatMap { stated in
            stated.utc ?? stated.gps.map { relation.utc(TAIInstant($0)) }
        }
        leapSeconds = epoch.leap.flatMap { $0.isVouched ? Int($0.gpsMinusUTC) : nil }
        timeError = epoch.timeAccuracy?.realSeconds
        position = epoch.position
        satellites = (0..<epoch.sky.count).map { epoch.sky[$0] }
        used = epoch.used.map(Int.init)
    }

    /// gpsd_json(5): 1 no fix, 2 two dimensions, 3 three. Of a surveyed position only the time is solved for, and gpsd
    /// calls that 3.
    public var mode: Int {
        switch fix {
        case .none: 1
        case .twoD: 2
        case .threeD, .time: 3
        }
    }
}

/// What a receiver says of an epoch beside what Gnomon itself uses.
public struct FixDetail: Equatable, Sendable {
    /// Of the time of day or of the week, ms: names the epoch.
    public var name: Int?
    /// gpsd's number for how the fix was made where that is not the usual way: 2 differential, 3 and 4 RTK, 5 and 6 dead
    /// reckoning, 7 time alone, 8 simulated.
    public var status: Int?
    /// Above the ellipsoid, m.
    public var ellipsoidHeight: Double?
    /// The geoid above the ellipsoid, m.
    public var geoidSeparation: Double?
    /// Degrees from true north.
    public var track: Double?
    /// m/s over ground, and upwards.
    public var speed: Double?
    public var climb: Double?
    /// m/s, north, east and down.
    public var velocity: Velocity?
    /// Degrees, east positive.
    public var magneticVariation: Double?
    /// Estimated errors, m and m/s: along longitude, latitude and altitude, horizontal, of the speed.
    public var epx: Double?
    public var epy: Double?
    public var epv: Double?
    public var eph: Double?
    public var eps: Double?
    public var dilution = Dilution()
    public var noise: Noise?

    public struct Velocity: Equatable, Sendable {
        public var north: Double
        public var east: Double
        public var down: Double
    }

    /// Dilutions of precision.
    public struct Dilution: Equatable, Sendable {
        public var x: Double?
        public var y: Double?
        public var vertical: Double?
        public var time: Double?
        public var horizontal: Double?
        public var geometric: Double?
        public var position: Double?
    }

    /// Pseudorange noise (NMEA GST), m.
    public struct Noise: Equatable, Sendable {
        public var rms: Double?
        public var latitude: Double?
        public var longitude: Double?
        public var altitude: Double?
    }

    public init(name: Int? = nil) { self.name = name }
}
