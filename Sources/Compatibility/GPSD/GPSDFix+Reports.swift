// SPDX-License-Identifier: Apache-2.0

import GNSS
import TimeBase

extension GPSDFix {
    /// gpsd_json(5), "TPV".
    /// - Parameter timing: what is added for those who ask for `timing`.
    func tpv(_ timing: ReportTiming? = nil) -> String {
        var object = GPSDJSON("TPV")
        object.add("device", device)
        if mode > 1 { object.add("status", detail.status) }
        object.add("mode", mode)
        object.add("time", time?.iso8601(decimals: 3))
        object.add("leapseconds", leapSeconds)
        if time != nil { object.add("ept", timeError, decimals: 9) }
        if mode > 1 { addPlace(to: &object) }
        timing?.add(to: &object, of: self)
        return object.text
    }

    private func addPlace(to object: inout GPSDJSON) {
        object.add("lat", position?.latitude, decimals: 9)
        object.add("lon", position?.longitude, decimals: 9)
        object.add("altHAE", detail.ellipsoidHeight, decimals: 4)
        object.add("altMSL", position?.altitude, decimals: 4)
        // Deprecated, and what old clients look for.
        object.add("alt", position?.altitude ?? detail.ellipsoidHeight, decimals: 4)
        object.add("epx", detail.epx, decimals: 3)
        object.add("epy", detail.epy, decimals: 3)
        object.add("epv", detail.epv, decimals: 3)
        object.add("track", detail.track, decimals: 4)
        object.add("magvar", detail.magneticVariation, decimals: 1)
        object.add("speed", detail.speed, decimals: 3)
        if mode > 2 { object.add("climb", detail.climb, decimals: 3) }
        object.add("eps", detail.eps, decimals: 2)
        if mode > 2 {
            object.add("velN", detail.velocity?.north, decimals: 3)
            object.add("velE", detail.velocity?.east, decimals: 3)
            object.add("velD", detail.velocity?.down, decimals: 3)
            object.add("geoidSep", detail.geoidSeparation, decimals: 3)
        }
        object.add("eph", detail.eph, decimals: 3)
    }

    /// gpsd_json(5), "SKY"; `nil` where the epoch says nothing of the sky.
    var skyReport: String? {
        guard !satellites.isEmpty || detail.dilution != FixDetail.Dilution() else { return nil }
        return sky
    }

    var sky: String {
        var object = GPSDJSON("SKY")
        object.add("device", device)
        object.add("time", time?.iso8601(decimals: 3))
        object.add("xdop", detail.dilution.x, decimals: 2)
        object.add("ydop", detail.dilution.y, decimals: 2)
        object.add("vdop", detail.dilution.vertical, decimals: 2)
        object.add("tdop", detail.dilution.time, decimals: 2)
        object.add("hdop", detail.dilution.horizontal, decimals: 2)
        object.add("gdop", detail.dilution.geometric, decimals: 2)
        object.add("pdop", detail.dilution.position, decimals: 2)
        guard !satellites.isEmpty else { return object.text }
        object.add("nSat", satellites.count)
        object.add("uSat", satellites.count { $0.isUsed })
        object.add("satellites", array: satellites.map(\.gpsdReport))
        return object.text
    }

    /// gpsd_json(5), "GST"; `nil` where the receiver does not say.
    var gst: String? {
        guard let noise = detail.noise else { return nil }
        var object = GPSDJSON("GST")
        object.add("device", device)
        object.add("time", time?.iso8601(decimals: 3))
        object.add("rms", noise.rms, decimals: 3)
        object.add("lat", noise.latitude, decimals: 3)
        object.add("lon", noise.longitude, decimals: 3)
        object.add("alt", noise.altitude, decimals: 3)
        return object.text
    }
}

extension Satellite {
    /// A member of SKY's `satellites`; the signal is left out where the satellite is not tracked.
    var gpsdReport: String {
        var object = GPSDJSON()
        object.add("PRN", gpsdPRN)
        object.add("el", elevation.map(Double.init), decimals: 1)
        object.add("az", azimuth.map(Double.init), decimals: 1)
        object.add("ss", cn0.map(Double.init), decimals: 1)
        object.add("used", isUsed)
        object.add("gnssid", Int(constellation.rawValue))
        object.add("svid", Int(id))
        return object.text
    }

    /// gpsd's one number for all systems: NMEA 4.0's extended one (u-blox M8 receiver description, "Satellite Numbering").
    var gpsdPRN: Int {
        switch constellation {
        case .galileo: Int(id) + 300
        case .beidou: Int(id) + 400
        case .qzss: Int(id) + 192
        case .navic: Int(id) + 500
        case .sbas where id > 151: Int(id)
        case .gps, .sbas, .glonass, .imes: NMEA.number(of: self)
        }
    }
}
