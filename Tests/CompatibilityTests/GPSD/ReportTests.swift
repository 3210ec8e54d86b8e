// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import Compatibility
import GNSS
import Testing
import TimeBase

struct ReportTests {
    private static let clock = NMEA.Clock(hour: 12, minute: 0, second: 1)
    private static let date = CivilDate(year: 2024, month: 10, day: 4)

    private func sentences(isFixed: Bool, clock: NMEA.Clock = Self.clock) -> [UInt8] {
        var writer = NMEA.Writer()
        let place = isFixed ? Position(latitude: 52.5, longitude: -13.25, altitude: 41.5) : nil
        NMEA.RMC(
            clock: clock, isValid: isFixed, position: place, speed: isFixed ? 2 : nil, course: isFixed ? 90 : nil,
            date: Self.date, mode: UInt8(ascii: isFixed ? "A" : "N")
        ).write(by: .combined, to: &writer)
        NMEA.GGA(
            clock: clock, position: place, quality: isFixed ? 2 : 0, used: isFixed ? 8 : 0,
            hdop: isFixed ? 0.7 : 99.99, geoidSeparation: isFixed ? 39.5 : nil
        ).write(by: .combined, to: &writer)
        return writer.bytes
    }

    @Test func `TPV and SKY have what the sentences say, and nothing else`() {
        var player = CapturePlayer()
        #expect(
            player.play(sentences(isFixed: true)) == [
                #"{"class":"DEVICE","path":"/dev/ttyS1","driver":"NMEA0183","activated":"2020-09-13T12:26:45.000Z","flags":1,"native":0}"#,
                #"{"class":"SKY","device":"/dev/ttyS1","time":"2024-10-04T12:00:01.000Z","hdop":0.70}"#,
                #"{"class":"TPV","device":"/dev/ttyS1","status":2,"mode":3,"time":"2024-10-04T12:00:01.000Z","lat":52.500000000,"lon":-13.250000000,"altHAE":81.0000,"altMSL":41.5000,"alt":41.5000,"track":90.0000,"speed":1.029,"geoidSep":39.500}"#,
            ])
    }

    @Test func `without a fix there is a mode of 1 and no place`() {
        var player = CapturePlayer()
        #expect(
            player.play(sentences(isFixed: false)).last
                == #"{"class":"TPV","device":"/dev/ttyS1","mode":1,"time":"2024-10-04T12:00:01.000Z"}"#)
    }

    @Test(arguments: [false, true]) func `an epoch whose beginning was missed is not told`(isInterrupted: Bool) {
        var player = CapturePlayer(isJoining: !isInterrupted)
        if isInterrupted { player.teller.interrupt() }
        var tail = NMEA.Writer()
        NMEA.ZDA(clock: Self.clock, date: Self.date).write(by: .combined, to: &tail)
        let next = sentences(isFixed: true, clock: NMEA.Clock(hour: 12, minute: 0, second: 2))
        let told = player.play(tail.bytes + next).filter { $0.contains("TPV") }
        #expect(told.count == 1 && told[0].contains(#""mode":3,"time":"2024-10-04T12:00:02.000Z""#), "\(told)")
    }

    @Test func `when time was heard is told in both clocks`() {
        var player = CapturePlayer()
        let toff = player.reports(sentences(isFixed: true)).first { $0.audience == .pps }
        #expect(
            toff
                == GPSDReport(
                    .pps,
                    line:
                        #"{"class":"TOFF","device":"/dev/ttyS1","real_sec":1728043201,"real_nsec":0,"clock_sec":1600000005,"clock_nsec":0}"#
                ))
    }

    @Test func `sentences are passed on as they came`() {
        var player = CapturePlayer()
        let octets = sentences(isFixed: true)
        #expect(player.reports(octets).filter { $0.audience == .text }.flatMap(\.octets) == octets)
    }

    @Test func `a u-blox's own messages are passed on in octets and in hexadecimal, and as sentences`() throws {
        var pvt = NavPVT()
        (pvt.iTOW, pvt.year, pvt.month, pvt.day, pvt.hour, pvt.sec) = (475_219_000, 2024, 10, 4, 12, 1)
        (pvt.valid, pvt.fixType, pvt.flags, pvt.numSV) = (7, 3, 1, 9)
        (pvt.lat, pvt.lon, pvt.height, pvt.hMSL) = (525_000_000, 132_500_000, 81_000, 41_500)
        (pvt.gSpeed, pvt.velD, pvt.hAcc, pvt.vAcc) = (1_000, -250, 1_500, 2_500)
        var octets: [UInt8] = []
        pvt.appendFrame(to: &octets)
        var player = CapturePlayer()
        let reports = player.reports(octets)
        #expect(reports.first { $0.audience == .octets }?.octets == octets)
        let hexadecimal = try #require(reports.first { $0.audience == .hexadecimal })
        #expect(String(decoding: hexadecimal.octets, as: UTF8.self).hasPrefix("b562010"))
        let text = String(decoding: reports.filter { $0.audience == .nmea }.flatMap(\.octets), as: UTF8.self)
        #expect(text.hasPrefix("$GNRMC,120001.00,A,5230.00000,N,01315.00000,E,1.944,0.00,041024,,,A*"))
        #expect(text.contains("$GNGGA,120001.00,5230.00000,N,01315.00000,E,1,09,,41.5,M,39.5,M,,*"))
        let tpv = try #require(reports.first { $0.audience == .timing(false) })
        let line = String(decoding: tpv.octets, as: UTF8.self)
        for member in [#""climb":0.250"#, #""eph":1.500"#, #""epv":2.500"#, #""geoidSep":39.500"#, #""mode":3"#] {
            #expect(line.contains(member))
        }
    }

    @Test func `a receiver that goes away is told`() {
        var player = CapturePlayer()
        _ = player.reports(sentences(isFixed: true))
        let gone = player.teller.take(
            TappedLine(at: MonotonicInstant(sinceEpoch: .seconds(9)), .lost(.absent)), clock: player.clock)
        #expect(gone == [GPSDReport(.json, line: #"{"class":"DEVICE","path":"/dev/ttyS1","activated":0}"#)])
        #expect(player.teller.last == nil)
    }
}
