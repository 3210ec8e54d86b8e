// SPDX-License-Identifier: Apache-2.0

import Appliance

/// The sky as one sees it from below: north is up, the zenith in the middle, the horizon outside.
///
/// A satellite is put in its place by rotations that the browser makes, so that no sine is needed here.
enum SkyPlot {
    /// Of the horizon's circle.
    private static let radius = 180

    static func picture(_ satellites: [SatelliteFacts]) -> HTML {
        let placed = satellites.filter { $0.elevationDegrees ?? -1 >= 0 && $0.azimuthDegrees != nil }
        let points = placed.sorted { !$0.isUsed && $1.isUsed }.map(point)
        let used = placed.count { $0.isUsed }
        return """
            <svg class="sky" viewBox="-210 -210 420 420" role="img" aria-labelledby="sky-title">
            <title id="sky-title">\(Figures.count(placed.count, of: "satellite")) placed in the sky, \(used) used; \
            the table below says the same</title>
            \(grid)
            \(points)
            </svg>
            """
    }

    private static var grid: HTML {
        let rings = [30, 60].map { elevation -> HTML in
            let r = distance(elevation)
            return "<circle class=\"ring\" r=\"\(r)\"/><text x=\"3\" y=\"\(-r - 3)\">\(elevation)°</text>"
        }
        let winds = [("N", 0, -194), ("E", 196, 4), ("S", 0, 202), ("W", -196, 4)].map { wind, x, y -> HTML in
            "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"middle\">\(wind)</text>"
        }
        return """
            <circle class="ground" r="\(radius)"/>\(rings)\
            <path class="ring" d="M-\(radius) 0H\(radius)M0 -\(radius)V\(radius)"/>\(winds)
            """
    }

    private static func point(_ satellite: SatelliteFacts) -> HTML {
        let (elevation, azimuth) = (satellite.elevationDegrees ?? 0, (satellite.azimuthDegrees ?? 0) % 360)
        return """
            <g class="\(ConstellationName.kind(satellite.constellation))\(satellite.isUsed.html(" used"))" \
            transform="rotate(\(azimuth)) translate(0 \(-distance(elevation))) rotate(\(-azimuth))">\
            <circle class="satellite" r="13"/>\
            <text class="satellite-name" y="3.5" text-anchor="middle">\(ConstellationName.short(satellite))</text></g>

            """
    }

    /// From the zenith.
    private static func distance(_ elevation: Int) -> Int { (90 - min(90, elevation)) * radius / 90 }
}

/// What a constellation is called by people, and in the style sheet.
enum ConstellationName {
    private static let names = [
        "gps": "GPS", "galileo": "Galileo", "beidou": "BeiDou", "glonass": "GLONASS", "qzss": "QZSS",
        "navic": "NavIC", "sbas": "SBAS",
    ]

    static func text(_ constellation: String) -> String { names[constellation] ?? constellation }

    /// As RINEX files have it: "G03" is GPS 3.
    static func short(_ satellite: SatelliteFacts) -> String {
        let letters = [
            "gps": "G", "galileo": "E", "beidou": "C", "glonass": "R", "qzss": "J", "navic": "I", "sbas": "S",
        ]
        let number = String(satellite.number)
        return (letters[satellite.constellation] ?? "?") + (number.count == 1 ? "0" : "") + number
    }

    /// A class of the style sheet's, whatever the receiver said.
    static func kind(_ constellation: String) -> String { names[constellation] == nil ? "other" : constellation }
}
