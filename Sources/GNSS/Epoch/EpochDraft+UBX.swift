// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension UBXMessage {
    /// The time of week that names the epoch, ms; `nil` for messages that belong to none.
    var timeOfWeek: UInt32? {
        switch self {
        case .navStatus(let it): it.iTOW
        case .navDOP(let it): it.iTOW
        case .navSol(let it): it.iTOW
        case .navPVT(let it): it.iTOW
        case .navTimeGPS(let it): it.iTOW
        case .navTimeUTC(let it): it.iTOW
        case .navClock(let it): it.iTOW
        case .navTimeGLO(let it): it.iTOW
        case .navTimeBDS(let it): it.iTOW
        case .navTimeGAL(let it): it.iTOW
        case .navTimeLS(let it): it.iTOW
        case .navSVInfo(let it): it.iTOW
        case .navSat(let it): it.iTOW
        case .navSVIN(let it): it.iTOW
        case .navEOE(let it): it.iTOW
        default: nil
        }
    }

    /// Messages that a receiver may send late, about an epoch before: they never end one.
    var mayLag: Bool {
        switch self {
        case .navSVInfo, .navSat, .navTimeLS, .navSVIN, .navClock: true
        default: false
        }
    }
}

extension EpochDraft {
    mutating func merge(_ message: UBXMessage) {
        switch message {
        case .navPVT(let it): merge(it)
        case .navSol(let it): merge(it)
        case .navStatus(let it): mergeFix(it.gpsFix, isOK: it.gpsFixOk, isFull: false)
        case .navTimeGPS(let it): merge(it)
        case .navTimeUTC(let it): merge(it)
        case .navClock(let it): mergeAccuracy(it.tAcc)
        case .navSat(let it): merge(it)
        case .navSVInfo(let it): merge(it)
        default: break
        }
    }

    private mutating func merge(_ it: NavPVT) {
        mergeFix(it.fixType, isOK: it.gnssFixOK, isFull: true)
        mergeAccuracy(it.tAcc)
        usedStated = UInt16(it.numSV)
        if it.fixType > 0, !it.invalidLlh {
            position = Position(
                latitude: Double(it.lat) * 1e-7, longitude: Double(it.lon) * 1e-7, altitude: Double(it.hMSL) * 1e-3)
        }
        let clock = WallClock(
            year: it.year, month: it.month, day: it.day, hour: it.hour, minute: it.min, second: it.sec,
            nanosecond: it.nano)
        mergeUTC(clock, isValid: it.validDate && it.validTime, isVouched: it.fullyResolved)
    }

    private mutating func merge(_ it: NavTimeUTC) {
        mergeAccuracy(it.tAcc)
        let clock = WallClock(
            year: it.year, month: it.month, day: it.day, hour: it.hour, minute: it.min, second: it.sec,
            nanosecond: it.nano)
        mergeUTC(clock, isValid: it.validTOW && it.validWKN, isVouched: it.validUTC)
    }

    /// A valid statement is not overwritten by one that is not.
    private mutating func mergeUTC(_ clock: WallClock?, isValid: Bool, isVouched: Bool) {
        guard let clock, isValid || !isUTCValid else { return }
        utc = clock
        (isUTCValid, isUTCVouched) = (isValid, isVouched)
        timeOfDay = timeOfDay ?? clock.millisecond
    }

    private mutating func merge(_ it: NavSol) {
        mergeFix(it.gpsFix, isOK: it.gpsFixOK, isFull: true)
        usedStated = UInt16(it.numSV)
        mergeGPS(week: Int(it.week), isValid: it.wknSet && it.towSet)
    }

    private mutating func merge(_ it: NavTimeGPS) {
        mergeAccuracy(it.tAcc)
        mergeGPS(week: Int(it.week), isValid: it.towValid && it.weekValid)
    }

    /// The fraction below a millisecond is left out: it rounds to nothing.
    private mutating func mergeGPS(week: Int, isValid: Bool) {
        guard week >= 0, isValid || !isGPSValid else { return }
        gpsWeek = week
        isGPSValid = isValid
    }

    /// NAV-STATUS says less than the solution's own message: it does not overwrite that.
    private mutating func mergeFix(_ type: UInt8, isOK: Bool, isFull: Bool) {
        guard isFull || ubxFix == nil else { return }
        isUBXFixOK = isOK
        switch type {
        case 1, 2: ubxFix = .twoD
        case 3, 4: ubxFix = .threeD
        case 5: ubxFix = .time
        default: ubxFix = Fix.none
        }
    }

    private mutating func mergeAccuracy(_ nanoseconds: UInt32) {
        if nanoseconds != .max { timeAccuracy = .nanoseconds(Int64(nanoseconds)) }
    }

    private mutating func merge(_ it: NavSat) {
        for entry in it.satellites {
            guard let constellation = Constellation(rawValue: entry.gnssId), entry.svId != 255 else { continue }
            let isPlaced = (-90...90).contains(entry.elev)
            sky.merge(
                Satellite(
                    constellation: constellation, id: entry.svId, elevation: isPlaced ? entry.elev : nil,
                    azimuth: isPlaced ? UInt16(exactly: entry.azim) : nil, cn0: entry.cno == 0 ? nil : entry.cno,
                    isUsed: entry.svUsed))
        }
    }

    private mutating func merge(_ it: NavSVInfo) {
        for channel in it.channels {
            guard var satellite = Self.satellite(common: channel.svid) else { continue }
            satellite.elevation = channel.elev
            satellite.azimuth = UInt16(exactly: channel.azim)
            satellite.cn0 = channel.cno == 0 ? nil : channel.cno
            satellite.isUsed = channel.svUsed
            sky.merge(satellite)
        }
    }

    /// u-blox's one numbering for all systems (u-blox M8 receiver description, "Satellite Numbering").
    private static func satellite(common number: UInt8) -> Satellite? {
        switch number {
        case 1...32: Satellite(constellation: .gps, id: number)
        case 33...64: Satellite(constellation: .beidou, id: number - 27)
        case 65...96: Satellite(constellation: .glonass, id: number - 64)
        case 120...158: Satellite(constellation: .sbas, id: number)
        case 159...163: Satellite(constellation: .beidou, id: number - 158)
        case 173...182: Satellite(constellation: .imes, id: number - 172)
        case 193...202: Satellite(constellation: .qzss, id: number - 192)
        case 211...246: Satellite(constellation: .galileo, id: number - 210)
        default: nil
        }
    }
}
