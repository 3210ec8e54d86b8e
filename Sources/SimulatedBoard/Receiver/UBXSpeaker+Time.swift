// SPDX-License-Identifier: Apache-2.0

import GNSS
import TimeBase

extension UBXSpeaker {
    func solution(used: Int) -> NavPVT {
        var message = NavPVT()
        message.iTOW = towMilliseconds
        message.setClock(report.clock)
        message.validDate = report.knowsTime
        message.validTime = report.knowsTime
        message.fullyResolved = report.knowsTime && report.knowsLeapSeconds
        message.confirmedAvai = true
        message.confirmedDate = report.fix == .threeD
        message.confirmedTime = report.fix == .threeD
        message.tAcc = report.timeAccuracy
        message.numSV = UInt8(clamping: used)
        setPosition(of: &message)
        return message
    }

    private func setPosition(of message: inout NavPVT) {
        let hasFix = report.fix != .none
        message.fixType = report.fix == .threeD ? 3 : hasFix ? 2 : 0
        message.gnssFixOK = hasFix
        message.invalidLlh = !hasFix
        message.pDOP = hasFix ? 130 : 9999
        message.hAcc = hasFix ? 1_200 : .max
        message.vAcc = hasFix ? 1_900 : .max
        guard hasFix else { return }
        message.lat = Int32(model.position.latitude * 1e7)
        message.lon = Int32(model.position.longitude * 1e7)
        let altitude = Int32((model.position.altitude ?? 0) * 1000)
        message.hMSL = altitude
        message.height = altitude + 39_500
    }

    func gpsTime() -> NavTimeGPS {
        var message = NavTimeGPS()
        message.iTOW = towMilliseconds
        message.week = Int16(truncatingIfNeeded: gps.week)
        message.leapS = Int8(clamping: report.gpsMinusUTC)
        message.towValid = report.knowsTime
        message.weekValid = report.knowsTime
        message.leapSValid = report.knowsTime && report.knowsLeapSeconds
        message.tAcc = report.timeAccuracy
        return message
    }

    func leapSeconds() -> NavTimeLS {
        var message = NavTimeLS()
        message.iTOW = towMilliseconds
        message.currLs = Int8(clamping: report.gpsMinusUTC)
        message.srcOfCurrLs = report.knowsLeapSeconds ? 2 : 0
        message.validCurrLs = report.knowsTime && report.knowsLeapSeconds
        message.validTimeToLsEvent = message.validCurrLs
        if let leap = report.utc.next, leap.at > report.time { announce(leap, in: &message) }
        return message
    }

    /// The event is named by the day at whose end it is, with Sunday as 1.
    private func announce(_ leap: UTCRelation.Leap, in message: inout NavTimeLS) {
        message.srcOfLsChange = 2
        message.lsChange = leap.change
        message.timeToLsEvent = Int32(clamping: (leap.at - report.time).wholeSeconds)
        let lastDay = report.utc.utc(leap.at - .seconds(1)).day - Self.firstDayOfGPS
        message.dateOfLsGpsWn = UInt16(clamping: lastDay / 7)
        message.dateOfLsGpsDn = UInt16(clamping: lastDay % 7 + 1)
    }

    /// 1980-01-06, in days since 1970-01-01.
    private static var firstDayOfGPS: Int { 3657 }
}

extension NavPVT {
    fileprivate mutating func setClock(_ clock: UTCInstant) {
        let (date, face) = (clock.date, clock.clockFace)
        year = UInt16(clamping: date.year)
        (month, day) = (UInt8(date.month), UInt8(date.day))
        (hour, min, sec) = (UInt8(face.hour), UInt8(face.minute), UInt8(face.second))
    }
}
