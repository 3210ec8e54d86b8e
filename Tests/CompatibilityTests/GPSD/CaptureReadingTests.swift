// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import Compatibility
import Foundation
import Testing
import TimeBase

/// Captures of real receivers read as gpsd reads them.
struct CaptureReadingTests {
    private static let names = ["ublox-neo-m9n-nmea", "ublox-zed-f9p-rtk", "ublox-8-time", "quectel-l76k-nmea"]

    @Test(arguments: names)
    func `TPV and SKY say of a capture what gpsd's say`(name: String) throws {
        let readings = try Self.readings(name)
        let (reports, skies) = try Self.reports(name)
        #expect(readings.count > 5)
        for reading in readings {
            let tpv = try #require(reports[reading.time], "no TPV of \(reading.time)")
            for member in reading.members { #expect(tpv.contains(member), "\(member) is not in \(tpv)") }
            if !reading.satellites.isEmpty { #expect(skies[reading.time] == reading.satellites) }
        }
    }

    private struct Reading {
        var time: String
        var members: [String]
        var satellites: Set<String>
    }

    private static func readings(_ name: String) throws -> [Reading] {
        let url = try #require(Bundle.module.url(forResource: "Readings/\(name)", withExtension: "txt"))
        return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map { line in
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return Reading(
                time: parts[0], members: parts[1].split(separator: ",").map(String.init),
                satellites: Set(parts[2].split(separator: " ").map(String.init)))
        }
    }

    /// TPV and the satellites of the latest SKY, by TPV's time.
    private static func reports(_ name: String) throws -> ([String: String], [String: Set<String>]) {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let capture = folder.appendingPathComponent("../../GNSSTests/Captures/\(name).log").standardizedFileURL
        var player = CapturePlayer()
        var (tpv, skies, satellites) = ([String: String](), [String: Set<String>](), Set<String>())
        for line in player.play([UInt8](try Data(contentsOf: capture))) {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            switch object["class"] as? String {
            case "SKY":
                if let list = object["satellites"] as? [[String: Any]] { satellites = Set(list.map(Self.text)) }
            case "TPV":
                guard let time = object["time"] as? String else { continue }
                (tpv[time], skies[time]) = (line, satellites)
            default: break
            }
        }
        return (tpv, skies)
    }

    private static func text(_ satellite: [String: Any]) -> String {
        let (gnss, number) = (satellite["gnssid"] as? Int ?? -1, satellite["svid"] as? Int ?? -1)
        let isUsed = satellite["used"] as? Bool ?? false
        return "\(gnss).\(number).\(isUsed ? "u" : "-").\(Int(satellite["ss"] as? Double ?? 0))"
    }
}

/// Plays a capture into a teller, all at once.
struct CapturePlayer {
    var teller: GPSDTeller
    let clock = ClockFace(
        ClockMapping(
            anchor: MonotonicInstant(sinceEpoch: .zero),
            atAnchor: ClockReading(era: 0, shown: TAIInstant(sinceEpoch: .seconds(1_600_000_037))), rate: 0),
        UTCRelation(taiMinusUTC: 37))

    init(isJoining: Bool = false) {
        teller = GPSDTeller(
            device: GPSDDevice(path: "/dev/ttyS1"), isJoining: isJoining,
            pivot: RolloverPivot(earliest: CivilDate(daysSince1970: 16_400)))
    }

    /// The reports for those who want JSON.
    mutating func play(_ octets: [UInt8]) -> [String] {
        reports(octets).filter { $0.audience == .json || $0.audience == .timing(false) }
            .map { String(decoding: $0.octets.dropLast(2), as: UTF8.self) }
    }

    mutating func reports(_ octets: [UInt8]) -> [GPSDReport] {
        let start = MonotonicInstant(sinceEpoch: .seconds(5))
        var reports: [GPSDReport] = []
        for first in stride(from: 0, to: octets.count, by: ByteChunk.capacity) {
            let chunk = ByteChunk(octets[first..<min(first + ByteChunk.capacity, octets.count)])
            reports += teller.take(TappedLine(at: start, .bytes(chunk)), clock: clock)
        }
        return reports + teller.idle(at: start + .seconds(2), clock: clock)
    }
}
