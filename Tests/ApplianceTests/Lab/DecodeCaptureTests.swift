// SPDX-License-Identifier: Apache-2.0

import Appliance
import GNSS
import Testing
import TimeBase

struct `Decoding a capture` {
    private let capture = Array(
        """
        $GPZDA,232712.000,28,03,2016,00,00*5D\r
        $GNRMC,181141.00,A,5230.88855,N,01327.85591,E,0.031,,190615,,,A*61\r

        """.utf8)

    @Test func `each epoch is a line of JSON with the promised keys first`() throws {
        let lines = DecodeCapture.lines(capture)
        try #require(lines.count == 2)
        #expect(
            lines[0].hasPrefix(
                #"{"utc":"2016-03-28T23:27:12.000Z","fix":"none","valid":false,"used":null,"leapSeconds":null,"sawtoothPs":null,"#
            ))
        #expect(lines[1].hasPrefix(#"{"utc":"2015-06-19T18:11:41.000Z","fix":"2d","valid":true,"used":null,"#))
    }

    @Test func `a pivot lifts what is more than a week before it`() throws {
        let near = try #require(CivilDate(year: 2016, month: 3, day: 30))
        #expect(DecodeCapture.lines(capture, pivot: near)[0].contains("2016-03-28T23:27:12.000Z"))
        #expect(DecodeCapture.lines(capture, pivot: near)[1].contains("2035-02-02T18:11:41.000Z"))
        #expect(DecodeCapture.lines(capture, pivot: near)[1].contains(#""rolloversLifted":1"#))
    }

    @Test func `GPS time without leap seconds is UTC by the table`() throws {
        var solution = NavSol()
        solution.iTOW = (3 * 86_400 + 12 * 3600 + 18) * 1000
        (solution.week, solution.gpsFix, solution.gpsFixOK) = (2086, 3, true)
        (solution.wknSet, solution.towSet, solution.numSV) = (true, true, 7)
        let line = try #require(DecodeCapture.lines(solution.frame).first)
        #expect(
            line.hasPrefix(#"{"utc":"2020-01-01T12:00:00.000Z","fix":"3d","valid":true,"used":7,"leapSeconds":null,"#))
    }

    @Test func `the sawtooth is the receiver's own figure`() throws {
        var position = NavPVT()
        position.iTOW = 43_218_000
        (position.year, position.month, position.day, position.hour) = (2020, 1, 5, 12)
        (position.validDate, position.validTime, position.fullyResolved) = (true, true, true)
        (position.fixType, position.gnssFixOK) = (5, true)
        var pulse = TimTP()
        (pulse.towMS, pulse.week, pulse.qErr) = (43_219_000, 2087, -4331)
        let line = try #require(DecodeCapture.lines(position.frame + pulse.frame).first)
        #expect(line.contains(#""fix":"time","valid":true"#))
        #expect(line.contains(#""sawtoothPs":-4331"#))
    }
}
