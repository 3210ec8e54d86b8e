// SPDX-License-Identifier: Apache-2.0

import GNSS
import TimeBase

extension GPSDFix {
    /// What a receiver says in its own language, as the sentences that clients of the old kind read: RMC, GGA, GSA, GSV,
    /// ZDA.
    var sentences: [UInt8] {
        var writer = NMEA.Writer()
        sayPosition(to: &writer)
        saySelection(to: &writer)
        for constellation in Constellation.allCases { sayView(of: constellation, to: &writer) }
        if let clock { NMEA.ZDA(clock: clock, date: time?.date).write(by: .combined, to: &writer) }
        return writer.bytes
    }

    private var clock: NMEA.Clock? {
        time.map { time in
            let (hour, minute, second) = time.clockFace
            return NMEA.Clock(hour: UInt8(hour), minute: UInt8(minute), second: UInt8(second))
        }
    }

    private func sayPosition(to writer: inout NMEA.Writer) {
        let isFixed = mode > 1
        let place = isFixed ? position : nil
        let knots = detail.speed.map { $0 * 3600 / 1852 }
        NMEA.RMC(
            clock: clock, isValid: isFixed, position: place, speed: isFixed ? knots : nil,
            course: isFixed ? detail.track : nil, date: time?.date, mode: UInt8(ascii: isFixed ? "A" : "N")
        ).write(by: .combined, to: &writer)
        NMEA.GGA(
            clock: clock, position: place, quality: isFixed ? quality : 0,
            used: (used ?? satellites.count { $0.isUsed }).clamped, hdop: detail.dilution.horizontal,
            geoidSeparation: isFixed ? detail.geoidSeparation : nil
        ).write(by: .combined, to: &writer)
    }

    /// NMEA's number for gpsd's.
    private var quality: UInt8 {
        switch detail.status {
        case 2: 2
        case 3: 4
        case 4: 5
        case 5, 6: 6
        default: 1
        }
    }

    /// One for each system that is used; one without satellites where there is none.
    private func saySelection(to writer: inout NMEA.Writer) {
        var isSaid = false
        for (constellation, system) in Self.systems {
            let numbers = satellites.filter { $0.isUsed && $0.isListed(with: constellation) }
                .map { UInt16(clamping: NMEA.number(of: $0)) }
            guard !numbers.isEmpty else { continue }
            isSaid = true
            saySelection(Array(numbers.prefix(12)), system, to: &writer)
        }
        if !isSaid { saySelection([], 1, to: &writer) }
    }

    private func saySelection(_ numbers: [UInt16], _ system: UInt8, to writer: inout NMEA.Writer) {
        let dilution = detail.dilution
        NMEA.GSA(
            fix: mode == 3 ? .threeD : mode == 2 ? .twoD : Fix.none, numbers: numbers, pdop: dilution.position,
            hdop: dilution.horizontal, vdop: dilution.vertical, systemID: system
        ).write(by: .combined, to: &writer)
    }

    private func sayView(of constellation: Constellation, to writer: inout NMEA.Writer) {
        guard let talker = Self.talker(of: constellation) else { return }
        let seen = satellites.filter { $0.isListed(with: constellation) }
        let parts = (seen.count + 3) / 4
        for part in 0..<parts {
            NMEA.GSV(
                parts: parts.clamped, part: (part + 1).clamped, inView: seen.count.clamped,
                satellites: Array(seen.dropFirst(part * 4).prefix(4))
            ).write(by: talker, to: &writer)
        }
    }

    /// NMEA 4.11's numbers of systems.
    private static let systems: [(Constellation, UInt8)] = [
        (.gps, 1), (.glonass, 2), (.galileo, 3), (.beidou, 4), (.qzss, 5), (.navic, 6),
    ]

    private static func talker(of constellation: Constellation) -> NMEA.Talker? {
        switch constellation {
        case .gps: .gps
        case .glonass: .glonass
        case .galileo: .galileo
        case .beidou: .beidou
        case .qzss: .qzss
        case .navic: .navic
        case .sbas, .imes: nil
        }
    }
}

extension Satellite {
    /// What augments GPS is listed with it.
    fileprivate func isListed(with system: Constellation) -> Bool {
        constellation == system || system == .gps && (constellation == .sbas || constellation == .imes)
    }
}

extension Int {
    fileprivate var clamped: UInt8 { UInt8(clamping: self) }
}
