// SPDX-License-Identifier: Apache-2.0

import GNSS
import Testing
import TimeBase

private func rmc(_ time: String, _ date: String = "010120", status: String = "A") -> String {
    "GPRMC,\(time),\(status),4829.0005,N,00022.0015,E,0.1,,\(date),,,A"
}

private func gga(_ time: String, quality: Int = 1, used: Int = 8) -> String {
    "GPGGA,\(time),4829.0005,N,00022.0015,E,\(quality),0\(used),1.0,100.0,M,0.0,M,,"
}

struct `Epochs of sentences` {
    @Test func `sentences of one time are one epoch`() throws {
        let found = epochs(
            in: sentences(
                rmc("120000.00"), gga("120000.00"), "GPGSA,A,3,01,02,03,04,05,,,,,,,,1.5,1.0,1.1",
                "GPGSV,1,1,02,01,40,083,46,09,17,308,", rmc("120001.00")))
        try #require(found.count == 2)
        #expect(found[0].utc == "2020-01-01T12:00:00.000Z")
        #expect(found[0].hasValidTime)
        #expect(found[0].fix == .threeD)
        #expect(found[0].used == 8)
        #expect(found[0].sky.count == 6)
        #expect(found[0].sky.usedCount == 5)
        #expect(found[0].messages == 4)
        #expect(found[1].utc == "2020-01-01T12:00:01.000Z")
    }

    @Test func `a date that comes after the time still dates it`() throws {
        let found = epochs(in: sentences(gga("000000.00"), rmc("000000.00", "020120"), gga("000001.00")))
        #expect(found.map(\.utc) == ["2020-01-02T00:00:00.000Z", "2020-01-02T00:00:01.000Z"])
    }

    @Test func `midnight passes between dates`() {
        let found = epochs(
            in: sentences(
                rmc("235958.00"), gga("235959.00"), gga("000000.00"), gga("000001.00"), rmc("000002.00", "020120")))
        #expect(
            found.map(\.utc) == [
                "2020-01-01T23:59:58.000Z", "2020-01-01T23:59:59.000Z", "2020-01-02T00:00:00.000Z",
                "2020-01-02T00:00:01.000Z", "2020-01-02T00:00:02.000Z",
            ])
    }

    @Test func `no date is invented`() {
        let found = epochs(
            in: sentences(gga("120000.00"), gga("120001.00"), rmc("120002.00", ""), "GPZDA,120003.00,,,,,"))
        #expect(found.allSatisfy { $0.utc == nil && !$0.hasValidTime })
        #expect(found.first?.fix == .threeD)
    }

    @Test func `a receiver that has lost its date is not dated any more`() {
        let found = epochs(in: sentences(rmc("120000.00"), "GPRMC,,V,,,,,,,,,,N", gga("120005.00", quality: 0)))
        #expect(found.last?.utc == nil)
    }

    @Test func `a warning status makes a time stated but not believed`() {
        let found = epochs(in: sentences(gga("120000.00", quality: 0), rmc("120000.00", status: "V"), rmc("120001.00")))
        #expect(found[0].utc == "2020-01-01T12:00:00.000Z")
        #expect(!found[0].hasValidTime)
        #expect(found[0].fix == .none)
        #expect(found[1].hasValidTime)
    }

    @Test func `a date that is not warranted does not replace one that was`() {
        let found = epochs(in: sentences(rmc("120000.00"), rmc("120001.00", "220899", status: "V"), gga("120002.00")))
        #expect(found[1].utc == "1999-08-22T12:00:01.000Z")
        #expect(found[2].utc == "2020-01-01T12:00:02.000Z")
        #expect(found[2].hasValidTime)
    }

    @Test func `a leap second is 23:59:60, and the day after it is the next`() {
        let found = epochs(
            in: sentences(
                rmc("235959.00", "311216"), rmc("235960.00", "311216"), gga("235960.00"), rmc("000000.00", "010117")))
        #expect(
            found.map(\.utc) == [
                "2016-12-31T23:59:59.000Z", "2016-12-31T23:59:60.000Z", "2017-01-01T00:00:00.000Z",
            ])
        #expect(found[1].time?.utc?.isLeapSecond == true)
    }

    @Test func `a date 1024 weeks too early is lifted to the pivot, and only so far`() throws {
        let pivot = RolloverPivot(earliest: try #require(CivilDate(year: 2019, month: 1, day: 1)))
        let found = epochs(in: sentences(rmc("000231.42", "220899")), pivot: pivot)
        #expect(found[0].utc == "2019-04-07T00:02:31.420Z")
        #expect(found[0].time?.rolloversLifted == 1)
        let right = epochs(in: sentences(rmc("000231.42", "070419")), pivot: pivot)
        #expect(right[0].time?.rolloversLifted == 0)
        let twice = epochs(in: sentences(rmc("000000.00", "060180")), pivot: pivot)
        #expect(twice[0].utc == "2019-04-07T00:00:00.000Z")
    }

    @Test func `five hertz are five epochs a second`() {
        let found = epochs(
            in: sentences((0..<5).flatMap { [rmc("120000.\($0 * 2)00"), gga("120000.\($0 * 2)00")] }))
        #expect(
            found.map { $0.utc?.suffix(5) }
                == ["000Z", "200Z", "400Z", "600Z", "800Z"].map { "." + $0 }.map { $0[...] })
    }

    @Test func `a receiver without a clock still reports its sky`() {
        let cycle = ["GPRMC,,V,,,,,,,,,,N", "GPGGA,,,,,,0,00,99.99,,,,,,", "GPGSV,1,1,01,07,,,31"]
        let found = epochs(in: sentences(cycle + cycle + cycle))
        #expect(found.count == 3)
        #expect(found.allSatisfy { $0.time == nil && $0.fix == .none && $0.sky.count == 1 })
    }

    @Test func `a clock that sends ZDA alone is taken at its word from the third epoch`() {
        let zda = (0..<4).map { "GPZDA,12000\($0).00,01,01,2020,00,00" }
        #expect(epochs(in: sentences(zda)).map(\.hasValidTime) == [false, true, true, true])
        #expect(epochs(in: sentences([gga("115959.00", quality: 0)] + zda)).allSatisfy { !$0.hasValidTime })
    }

    @Test func `two talkers in one second are one epoch`() {
        let found = epochs(
            in: sentences(
                "GPGGA,020935.000,4404.1351,N,12118.8556,W,1,08,0.9,1123.9,M,-19.6,M,,0000",
                "GLGGA,020935.000,4404.1351,N,12118.8556,W,1,02,0.9,1123.9,M,-19.6,M,,0000",
                "GNGSA,A,3,15,17,30,28,01,19,24,11,,,,,1.8,0.9,1.5", "GNGSA,A,3,73,82,,,,,,,,,,,1.8,0.9,1.5",
                "GNRMC,020935.000,A,4404.1351,N,12118.8556,W,0.04,359.11,050219,,,A"))
        #expect(found.count == 1)
        #expect(found[0].used == 10)
        #expect(found[0].fix == .threeD)
    }

    @Test func `a time that stands still makes no further epochs`() {
        let cycle = [rmc("120003.00"), gga("120003.00")]
        let moving = (0..<3).flatMap { [rmc("12000\($0).00"), gga("12000\($0).00")] }
        #expect(epochs(in: sentences(moving + cycle + cycle + cycle)).count == 4)
    }

    @Test func `an empty quality says nothing, and three satellites are two dimensions`() {
        let found = epochs(
            in: sentences(
                "GPGGA,005947.00,3715.6616,N,12157.6709,W,,11,0.8,86.0,M,-30.1,M,,", rmc("005947.00"),
                gga("005948.00", used: 3), rmc("005948.00"), gga("005949.00", used: 4), rmc("005949.00")))
        #expect(found.map(\.fix) == [.twoD, .twoD, .threeD])
    }
}
