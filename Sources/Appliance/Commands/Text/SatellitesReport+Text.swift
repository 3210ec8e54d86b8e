// SPDX-License-Identifier: Apache-2.0

extension SatellitesReport: CommandReport {
    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        guard !satellites.isEmpty else {
            return style.wrapped("The receiver sees no satellites.").joined(separator: "\n")
        }
        sheet.put("\(used) used, \(satellites.count) in view")
        sheet.blank()
        sheet.table(
            [.init("satellite"), .figure("elevation"), .figure("azimuth"), .figure("dB-Hz"), .init(""), .init("")],
            satellites.sorted(by: Self.order).map { satellite in
                [
                    "\(satellite.constellationName) \(satellite.number)", Self.angle(satellite.elevationDegrees),
                    Self.angle(satellite.azimuthDegrees), satellite.carrierToNoise.map { "\($0)" } ?? "–",
                    satellite.isUsed ? "used" : "", Self.bar(satellite.carrierToNoise, style),
                ]
            })
        return sheet.text
    }

    /// "41°"; a dash where it is not known.
    public static func angle(_ degrees: Int?) -> String {
        degrees.map { ($0 < 0 ? "−" : "") + "\($0.magnitude)°" } ?? "–"
    }

    /// By constellation as most know them, and by number.
    public static func order(_ a: SatelliteFacts, _ b: SatelliteFacts) -> Bool {
        let (one, other) = (a.rank, b.rank)
        if one != other { return one < other }
        return a.constellation == b.constellation ? a.number < b.number : a.constellation < b.constellation
    }

    /// Of the strength, from 10 to 55 dB-Hz: what is stronger is not received.
    private static func bar(_ strength: Int?, _ style: TextStyle) -> String {
        guard style.columns >= 60, let strength else { return "" }
        let cells = max(0, min(15, (strength - 10) / 3))
        return String(repeating: "█", count: cells)
    }
}

extension SatelliteFacts {
    /// With the letter that RINEX files have for it, and the name that people have.
    static let systems: [(constellation: String, letter: Character, name: String)] = [
        ("gps", "G", "GPS"), ("galileo", "E", "Galileo"), ("beidou", "C", "BeiDou"), ("glonass", "R", "GLONASS"),
        ("qzss", "J", "QZSS"), ("navic", "I", "NavIC"), ("sbas", "S", "SBAS"),
    ]

    fileprivate var rank: Int { Self.systems.firstIndex { $0.constellation == constellation } ?? Self.systems.count }

    /// What people call its constellation; what a receiver calls one that is not known here.
    public var constellationName: String {
        Self.systems.first { $0.constellation == constellation }?.name ?? constellation
    }

    /// As RINEX files have it: "G", or "?".
    public var letter: Character { Self.systems.first { $0.constellation == constellation }?.letter ?? "?" }

    /// "G03"
    public var shortName: String { "\(letter)" + (number.magnitude < 10 ? "0" : "") + "\(number)" }
}
