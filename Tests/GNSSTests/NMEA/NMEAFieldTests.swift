// SPDX-License-Identifier: Apache-2.0

import GNSS
import Testing
import TimeBase

private func clock(_ text: String) -> NMEA.Clock? {
    guard case .zda(let it) = sentence("GPZDA,\(text),01,02,2020,,") else { return nil }
    return it.clock
}

private func date(_ text: String) -> CivilDate? {
    guard case .rmc(let it) = sentence("GPRMC,120000,A,,,,,,,\(text),,") else { return nil }
    return it.date
}

struct `NMEA fields` {
    @Test(arguments: [
        ("113258", 41_578_000, 0), ("181141.00", 65_501_000, 2), ("235946.005", 86_386_005, 3),
        ("000231.42", 151_420, 2), ("235960.00", 86_400_000, 2), ("120000.9999", 43_200_999, 4),
        ("120000.", 43_200_000, 0), ("120000.1234567891234", 43_200_123, 13),
    ])
    func `clocks of any width are read to the millisecond`(_ text: String, _ milliseconds: Int, _ digits: Int) throws {
        let it = try #require(clock(text))
        let seconds = it.second == 60 ? 86_400 : Int(it.hour) * 3600 + Int(it.minute) * 60 + Int(it.second)
        #expect(seconds * 1000 + min((Int(it.nanosecond) + 500_000) / 1_000_000, 999) == milliseconds)
        #expect(Int(it.fractionDigits) == min(digits, 9))
    }

    @Test(arguments: [
        "", "12345", "240000", "126000", "120060", "1200.00", "+20000", "-20000", "12a000", "|19322|1.00", "1200000",
        "120000.5.5", "99999999999999999999999999",
    ])
    func `what no clock shows is no clock`(_ text: String) {
        #expect(clock(text) == nil)
    }

    @Test func `two digits of year are within 1980 to 2079`() {
        #expect(date("220899") == CivilDate(year: 1999, month: 8, day: 22))
        #expect(date("050180") == CivilDate(year: 1980, month: 1, day: 5))
        #expect(date("311279") == CivilDate(year: 2079, month: 12, day: 31))
        #expect(date("050826") == CivilDate(year: 2026, month: 8, day: 5))
    }

    @Test(arguments: [
        "", "2208-1", "310220", "001220", "321220", "010020", "011320", "0101200", "01012", "+10120", "01012.",
    ])
    func `what no calendar has is no date`(_ text: String) {
        #expect(date(text) == nil)
    }

    @Test(arguments: [
        ("4829.0005,N,00022.0015,E", true), ("4829,N,00022,E", true), ("4829.0,N,00022.0,", false),
        (",,,", false), ("9960.0,N,00000.0,E", false), ("4829.0,N,19000.0,E", false), ("-4829.0,N,00022.0,E", false),
        ("2037.|72792,N,08704.08478,W", false),
    ])
    func `a position needs all four fields`(_ text: String, _ isThere: Bool) {
        guard case .gll(let it) = sentence("GPGLL,\(text),120000,A") else {
            Issue.record("not read")
            return
        }
        #expect((it.position != nil) == isThere)
    }

    @Test func `a minute is not written as sixty`() {
        let it = NMEA.GLL(
            position: Position(latitude: -0.99999999999, longitude: 179.99999999999), clock: nil, isValid: false)
        #expect(written { it.write(by: .gps, to: &$0) }.hasPrefix("$GPGLL,0100.00000,S,18000.00000,E,,V*"))
    }

    @Test(arguments: [
        ("GP", 12, Constellation.gps, 12), ("GP", 33, .sbas, 120), ("GP", 51, .sbas, 138), ("GN", 65, .glonass, 1),
        ("GL", 85, .glonass, 21), ("GL", 5, .glonass, 5), ("GA", 36, .galileo, 36), ("GN", 307, .galileo, 7),
        ("GB", 5, .beidou, 5), ("BD", 37, .beidou, 37), ("GB", 201, .beidou, 1), ("GN", 405, .beidou, 5),
        ("BD", 214, .beidou, 14), ("GQ", 1, .qzss, 1), ("QZ", 193, .qzss, 1), ("GP", 194, .qzss, 2),
        ("GI", 3, .navic, 3),
        ("GP", 131, .sbas, 131), ("PQ", 2, .qzss, 2), ("GP", 173, .imes, 1),
    ])
    func `every maker's satellite numbers are understood`(
        _ talker: String, _ number: Int, _ constellation: Constellation, _ id: UInt8
    ) {
        guard case .gsv(let it) = sentence("\(talker)GSV,1,1,01,\(number),10,020,30"), it.count == 1 else {
            Issue.record("not read")
            return
        }
        #expect(it[0].constellation == constellation)
        #expect(it[0].id == id)
    }

    @Test func `a satellite's number comes back as it was written`() throws {
        for constellation in Constellation.allCases {
            let satellite = Satellite(constellation: constellation, id: constellation == .sbas ? 131 : 7)
            let number = NMEA.number(of: satellite)
            let context: Constellation? = [.gps, .sbas, .imes].contains(constellation) ? nil : constellation
            let back = try #require(NMEA.satellite(number: number, context: context))
            #expect(back.isSame(as: satellite))
        }
    }

    @Test func `any bytes at all are read without a trap`() {
        var random = SystemRandomNumberGenerator()
        let alphabet = Array("GPRMCGASVZDNLTXB0123456789.,,,,-+*$NSEWAV| \u{7F}".utf8)
        for _ in 0..<20_000 {
            let head = [
                "GPRMC,", "GNGGA,", "GLGSV,", "GAGSA,", "GPZDA,", "GNGNS,", "GPGLL,", "GPTXT,", "GPGST,", "GPGBS,",
            ]
            let tail = (0..<Int.random(in: 0...90)).map { _ in alphabet.randomElement(using: &random)! }
            _ = NMEA.read((Array(head.randomElement()!.utf8) + tail).span)
        }
    }
}
