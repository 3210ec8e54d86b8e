// SPDX-License-Identifier: Apache-2.0

import Foundation
import GNSS
import Testing
import TimeBase

/// What is to come out of a capture, against what gpsd reads in it.
struct Figures: Equatable, Sendable, CustomTestStringConvertible {
    var name: String
    var pivot: String?
    /// Objects printed.
    var epochs: Int
    /// gpsd's times, and how many of them are ours in the same order.
    var times: Int
    var reproduced: Int
    /// Times that we call valid and gpsd does not report.
    var more = 0
    /// Epochs whose fix is neither gpsd's last nor its best for that time.
    var otherFix = 0

    var testDescription: String { name }

    // Why there are times that gpsd does not report: each is stated and warranted by a whole message of the capture. gpsd
    // waits for the end of a cycle, which it must learn first (so it misses the first epoch: ublox-neo-m8l,
    // zed-f9p, lea-m8f), which a cut capture does not have (the last epoch: neo-m8n, quectel), or which its own
    // configuration traffic disturbed (lea-m8f, NAV-PVT alone); and it dates no sentence before the first warranted RMC,
    // so that the first second with a fix has no time (beidou-bd, beidou-gb, mtk-3301; overflow: a cut cycle).
    // Why a time is missing: in coldboot gpsd dates one sentence by a date from before the receiver's reset. bu303 is SiRF
    // binary, which is not ours to read.
    // Why a fix differs: in mtk-3301 the receiver says 2D (GSA) with three satellites; gpsd takes any altitude for 3D.
    static let all = [
        Figures(name: "april6_2019", epochs: 2, times: 1, reproduced: 1),
        Figures(name: "beidou-bd", epochs: 10, times: 4, reproduced: 4, more: 1),
        Figures(name: "beidou-gb", epochs: 5, times: 1, reproduced: 1, more: 1),
        Figures(name: "bu303-nofix", epochs: 0, times: 7, reproduced: 0),
        Figures(name: "firefly-II", epochs: 23, times: 23, reproduced: 23),
        Figures(name: "furuno_gl_ga", epochs: 16, times: 16, reproduced: 16),
        Figures(name: "garmin15x", epochs: 7, times: 7, reproduced: 7),
        Figures(name: "gp-320fw-2019-04-06-overflow", epochs: 21, times: 19, reproduced: 19, more: 1),
        Figures(name: "gp-320fw-2019-04-07-coldboot", epochs: 20, times: 9, reproduced: 8),
        Figures(name: "gr8013-w", epochs: 3, times: 3, reproduced: 3),
        Figures(name: "jl-micro-jlt", epochs: 8, times: 8, reproduced: 8),
        Figures(name: "meinberg-gps164", epochs: 90, times: 70, reproduced: 70),
        Figures(name: "mtk-3301", epochs: 11, times: 3, reproduced: 3, more: 1, otherFix: 3),
        Figures(name: "neo-m8n", pivot: "2034-11-01", epochs: 24, times: 22, reproduced: 22, more: 1),
        Figures(name: "nmea-fuzzy-cases", epochs: 14, times: 14, reproduced: 14),
        Figures(name: "quectel-l76k-nmea", epochs: 151, times: 150, reproduced: 150, more: 1),
        Figures(name: "sirfstarv-nmea", epochs: 59, times: 59, reproduced: 59),
        Figures(name: "skytraq-fix", epochs: 11, times: 11, reproduced: 11),
        Figures(name: "st-teseo-liv4f", epochs: 12, times: 12, reproduced: 12),
        Figures(name: "tcp-torture", pivot: "2027-08-08", epochs: 2, times: 1, reproduced: 1),
        Figures(name: "ublox-8-time", epochs: 89, times: 89, reproduced: 89),
        Figures(name: "ublox-glo", epochs: 300, times: 299, reproduced: 299),
        Figures(name: "ublox-lea-m8f", epochs: 28, times: 18, reproduced: 18, more: 10),
        Figures(name: "ublox-neo-m8l", epochs: 208, times: 207, reproduced: 207, more: 1),
        Figures(name: "ublox-neo-m8t", epochs: 39, times: 39, reproduced: 39),
        Figures(name: "ublox-neo-m9n-nmea", epochs: 61, times: 61, reproduced: 61),
        Figures(name: "ublox-zed-f9p-rtk", epochs: 10, times: 9, reproduced: 9, more: 1),
    ]
}

enum Captures {
    static func bytes(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: folder.appendingPathComponent(name)))
    }

    /// gpsd's times in order, with the last and the highest mode of each.
    static func times(_ name: String) throws -> [(time: String, modes: [Int])] {
        let text = String(decoding: try bytes("\(name).times"), as: UTF8.self)
        return text.split(separator: "\n").map { line in
            let words = line.split(separator: " ")
            return (String(words[0]), words.dropFirst().compactMap { Int($0) })
        }
    }

    private static var folder: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Captures")
    }
}

struct `Captures of real receivers` {
    @Test(arguments: Figures.all)
    func `decode as gpsd reads them`(_ expected: Figures) throws {
        let pivot = try expected.pivot.map { RolloverPivot(earliest: try #require(CivilDate(iso8601: $0))) }
        let found = epochs(in: try Captures.bytes("\(expected.name).log"), pivot: pivot)
        let theirs = try Captures.times(expected.name)
        let modes = Dictionary(theirs.map { ($0.time, $0.modes) }, uniquingKeysWith: { $0 + $1 })
        var figures = expected
        figures.epochs = found.count
        figures.times = theirs.count
        figures.reproduced = Self.common(theirs.map(\.time), found.compactMap(\.statedUTC))
        figures.more = found.count { $0.hasValidTime && modes[$0.statedUTC ?? ""] == nil }
        figures.otherFix = found.count { epoch in
            guard let seen = modes[epoch.statedUTC ?? ""] else { return false }
            return !seen.contains(epoch.mode)
        }
        #expect(figures == expected)
    }

    @Test func `no time of a receiver without a fix is believed`() throws {
        #expect(epochs(in: try Captures.bytes("bu303-nofix.log")).allSatisfy { !$0.hasValidTime })
    }

    @Test(arguments: [
        ("april6_2019", "2019-04-07T00:02:31.420Z"), ("gp-320fw-2019-04-07-coldboot", "2019-04-07T00:04:35.000Z"),
    ])
    func `dates of 1999 are of 2019 with a pivot`(_ name: String, _ last: String) throws {
        let pivot = RolloverPivot(earliest: try #require(CivilDate(year: 2019, month: 4, day: 1)))
        #expect(epochs(in: try Captures.bytes("\(name).log"), pivot: pivot).last?.statedUTC == last)
    }

    @Test(arguments: Figures.all.map(\.name) + ["u-blox-m8t-time-first-half"])
    func `decode the same in whatever pieces they come`(_ name: String) throws {
        let bytes = try Captures.bytes("\(name).log")
        let whole = epochs(in: bytes).map(\.summary)
        for size in [1, 7, 128, 1000] {
            #expect(epochs(in: bytes, pieces: size).map(\.summary) == whole, "in pieces of \(size)")
        }
    }

    @Test func `a capture that begins with other text is decoded from where the receiver speaks`() throws {
        let found = epochs(in: try Captures.bytes("u-blox-m8t-time-first-half.log"))
        #expect(found.count == 77)
        #expect(
            found.allSatisfy { $0.hasValidTime && $0.fix == .time && $0.sawtooth != nil && $0.leap?.gpsMinusUTC == 18 })
        #expect(found.first?.utc == "2021-02-23T18:04:29.000Z")
        #expect(found.first?.sawtooth == .picoseconds(4331))
        #expect(found.first?.survey?.isValid == true || found.first?.survey != nil)
    }

    /// Length of the longest common subsequence.
    private static func common(_ a: [String], _ b: [String]) -> Int {
        var row = [Int](repeating: 0, count: b.count + 1)
        for x in a {
            var before = 0
            for (j, y) in b.enumerated() {
                let here = row[j + 1]
                row[j + 1] = x == y ? before + 1 : max(row[j], here)
                before = here
            }
        }
        return row[b.count]
    }
}

extension Epoch {
    /// The stated UTC, or where only GPS time is stated, what the table makes of it.
    var statedUTC: String? {
        utc ?? time?.gps.map { LeapSecondTable.builtIn.utc(TAIInstant($0)).iso8601(decimals: 3) }
    }

    /// As gpsd numbers it: it calls a surveyed-in receiver's fix three-dimensional.
    var mode: Int {
        switch fix {
        case .none: 1
        case .twoD: 2
        case .threeD, .time: 3
        }
    }
}
