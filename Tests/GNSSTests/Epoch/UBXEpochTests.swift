// SPDX-License-Identifier: Apache-2.0

import GNSS
import Testing
import TimeBase

/// 2020-01-01 was a Wednesday; GPS − UTC was 18 s.
private let noon: UInt32 = (3 * 86_400 + 12 * 3600 + 18) * 1000

private func pvt(_ second: UInt32, fix: UInt8 = 3, change: (inout NavPVT) -> Void = { _ in }) -> [UInt8] {
    var it = NavPVT()
    it.iTOW = noon + second * 1000
    (it.year, it.month, it.day, it.hour, it.min, it.sec) = (2020, 1, 1, 12, 0, UInt8(second))
    (it.validDate, it.validTime, it.fullyResolved) = (true, true, true)
    (it.fixType, it.gnssFixOK, it.numSV, it.tAcc) = (fix, fix > 0, 9, 25)
    change(&it)
    return it.frame
}

private func timeGPS(_ second: UInt32, leap: Int8 = 18, isLeapValid: Bool = true, week: Int16 = 2086) -> [UInt8] {
    var it = NavTimeGPS()
    it.iTOW = noon + second * 1000
    (it.week, it.leapS, it.tAcc) = (week, leap, 30)
    (it.towValid, it.weekValid, it.leapSValid) = (true, true, isLeapValid)
    return status(second) + it.frame
}

private func status(_ second: UInt32) -> [UInt8] {
    var it = NavStatus()
    it.iTOW = noon + second * 1000
    (it.gpsFix, it.gpsFixOk) = (3, true)
    return it.frame
}

private func end(_ second: UInt32) -> [UInt8] {
    var it = NavEOE()
    it.iTOW = noon + second * 1000
    return it.frame
}

private func pulse(_ second: UInt32, qErr: Int32, isUTC: Bool = false) -> [UInt8] {
    var it = TimTP()
    it.towMS = noon + second * 1000 - (isUTC ? 18_000 : 0)
    (it.qErr, it.week, it.timeBase, it.utc) = (qErr, 2086, isUTC, true)
    return it.frame
}

struct `Epochs of u-blox messages` {
    @Test func `NAV-PVT tells all`() throws {
        let epoch = try #require(epochs(in: pvt(0)).first)
        #expect(epoch.utc == "2020-01-01T12:00:00.000Z")
        #expect(epoch.hasValidTime)
        #expect(epoch.fix == .threeD)
        #expect(epoch.used == 9)
        #expect(epoch.timeAccuracy == .nanoseconds(25))
    }

    @Test func `nanoseconds round to the millisecond, over midnight too`() {
        let before = epochs(
            in: pvt(0) { ($0.day, $0.hour, $0.sec, $0.nano) = (2, 0, 0, -106) })
        #expect(before[0].utc == "2020-01-02T00:00:00.000Z")
        let tenth = epochs(in: pvt(0) { ($0.day, $0.hour, $0.sec, $0.nano) = (2, 0, 0, -100_000_000) })
        #expect(tenth[0].utc == "2020-01-01T23:59:59.900Z")
        let rounded = epochs(in: pvt(7) { $0.nano = 999_999_999 })
        #expect(rounded[0].utc == "2020-01-01T12:00:08.000Z")
    }

    @Test(arguments: [0, 1, 2, 3])
    func `a time without all of its flags is stated but not believed`(_ which: Int) {
        let epoch = epochs(
            in: pvt(0, fix: which == 3 ? 0 : 3) { it in
                if which == 0 { it.validDate = false }
                if which == 1 { it.validTime = false }
                if which == 2 { it.gnssFixOK = false }
            })[0]
        #expect(epoch.utc == "2020-01-01T12:00:00.000Z")
        #expect(!epoch.hasValidTime)
    }

    @Test func `a date that no calendar has is no time`() {
        #expect(epochs(in: pvt(0) { $0.month = 13 })[0].time == nil)
        #expect(epochs(in: pvt(0) { ($0.hour, $0.sec) = (12, 60) })[0].time == nil)
    }

    @Test func `NAV-EOE ends an epoch at once`() {
        #expect(epochs(in: pvt(0) + timeGPS(0) + end(0), finishing: false).count == 1)
        #expect(epochs(in: pvt(0) + timeGPS(0), finishing: false).isEmpty)
    }

    @Test func `sentences after NAV-EOE do not make a second epoch of one time`() {
        var stream: [UInt8] = []
        for second: UInt32 in 0..<6 {
            stream += pvt(second) + timeGPS(second) + end(second)
            stream += sentences("GNRMC,12000\(second).00,A,,,,,,,010120,,,A")
        }
        let found = epochs(in: stream)
        #expect(found.count == 6)
        #expect(Set(found.map { $0.utc }).count == 6)
        #expect(found.last?.messages == 5)
    }

    @Test func `GPS time with leap seconds known is UTC`() throws {
        let time = try #require(epochs(in: timeGPS(5))[0].time)
        #expect(time.scale == .gps)
        #expect(time.utc?.iso8601() == "2020-01-01T12:00:05.000Z")
        #expect(time.gps == GPSInstant(week: 2086, timeOfWeek: .milliseconds(Int64(noon) + 5000)))
        #expect(time.isValid && time.isUTCVouched)
    }

    @Test func `times without a word of a fix are believed once it is clear that none will come`() {
        let bare = (0..<4).flatMap { timeGPS(UInt32($0)).suffix(24) }
        #expect(epochs(in: bare).map(\.hasValidTime) == [false, true, true, true])
        let late = timeGPS(0).suffix(24) + status(1) + timeGPS(1).suffix(24) + timeGPS(2).suffix(24)
        #expect(epochs(in: Array(late)).map(\.hasValidTime) == [false, true, true])
    }

    @Test func `leap seconds of the firmware are not vouched for, and do not replace the satellites'`() {
        let cold = epochs(in: timeGPS(0, leap: 16, isLeapValid: false))[0]
        #expect(cold.leap == LeapNotice(gpsMinusUTC: 16, isVouched: false))
        #expect(cold.time?.isUTCVouched == false)
        #expect(cold.time?.isValid == true)
        let later = epochs(in: timeGPS(0) + timeGPS(1, leap: 16, isLeapValid: false))[1]
        #expect(later.leap == LeapNotice(gpsMinusUTC: 18, isVouched: true))
    }

    @Test func `a week that rolled over is lifted to the pivot`() throws {
        let pivot = RolloverPivot(earliest: try #require(CivilDate(year: 2019, month: 1, day: 1)))
        let time = try #require(epochs(in: timeGPS(0, week: 2086 - 1024), pivot: pivot)[0].time)
        #expect(time.utc?.iso8601() == "2020-01-01T12:00:00.000Z")
        #expect(time.rolloversLifted == 1)
        let dated = epochs(in: pvt(0) { ($0.year, $0.month, $0.day) = (2000, 5, 17) }, pivot: pivot)
        #expect(dated[0].utc == "2020-01-01T12:00:00.000Z")
    }

    @Test func `a scheduled leap second is told with its instant`() throws {
        var it = NavTimeLS()
        it.iTOW = noon
        (it.srcOfCurrLs, it.currLs, it.validCurrLs) = (2, 17, true)
        (it.srcOfLsChange, it.lsChange, it.timeToLsEvent, it.validTimeToLsEvent) = (2, 1, 100_000, true)
        // 2016-12-31 was a Saturday, the seventh day of week 1929.
        (it.dateOfLsGpsWn, it.dateOfLsGpsDn) = (1929, 7)
        let leap = try #require(epochs(in: it.frame + timeGPS(0, leap: 17))[0].leap)
        #expect(leap.gpsMinusUTC == 17 && leap.isVouched && leap.taiMinusUTC == 36)
        let next = try #require(leap.next)
        #expect(next.change == 1)
        #expect(LeapSecondTable.builtIn.utc(TAIInstant(next.at)).iso8601() == "2017-01-01T00:00:00.000Z")
    }

    @Test func `through a leap second GPS time, sentences and messages agree`() throws {
        // The end of 2016-12-31: GPS week 1930 begins 17 s before 23:59:60.
        var notice = NavTimeLS()
        (notice.srcOfCurrLs, notice.currLs, notice.validCurrLs) = (2, 17, true)
        (notice.lsChange, notice.timeToLsEvent, notice.validTimeToLsEvent) = (1, 5, true)
        (notice.dateOfLsGpsWn, notice.dateOfLsGpsDn) = (1929, 7)
        var stream = notice.frame
        for (second, clock) in [(16, "235959.00"), (17, "235960.00"), (18, "000000.00")] {
            var time = NavTimeGPS()
            (time.iTOW, time.week, time.leapS) = (UInt32(second * 1000), 1930, second == 18 ? 18 : 17)
            (time.towValid, time.weekValid, time.leapSValid) = (true, true, true)
            var status = NavStatus()
            (status.iTOW, status.gpsFix, status.gpsFixOk) = (time.iTOW, 3, true)
            stream += time.frame + status.frame
            stream += sentences("GNRMC,\(clock),A,,,,,,,\(second == 18 ? "010117" : "311216"),,,A")
        }
        let found = epochs(in: stream).filter { $0.time != nil }
        #expect(
            found.map { $0.utc } == [
                "2016-12-31T23:59:59.000Z", "2016-12-31T23:59:60.000Z", "2017-01-01T00:00:00.000Z",
            ])
        let table = LeapSecondTable.builtIn
        for time in found.compactMap(\.time) {
            #expect(try table.tai(#require(time.utc)) == TAIInstant(#require(time.gps)))
        }
    }

    @Test(arguments: [false, true])
    func `a pulse's sawtooth goes to the epoch before it, wherever in the cycle it comes`(_ comesFirst: Bool) {
        let stream = (0..<8).flatMap { second -> [UInt8] in
            let it = pulse(UInt32(second + 1), qErr: Int32(second * 100), isUTC: second % 2 == 0)
            let rest = pvt(UInt32(second)) + timeGPS(UInt32(second))
            return comesFirst ? it + rest : rest + it
        }
        let found = epochs(in: stream)
        #expect(found.map(\.sawtooth) == (0..<8).map { .zero - .picoseconds(Int64($0 * 100)) })
    }

    @Test func `a pulse is announced with its instant`() throws {
        var heard: [PulseAnnouncement] = []
        hear(pulse(1, qErr: 4331) + pulse(2, qErr: -9, isUTC: true)) {
            if case .pulse(let it) = $0 { heard.append(it) }
        }
        try #require(heard.count == 2)
        #expect(heard[0].gps == GPSInstant(week: 2086, timeOfWeek: .milliseconds(Int64(noon) + 1000)))
        #expect(heard[0].sawtooth == .zero - .picoseconds(4331))
        #expect(heard[1].utc?.iso8601() == "2020-01-01T12:00:02.000Z")
        #expect(heard[1].alignment == .utc)
    }

    @Test func `antenna, jamming and survey stay until told otherwise`() {
        var hardware = MonHW()
        (hardware.aStatus, hardware.jammingState, hardware.jamInd) = (4, 2, 190)
        var survey = TimSVIN()
        (survey.dur, survey.obs, survey.meanV, survey.active) = (60, 59, 1_000_000, 1)
        let found = epochs(in: hardware.frame + survey.frame + pvt(0) + pvt(1))
        for epoch in found {
            #expect(epoch.antenna == .open)
            #expect(epoch.jamming == .warning && epoch.jammingLevel == 190)
            #expect(
                epoch.survey
                    == SurveyIn(
                        elapsed: 60, observations: 59, accuracyMillimetres: 1000, isValid: false, isActive: true))
        }
        #expect(found.count == 2)
    }

    @Test func `NAV-SAT's satellites are in the sky`() {
        var it = NavSat()
        it.iTOW = noon
        var satellite = NavSat.Satellite()
        (satellite.gnssId, satellite.svId, satellite.cno, satellite.elev, satellite.azim) = (2, 11, 44, 30, 120)
        satellite.svUsed = true
        it.append(satellite)
        let sky = epochs(in: pvt(0) + it.frame)[0].sky
        #expect(sky.count == 1)
        #expect(
            sky[0] == Satellite(constellation: .galileo, id: 11, elevation: 30, azimuth: 120, cn0: 44, isUsed: true))
    }

    @Test func `a sentence and a message of one time are one epoch`() {
        let found = epochs(in: sentences("GNRMC,120000.00,A,,,,,,,010120,,,A") + pvt(0) + timeGPS(0) + pvt(1))
        #expect(found.count == 2)
        #expect(found[0].messages == 4)
    }

    @Test func `a receiver says what it is`() {
        var it = MonVer()
        it.swVersion = FixedText("EXT CORE 3.01")
        var facts: [String] = []
        hear(it.frame + sentences("GNTXT,01,01,02,ANTSTATUS=OK")) { heard in
            switch heard {
            case .device(.software(let text)): facts.append(text.string)
            case .device(.text(let text, _)): facts.append(text.string)
            default: break
            }
        }
        #expect(facts == ["EXT CORE 3.01", "ANTSTATUS=OK"])
    }
}
