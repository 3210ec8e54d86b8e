// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension EpochAssembler {
    /// What a complete draft amounts to.
    mutating func conclude(_ draft: EpochDraft) -> Epoch {
        var epoch = Epoch(arrival: draft.arrival)
        epoch.completed = draft.latest
        epoch.fix = draft.fix(detailed: detailedFix)
        epoch.used = draft.used
        epoch.sky = draft.sky
        epoch.position = draft.position
        epoch.timeAccuracy = draft.timeAccuracy
        epoch.messages = draft.messages
        noteFix(draft)
        epoch.time = time(of: draft)
        epoch.sawtooth = pulses.sawtooth(after: draft.names, gpsMinusUTC: state.gpsMinusUTC)
        epoch.leap = state.leap
        epoch.survey = state.survey
        epoch.antenna = state.antenna
        epoch.jamming = state.jamming
        epoch.jammingLevel = state.jammingLevel
        epoch.spoofing = state.spoofing
        return epoch
    }

    private mutating func noteFix(_ draft: EpochDraft) {
        if let full = draft.gsaFix ?? draft.ggaFix { detailedFix = full }
        if draft.recommendedStatus == false { detailedFix = nil }
        isStatusKnown = isStatusKnown || draft.hasStatus
        undisputedClocks = isStatusKnown ? 0 : min(undisputedClocks + 1, 2)
    }

    private mutating func time(of draft: EpochDraft) -> StatedTime? {
        let gps = instant(of: draft)
        let isGPSValid = gps != nil && draft.isGPSValid && isSolutionValid(draft)
        guard let stated = wallClock(of: draft) else {
            return gps.map { fromGPS($0, week: draft.gpsWeek ?? 0, isValid: isGPSValid) }
        }
        let periods = state.rollover.periods(forDay: stated.clock.day)
        var lifted = stated.clock
        lifted.day += periods * RolloverPivot.cycleInDays
        return StatedTime(
            scale: .utc, utc: lifted.instant, gps: gps, isValid: stated.isValid || isGPSValid,
            isUTCVouched: stated.isVouched, resolution: draft.resolution, rolloversLifted: Int8(clamping: periods))
    }

    private func instant(of draft: EpochDraft) -> GPSInstant? {
        guard let week = draft.gpsWeek, let time = draft.timeOfWeek else { return nil }
        return state.rollover.instant(week: week, millisecond: time)
    }

    private func fromGPS(_ gps: GPSInstant, week: Int, isValid: Bool) -> StatedTime {
        let utc = state.leap.map { $0.relation.utc(TAIInstant(gps)) }
        return StatedTime(
            scale: .gps, utc: utc, gps: gps, isValid: isValid, isUTCVouched: state.leap?.isVouched ?? false,
            rolloversLifted: Int8(clamping: state.rollover.periods(forGPSWeek: week)))
    }

    private struct WallClockStatement {
        var clock: WallClock
        var isValid: Bool
        var isVouched: Bool
    }

    /// UBX's own statement of UTC, or the time of day of NMEA with its date or the one that was stated before.
    private mutating func wallClock(of draft: EpochDraft) -> WallClockStatement? {
        if let clock = draft.utc {
            let isValid = draft.isUTCValid && isSolutionValid(draft)
            calendar.note(clock, isWarranted: isValid, arrival: draft.arrival)
            return WallClockStatement(clock: clock, isValid: isValid, isVouched: draft.isUTCVouched)
        }
        guard let millisecond = draft.timeOfDay else { return nil }
        let isValid = draft.recommendedStatus ?? draft.otherStatus ?? isClockBelieved(draft)
        if let day = draft.statedDay {
            let clock = WallClock(day: day, millisecond: millisecond)
            calendar.note(clock, isWarranted: isValid, arrival: draft.arrival)
            return WallClockStatement(clock: clock, isValid: isValid, isVouched: true)
        }
        guard let day = calendar.day(of: millisecond, at: draft.arrival) else { return nil }
        return WallClockStatement(
            clock: WallClock(day: day, millisecond: millisecond), isValid: isValid && calendar.isWarranted,
            isVouched: true)
    }

    /// A clock that sends ZDA and nothing else never says whether its time may be believed.
    private func isClockBelieved(_ draft: EpochDraft) -> Bool { draft.statedDay != nil && isUndisputed }

    /// UBX's validity flags need a fix beside them; a receiver without one keeps them on from its own clock for long.
    private func isSolutionValid(_ draft: EpochDraft) -> Bool {
        draft.isSolutionValid && (draft.ubxFix != nil || isStatusKnown || isUndisputed)
    }

    /// What sends only times, and never says how it came by them, is taken at its word from the second epoch on. Before
    /// that the statement of a fix may be still to come.
    private var isUndisputed: Bool { !isStatusKnown && undisputedClocks >= 2 }

    /// A recommended minimum without a time, or without a date, says that the receiver knows none.
    mutating func noteLoss(_ sentence: NMEA.Sentence) {
        guard case .rmc(let it) = sentence, !it.isValid, it.clock == nil || it.date == nil else { return }
        calendar.forget()
    }
}

extension EpochDraft {
    var names: EpochNames { EpochNames(timeOfWeek: timeOfWeek, timeOfDay: timeOfDay) }

    mutating func adopt(_ name: EpochName) {
        switch name {
        case .timeOfWeek(let time): timeOfWeek = timeOfWeek ?? time
        case .timeOfDay(let time): timeOfDay = timeOfDay ?? time
        }
    }

    /// Counts a message that was merged.
    mutating func count(_ kind: UInt16, at arrival: MonotonicInstant) -> CycleLearner.Step {
        latest = arrival
        messages &+= messages == .max ? 0 : 1
        lastStep = steps.count(kind)
        return lastStep
    }

    /// Whether nothing that UBX says of the fix contradicts its validity flags.
    var isSolutionValid: Bool { ubxFix != Fix.none && isUBXFixOK }
}

extension NMEA.Talker {
    /// A number for each, the unknown ones taken together.
    var index: UInt16 {
        switch self {
        case .gps: 0
        case .glonass: 1
        case .galileo: 2
        case .beidou: 3
        case .qzss: 4
        case .navic: 5
        case .combined: 6
        case .other: 7
        }
    }
}

extension UBXMessageID {
    /// Apart from all of NMEA's.
    var kind: UInt16 { 0x8000 | UInt16(messageClass & 0x7F) << 8 | UInt16(number) }
}
