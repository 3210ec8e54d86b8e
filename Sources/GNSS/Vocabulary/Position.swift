// SPDX-License-Identifier: Apache-2.0

/// Where the antenna is, WGS 84.
public struct Position: Hashable, Sendable, BitwiseCopyable {
    /// Degrees, −90 ... 90, north positive.
    public var latitude: Double
    /// Degrees, −180 ... 180, east positive.
    public var longitude: Double
    /// Metres above mean sea level, as the receiver's geoid has it; `nil` where it is not stated.
    public var altitude: Double?

    public init(latitude: Double, longitude: Double, altitude: Double? = nil) {
        (self.latitude, self.longitude, self.altitude) = (latitude, longitude, altitude)
    }
}
