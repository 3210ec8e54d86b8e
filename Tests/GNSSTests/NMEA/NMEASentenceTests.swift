// SPDX-License-Identifier: Apache-2.0

import GNSS
import Testing
import TimeBase

/// Reads the text between `$` and `*`.
func read(_ text: String) -> NMEA.Reading { NMEA.read(Array(text.utf8).span) }

func sentence(_ text: String) -> NMEA.Sentence? {
    guard case .sentence(let sentence, _) = read(text) else { return nil }
    return sentence
}

func written(_ write: (inout NMEA.Writer) -> Void) -> String {
    var writer = NMEA.Writer()
    write(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
}

struct `NMEA sentences` {
    @Test func `RMC is read whole`() throws {
        guard case .rmc(let it) = sentence("GPRMC,225446.33,A,4916.45,N,12311.12,W,000.5,054.7,191194,020.3,E,A") else {
            Issue.record("no RMC")
            return
        }
        #expect(it.clock == NMEA.Clock(hour: 22, minute: 54, second: 46, nanosecond: 330_000_000))
        #expect(it.isValid)
        #expect(it.date == CivilDate(year: 1994, month: 11, day: 19))
        #expect(it.mode == UInt8(ascii: "A"))
        #expect(it.navigationStatus == nil)
        let position = try #require(it.position)
        #expect(abs(position.latitude - 49.274166667) < 1e-8)
        #expect(abs(position.longitude + 123.185333333) < 1e-8)
    }

    @Test func `RMC is written as a receiver writes it`() {
        let it = NMEA.RMC(
            clock: NMEA.Clock(hour: 18, minute: 11, second: 41), isValid: true,
            position: Position(latitude: 52.5148091667, longitude: 13.4642651667), speed: 0.031,
            date: CivilDate(year: 2015, month: 6, day: 19), mode: UInt8(ascii: "A"))
        let text = written { it.write(by: .combined, to: &$0) }
        #expect(text == "$GNRMC,181141.00,A,5230.88855,N,01327.85591,E,0.031,,190615,,,A*61\r\n")
    }

    @Test func `ZDA goes both ways`() {
        let it = NMEA.ZDA(
            clock: NMEA.Clock(hour: 23, minute: 27, second: 12, fractionDigits: 3),
            date: CivilDate(year: 2016, month: 3, day: 28))
        #expect(written { it.write(by: .gps, to: &$0) } == "$GPZDA,232712.000,28,03,2016,00,00*5D\r\n")
        guard case .zda(let read) = sentence("GPZDA,232712.000,28,03,2016,+00,00") else {
            Issue.record("no ZDA")
            return
        }
        #expect(read == it)
    }

    @Test func `GGA goes both ways`() {
        let text = "GPGGA,092750.00,5321.68020,N,00630.33720,W,1,08,1.03,61.7,M,55.2,M,,"
        guard case .gga(let it) = sentence(text) else {
            Issue.record("no GGA")
            return
        }
        #expect(it.quality == 1)
        #expect(it.used == 8)
        #expect(it.position?.altitude == 61.7)
        #expect(written { it.write(by: .gps, to: &$0) }.hasPrefix("$\(text)*"))
    }

    @Test func `GLL and GNS go both ways`() {
        for text in [
            "GNGLL,4404.14066,N,12118.85481,W,171925.00,A,A",
            "GNGNS,074155.79,3114.87700,N,12135.24630,E,AANN,05,1.30,156.9,8.3,,,V",
        ] {
            switch sentence(text) {
            case .gll(let it): #expect(written { it.write(by: .combined, to: &$0) }.hasPrefix("$\(text)*"))
            case .gns(let it): #expect(written { it.write(by: .combined, to: &$0) }.hasPrefix("$\(text)*"))
            default: Issue.record("not read: \(text)")
            }
        }
    }

    @Test func `GSA goes both ways, with and without a system`() {
        for text in [
            "GNGSA,A,3,29,20,18,16,51,13,44,26,,,,,0.99,0.54,0.83,1",
            "GPGSA,A,1,,,,,,,,,,,,,,,",
        ] {
            guard case .gsa(let it) = sentence(text) else {
                Issue.record("not read: \(text)")
                continue
            }
            let talker: NMEA.Talker = text.hasPrefix("GN") ? .combined : .gps
            #expect(written { it.write(by: talker, to: &$0) }.hasPrefix("$\(text)*"))
        }
    }

    @Test func `a GSA of 24 numbers is read to its end`() {
        guard case .gsa(let it) = sentence("GPGSA,A,3,27,23,13,07,25,,,,,,,,,,,,,,,,,,,,07.9,06.0,05.2") else {
            Issue.record("not read")
            return
        }
        #expect(it.count == 5)
        #expect(it.pdop == 7.9)
        #expect(it.vdop == 5.2)
    }

    @Test func `GSV goes both ways`() {
        let text = "GPGSV,4,4,14,27,72,289,19,30,08,336,24"
        guard case .gsv(let it) = sentence(text) else {
            Issue.record("not read")
            return
        }
        #expect(it.count == 2)
        #expect(it[0] == Satellite(constellation: .gps, id: 27, elevation: 72, azimuth: 289, cn0: 19))
        #expect(written { it.write(by: .gps, to: &$0) }.hasPrefix("$\(text)*"))
    }

    @Test func `GSV of NMEA 4.1 has a signal at its end, whatever is empty before it`() {
        guard case .gsv(let it) = sentence("GAGSV,2,2,05,11,15,224,,,,,,,,,,,,,,7") else {
            Issue.record("not read")
            return
        }
        #expect(it.count == 1)
        #expect(it[0] == Satellite(constellation: .galileo, id: 11, elevation: 15, azimuth: 224))
        #expect(it.signalID == 7)
    }

    @Test func `TXT keeps its commas, and one without numbers is all text`() {
        guard case .txt(let numbered) = sentence("GNTXT,01,01,02,a,b"),
            case .txt(let bare) = sentence("GPTXT,DEFAULT PVT")
        else {
            Issue.record("not read")
            return
        }
        #expect(numbered.text.string == "a,b")
        #expect(numbered.severity == 2)
        #expect(bare.text.string == "DEFAULT PVT")
        #expect(written { numbered.write(by: .combined, to: &$0) }.hasPrefix("$GNTXT,01,01,02,a,b*"))
    }

    @Test func `sentences are appended behind what is there`() {
        var bytes = Array("before ".utf8)
        let clock = NMEA.Clock(hour: 23, minute: 27, second: 12, fractionDigits: 3)
        NMEA.ZDA(clock: clock, date: CivilDate(year: 2016, month: 3, day: 28)).append(by: .gps, to: &bytes)
        NMEA.RMC(clock: nil, isValid: false, date: nil, mode: UInt8(ascii: "N")).append(by: .gps, to: &bytes)
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "before $GPZDA,232712.000,28,03,2016,00,00*5D\r\n$GPRMC,,V,,,,,,,,,,N*53\r\n")
    }

    @Test func `GST and GBS are read`() {
        guard case .gst(let statistics) = sentence("GNGST,181141.00,13,,,,4.5,2.9,8.1"),
            case .gbs(let integrity) = sentence("GNGBS,181141.00,4.5,2.9,8.1,21,,-21.4,3.8")
        else {
            Issue.record("not read")
            return
        }
        #expect(statistics.rangeRMS == 13)
        #expect(statistics.altitudeError == 8.1)
        #expect(integrity.suspect == 21)
        #expect(integrity.bias == -21.4)
    }

    @Test(arguments: ["GPVTG,0,T,,M,0,N,0,K", "PUBX,00,1", "PSRFEPE,1", "", "GP", ",,,", "GNRMCX,1"])
    func `other makers' sentences are not ours`(_ text: String) {
        guard case .unknown = read(text) else {
            Issue.record("read: \(text)")
            return
        }
    }

    @Test(arguments: [
        "GPRMC,1,A", "GPGGA,1", "GPGSV,1,2,1", "GPGSV,3,0,1", "GPZDA,1,2", "GPGLL,1", "GPGNS,", "GPGSA,A,3", "GPTXT",
    ])
    func `a sentence without its fields is refused`(_ text: String) {
        guard case .malformed = read(text) else {
            Issue.record("taken: \(text)")
            return
        }
    }
}
