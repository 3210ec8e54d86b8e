// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// What a receiver says now and then, and what holds until it says otherwise.
struct ReceiverState: Sendable {
    var leap: LeapNotice?
    var survey: SurveyIn?
    var antenna: AntennaState?
    var jamming: JammingState?
    var jammingLevel: UInt8?
    var spoofing: SpoofingState?
    var rollover: Rollover
    /// GPS − UTC to reckon with while the receiver has said nothing: 18 since 2017.
    private static let assumedGPSMinusUTC = 18

    var gpsMinusUTC: Int { leap.map { Int($0.gpsMinusUTC) } ?? Self.assumedGPSMinusUTC }

    mutating func note(_ message: UBXMessage) {
        switch message {
        case .navStatus(let it): spoofing = SpoofingState(rawValue: it.spoofDetState)
        case .navTimeGPS(let it): noteLeap(Int(it.leapS), isVouched: it.leapSValid)
        case .navTimeLS(let it): note(it)
        case .timSVIN(let it): note(it)
        case .navSVIN(let it): note(it)
        case .monHW(let it):
            antenna = AntennaState(rawValue: it.aStatus)
            jamming = JammingState(rawValue: it.jammingState)
            jammingLevel = it.jamInd
        case .monRF(let it): note(it)
        default: break
        }
    }

    /// A firmware's own count does not replace one that came from the satellites.
    private mutating func noteLeap(_ count: Int, isVouched: Bool) {
        guard let count = Int8(exactly: count), isVouched || !(leap?.isVouched ?? false) else { return }
        if leap?.gpsMinusUTC != count { leap = LeapNotice(gpsMinusUTC: count, isVouched: isVouched) }
        leap?.isVouched = isVouched
    }

    /// Sources 1 to 5 are satellites; 0 is the firmware's own count, 6 and above are configured or unknown.
    private mutating func note(_ it: NavTimeLS) {
        if it.validCurrLs { noteLeap(Int(it.currLs), isVouched: (1...5).contains(it.srcOfCurrLs)) }
        guard leap != nil, it.validTimeToLsEvent else { return }
        let isComing = it.timeToLsEvent >= 0 && (it.lsChange == 1 || it.lsChange == -1)
        let next = isComing ? change(it) : nil
        leap?.next = next
    }

    /// The event is at the end of a day; GPS time of the next midnight UTC has the new count in it.
    private func change(_ it: NavTimeLS) -> LeapNotice.Change? {
        guard (1...7).contains(it.dateOfLsGpsDn) else { return nil }
        let week = Int(it.dateOfLsGpsWn)
        let days = (week + rollover.periods(forGPSWeek: week) * 1024) * 7 + Int(it.dateOfLsGpsDn)
        let seconds = days * 86_400 + Int(it.currLs) + Int(it.lsChange)
        return LeapNotice.Change(change: it.lsChange, at: GPSInstant(sinceEpoch: .seconds(seconds)))
    }

    private mutating func note(_ it: TimSVIN) {
        survey = SurveyIn(
            elapsed: it.dur, observations: it.obs, accuracyMillimetres: UInt32(Double(it.meanV).squareRoot()),
            isValid: it.valid != 0, isActive: it.active != 0)
    }

    private mutating func note(_ it: NavSVIN) {
        survey = SurveyIn(
            elapsed: it.dur, observations: it.obs, accuracyMillimetres: it.meanAcc / 10, isValid: it.valid != 0,
            isActive: it.active != 0)
    }

    /// The antenna is that of the first radio path that knows; interference is the worst of all paths.
    private mutating func note(_ it: MonRF) {
        var (worst, level): (UInt8, UInt8) = (0, 0)
        var state: AntennaState?
        for block in it.blocks {
            worst = max(worst, block.jammingState)
            level = max(level, block.jamInd)
            if state == nil || state == .unknown { state = AntennaState(rawValue: block.antStatus) ?? state }
        }
        antenna = state ?? antenna
        jamming = JammingState(rawValue: worst)
        jammingLevel = level
    }
}
