// SPDX-License-Identifier: Apache-2.0

extension NMEA {
    /// NMEA 4.10's GNSS system ID (last field of GSA): 1 GPS (and SBAS), 2 GLONASS, 3 Galileo, 4 BeiDou, 5 QZSS,
    /// 6 NavIC.
    public static func constellation(systemID: Int) -> Constellation? {
        switch systemID {
        case 2: .glonass
        case 3: .galileo
        case 4: .beidou
        case 5: .qzss
        case 6: .navic
        default: nil
        }
    }

    /// The satellite that a number of GSA or GSV means. `context` is the system that talker or system ID name; without it
    /// the number's range tells. `nil` for numbers that no maker is known to use.
    public static func satellite(number: Int, context: Constellation?) -> Satellite? {
        guard number > 0 else { return nil }
        switch context {
        case .glonass: return make(.glonass, number >= 65 ? number - 64 : number, limit: 64)
        case .galileo: return make(.galileo, withinHundred(number, bases: (100, 300)), limit: 36)
        case .beidou: return make(.beidou, withinHundred(number, bases: (200, 400)), limit: 63)
        case .qzss: return make(.qzss, number >= 193 ? number - 192 : number, limit: 10)
        case .navic: return make(.navic, number > 500 ? number - 500 : number, limit: 14)
        default: return byRange(number)
        }
    }

    /// NMEA's own ranges (1–32 GPS, 33–64 SBAS, 65–96 GLONASS) and those that makers added above them.
    private static func byRange(_ number: Int) -> Satellite? {
        switch number {
        case 1...32: make(.gps, number, limit: 32)
        case 33...64: make(.sbas, number + 87, limit: 158)
        case 65...96: make(.glonass, number - 64, limit: 32)
        case 120...158: make(.sbas, number, limit: 158)
        case 173...182: make(.imes, number - 172, limit: 10)
        case 193...200: make(.qzss, number - 192, limit: 10)
        case 201...263: make(.beidou, number - 200, limit: 63)
        case 301...336: make(.galileo, number - 300, limit: 36)
        case 401...463: make(.beidou, number - 400, limit: 63)
        default: nil
        }
    }

    private static func withinHundred(_ number: Int, bases: (Int, Int)) -> Int {
        if number > bases.1 { return number - bases.1 }
        return number > bases.0 ? number - bases.0 : number
    }

    private static func make(_ constellation: Constellation, _ id: Int, limit: Int) -> Satellite? {
        (1...limit).contains(id) ? Satellite(constellation: constellation, id: UInt8(id)) : nil
    }

    /// The number that NMEA 4.11 writes for a satellite under its own talker.
    public static func number(of satellite: Satellite) -> Int {
        let id = Int(satellite.id)
        return switch satellite.constellation {
        case .sbas where id >= 120: id - 87
        case .glonass: id + 64
        case .imes: id + 172
        default: id
        }
    }
}
