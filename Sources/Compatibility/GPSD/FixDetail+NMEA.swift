// SPDX-License-Identifier: Apache-2.0

import GNSS

extension FixDetail {
    private static let metresPerSecondInAKnot = 1852.0 / 3600

    mutating func merge(_ sentence: NMEA.Sentence) {
        switch sentence {
        case .rmc(let it): merge(it)
        case .gga(let it): merge(it)
        case .gns(let it):
            dilution.horizontal = dilution.horizontal ?? believable(it.hdop)
            geoidSeparation = geoidSeparation ?? it.geoidSeparation
        case .gsa(let it):
            dilution.position = believable(it.pdop) ?? dilution.position
            dilution.horizontal = believable(it.hdop) ?? dilution.horizontal
            dilution.vertical = believable(it.vdop) ?? dilution.vertical
        case .gst(let it):
            noise = Noise(
                rms: it.rangeRMS, latitude: it.latitudeError, longitude: it.longitudeError,
                altitude: it.altitudeError)
        case .gbs(let it):
            (epx, epy, epv) = (it.longitudeError, it.latitudeError, it.altitudeError)
        case .gll, .gsv, .zda, .txt: break
        }
    }

    private mutating func merge(_ it: NMEA.RMC) {
        guard it.isValid else { return }
        speed = it.speed.map { $0 * Self.metresPerSecondInAKnot }
        track = it.course
    }

    private mutating func merge(_ it: NMEA.GGA) {
        dilution.horizontal = dilution.horizontal ?? believable(it.hdop)
        guard let quality = it.quality, quality > 0 else { return }
        status = Self.status(quality: quality)
        geoidSeparation = it.geoidSeparation
        if let altitude = it.position?.altitude, let separation = it.geoidSeparation {
            ellipsoidHeight = altitude + separation
        }
    }

    /// 99.99 and its like stand for "none".
    private func believable(_ dilution: Double?) -> Double? { dilution.flatMap { $0 > 0 && $0 < 99 ? $0 : nil } }

    private static func status(quality: UInt8) -> Int? {
        switch quality {
        case 2: 2
        case 3: 9
        case 4: 3
        case 5: 4
        case 6: 5
        case 7: 7
        case 8: 8
        default: nil
        }
    }
}
