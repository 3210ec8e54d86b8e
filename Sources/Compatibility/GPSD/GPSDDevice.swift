// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// The receiver, as gpsd's clients know devices.
public struct GPSDDevice: Equatable, Sendable {
    /// gpsd's names of drivers, by which clients choose how to read what comes raw.
    public enum Driver: String, Sendable {
        case nmea = "NMEA0183"
        case ublox = "u-blox"
    }

    public var path: String
    /// `nil` before it has said anything.
    public var driver: Driver?
    /// What it calls itself.
    public var model: String?
    /// When it was last heard; `nil`: it is not there.
    public var activated: UTCInstant?

    public init(path: String, driver: Driver? = nil, model: String? = nil, activated: UTCInstant? = nil) {
        (self.path, self.driver, self.model, self.activated) = (path, driver, model, activated)
    }

    var report: String {
        var object = GPSDJSON("DEVICE")
        object.add("path", path)
        object.add("driver", driver?.rawValue)
        object.add("subtype1", model.map { "MOD=" + $0 })
        guard let activated else {
            object.add("activated", 0)
            return object.text
        }
        object.add("activated", activated.iso8601(decimals: 3))
        // SEEN_GPS, and whether it speaks its own language.
        object.add("flags", driver == nil ? nil : 1)
        object.add("native", driver.map { $0 == .ublox ? 1 : 0 })
        return object.text
    }
}
