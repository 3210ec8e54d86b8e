// SPDX-License-Identifier: Apache-2.0

import GNSS
import TimeBase

/// A second's report as u-blox binary messages.
struct UBXSpeaker {
    let model: ReceiverModel
    let report: Report
    let gps: GPSWeek
    let towMilliseconds: UInt32

    init(model: ReceiverModel, report: Report) {
        (self.model, self.report) = (model, report)
        gps = GPSWeek(report.time)
        towMilliseconds = UInt32(gps.second * 1000)
    }

    func greet(into bytes: inout [UInt8]) {
        var message = MonVer()
        message.swVersion = FixedText("GNOMON SIM 1.00")
        message.hwVersion = FixedText("00000000")
        message.extensions.append(FixedText("PROTVER=27.11"))
        message.extensions.append(FixedText("MOD=SIMULATED"))
        message.appendFrame(to: &bytes)
    }

    /// Told well before the pulse that it is about: the one after the report's second. `sawtooth`: positive, late.
    func announcePulse(missingBy sawtooth: Duration, into bytes: inout [UInt8]) {
        let next = GPSWeek(report.time + .seconds(1))
        var message = TimTP()
        message.towMS = UInt32(next.second * 1000)
        message.week = UInt16(truncatingIfNeeded: next.week)
        message.qErr = Int32(clamping: -sawtooth.wholePicoseconds)
        message.utc = report.knowsLeapSeconds
        message.tpNotLocked = report.fix == .none
        message.qErrInvalid = report.fix == .none
        message.appendFrame(to: &bytes)
    }

    func say(_ satellites: [Satellite], into bytes: inout [UInt8]) {
        solution(used: satellites.count { $0.isUsed }).appendFrame(to: &bytes)
        status().appendFrame(to: &bytes)
        view(satellites).appendFrame(to: &bytes)
        gpsTime().appendFrame(to: &bytes)
        leapSeconds().appendFrame(to: &bytes)
        var end = NavEOE()
        end.iTOW = towMilliseconds
        end.appendFrame(to: &bytes)
    }

    func sayHealth(into bytes: inout [UInt8]) {
        var block = MonRF.Block()
        block.antStatus = report.hasAntenna ? 2 : 4
        block.antPower = 1
        block.noisePerMS = report.hasAntenna ? 88 : 61
        block.agcCnt = report.hasAntenna ? 4300 : 6800
        block.jamInd = report.health.jamming == .ok ? 9 : 190
        block.jammingState = report.health.jamming.rawValue
        var message = MonRF()
        message.blocks.append(block)
        message.appendFrame(to: &bytes)
        survey().appendFrame(to: &bytes)
    }

    private func status() -> NavStatus {
        var message = NavStatus()
        message.iTOW = towMilliseconds
        message.gpsFix = report.fix == .threeD ? 3 : report.fix == .none ? 0 : 2
        message.gpsFixOk = report.fix != .none
        (message.wknSet, message.towSet) = (report.knowsTime, report.knowsTime)
        message.spoofDetState = report.health.spoofing.rawValue
        return message
    }

    /// TIM-SVIN tells the variance, mm².
    private func survey() -> TimSVIN {
        let survey = report.survey
        var message = TimSVIN()
        (message.dur, message.obs) = (survey.elapsed, survey.observations)
        message.meanV = survey.accuracyMillimetres &* survey.accuracyMillimetres
        (message.valid, message.active) = (survey.isValid ? 1 : 0, survey.isActive ? 1 : 0)
        return message
    }

    private func view(_ satellites: [Satellite]) -> NavSat {
        var message = NavSat()
        message.iTOW = towMilliseconds
        for satellite in satellites {
            var entry = NavSat.Satellite()
            entry.gnssId = satellite.constellation.rawValue
            entry.svId = satellite.id
            entry.cno = satellite.cn0 ?? 0
            entry.elev = satellite.elevation ?? -91
            entry.azim = Int16(satellite.azimuth ?? 0)
            entry.qualityInd = satellite.cn0 == nil ? 1 : 7
            entry.svUsed = satellite.isUsed
            entry.health = 1
            entry.orbitSource = satellite.cn0 == nil ? 2 : 1
            message.append(entry)
        }
        return message
    }
}
