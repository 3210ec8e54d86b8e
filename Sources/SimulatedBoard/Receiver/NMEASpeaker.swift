// SPDX-License-Identifier: Apache-2.0

import GNSS
import TimeBase

/// A second's report as NMEA 0183 sentences: RMC GGA GSA GSV ZDA.
struct NMEASpeaker {
    private let model: ReceiverModel
    private let report: Report
    private let clock: NMEA.Clock
    private let date: CivilDate
    private var writer: NMEA.Writer

    init(model: ReceiverModel, report: Report, appendingTo bytes: [UInt8]) {
        (self.model, self.report) = (model, report)
        let face = report.clock.clockFace
        clock = NMEA.Clock(hour: UInt8(face.hour), minute: UInt8(face.minute), second: UInt8(face.second))
        date = report.clock.date
        writer = NMEA.Writer(appendingTo: bytes)
    }

    var bytes: [UInt8] { writer.bytes }

    mutating func greet() {
        let name = Array("Gnomon simulated receiver".utf8)
        NMEA.TXT(text: DeviceText(name.span)).write(by: .combined, to: &writer)
    }

    mutating func say(_ satellites: [Satellite]) {
        let used = satellites.count { $0.isUsed }
        sayPosition(used: used)
        for constellation in Constellation.allCases { saySelection(of: constellation, satellites) }
        for constellation in Constellation.allCases { sayView(of: constellation, satellites) }
        NMEA.ZDA(clock: clock, date: date).write(by: .combined, to: &writer)
    }

    private mutating func sayPosition(used: Int) {
        let hasFix = report.fix != .none
        let position = hasFix ? model.position : nil
        NMEA.RMC(
            clock: clock, isValid: hasFix, position: position, speed: hasFix ? 0.004 : nil, date: date,
            mode: hasFix ? UInt8(ascii: "A") : UInt8(ascii: "N"), navigationStatus: UInt8(ascii: "V")
        ).write(by: .combined, to: &writer)
        NMEA.GGA(
            clock: clock, position: position, quality: hasFix ? 1 : 0, used: UInt8(clamping: min(used, 12)),
            hdop: hasFix ? 0.7 : 99.99, geoidSeparation: hasFix ? 39.5 : nil
        ).write(by: .combined, to: &writer)
    }

    private mutating func saySelection(of constellation: Constellation, _ satellites: [Satellite]) {
        guard model.constellations.contains(constellation), let system = constellation.systemID else { return }
        let numbers = satellites.lazy.filter { $0.isUsed && $0.constellation == constellation }
            .map { UInt16(NMEA.number(of: $0)) }
        let hasFix = report.fix != .none
        NMEA.GSA(
            fix: report.fix, numbers: Array(numbers.prefix(12)), pdop: hasFix ? 1.3 : 99.99,
            hdop: hasFix ? 0.7 : 99.99, vdop: hasFix ? 1.1 : 99.99, systemID: system
        ).write(by: .combined, to: &writer)
    }

    private mutating func sayView(of constellation: Constellation, _ satellites: [Satellite]) {
        guard let talker = constellation.talker else { return }
        let seen = satellites.filter { $0.constellation == constellation }
        let parts = UInt8(clamping: (seen.count + 3) / 4)
        for part in 0..<Int(parts) {
            NMEA.GSV(
                parts: parts, part: UInt8(part + 1), inView: UInt8(clamping: seen.count),
                satellites: Array(seen.dropFirst(part * 4).prefix(4)), signalID: 1
            ).write(by: talker, to: &writer)
        }
    }
}

extension Constellation {
    /// Whose satellites a GSA lists (NMEA 4.11); `nil` for systems that are not simulated.
    fileprivate var systemID: UInt8? {
        switch self {
        case .gps: 1
        case .glonass: 2
        case .galileo: 3
        case .beidou: 4
        default: nil
        }
    }

    fileprivate var talker: NMEA.Talker? {
        switch self {
        case .gps: .gps
        case .glonass: .glonass
        case .galileo: .galileo
        case .beidou: .beidou
        default: nil
        }
    }
}
