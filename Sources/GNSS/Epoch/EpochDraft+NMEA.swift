// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension NMEA.Sentence {
    /// The time of day that names the epoch; `nil` for sentences without one, or where it is empty.
    var clock: NMEA.Clock? {
        switch self {
        case .rmc(let it): it.clock
        case .gga(let it): it.clock
        case .gll(let it): it.clock
        case .gns(let it): it.clock
        case .zda(let it): it.clock
        case .gst(let it): it.clock
        case .gbs(let it): it.clock
        case .gsa, .gsv, .txt: nil
        }
    }

    /// A number for each type, and whether a receiver sends it once an epoch (for each talker).
    var kind: (number: UInt16, isOncePerEpoch: Bool) {
        switch self {
        case .rmc: (1, true)
        case .gga: (2, true)
        case .gll: (3, true)
        case .gns: (4, true)
        case .zda: (5, true)
        case .gst: (6, false)
        case .gbs: (7, false)
        case .gsa: (8, false)
        case .gsv(let it): (it.part == it.parts ? 10 : 9, false)
        case .txt: (11, false)
        }
    }
}

extension EpochDraft {
    mutating func merge(_ sentence: NMEA.Sentence, by talker: NMEA.Talker) {
        if let clock = sentence.clock {
            timeOfDay = timeOfDay ?? clock.millisecondOfDay
            resolution = clock.resolution
        }
        switch sentence {
        case .rmc(let it): merge(it)
        case .gga(let it): merge(it)
        case .gns(let it): merge(it)
        case .gll(let it):
            otherStatus = (otherStatus ?? false) || it.isValid
        case .zda(let it): statedDay = it.date?.daysSince1970 ?? statedDay
        case .gsa(let it): merge(it, by: talker)
        case .gsv(let it): for index in 0..<it.count { sky.merge(it[index]) }
        case .gst, .gbs, .txt: break
        }
    }

    private mutating func merge(_ it: NMEA.RMC) {
        let isValid = it.isValid && it.mode != UInt8(ascii: "N")
        recommendedStatus = isValid
        statedDay = it.clock == nil ? statedDay : it.date?.daysSince1970 ?? statedDay
        if isValid { position = position ?? it.position }
    }

    /// An empty quality says nothing at all. Fewer than three satellites make no position.
    private mutating func merge(_ it: NMEA.GGA) {
        guard let quality = it.quality else { return }
        let fix = Self.fix(hasFix: quality > 0, it.position, used: it.used)
        mergePosition(fix, it.position, used: it.used, isValid: quality > 0)
    }

    private mutating func merge(_ it: NMEA.GNS) {
        let unsafe = it.navigationStatus == UInt8(ascii: "U")
        let fix = Self.fix(hasFix: it.systemsInUse > 0, it.position, used: it.used)
        mergePosition(fix, it.position, used: it.used, isValid: it.systemsInUse > 0 && !unsafe)
    }

    private mutating func mergePosition(_ fix: Fix, _ position: Position?, used: UInt8?, isValid: Bool) {
        ggaFix = max(ggaFix ?? .none, fix)
        otherStatus = (otherStatus ?? false) || isValid
        if let used { usedStated = max(usedStated ?? 0, UInt16(used)) }
        if isValid, let position { self.position = position }
    }

    private static func fix(hasFix: Bool, _ position: Position?, used: UInt8?) -> Fix {
        guard hasFix, let position, let used, used >= 3 else { return .none }
        return used >= 4 && position.altitude != nil ? .threeD : .twoD
    }

    private mutating func merge(_ it: NMEA.GSA, by talker: NMEA.Talker) {
        if let fix = it.fix { gsaFix = max(gsaFix ?? .none, fix) }
        let context = it.systemID.flatMap { NMEA.constellation(systemID: Int($0)) } ?? talker.constellation
        for index in 0..<it.count {
            guard var satellite = NMEA.satellite(number: Int(it[index]), context: context) else { continue }
            satellite.isUsed = true
            sky.merge(satellite)
        }
    }
}
