// SPDX-License-Identifier: Apache-2.0

import GNSS
import TimeBase

// An epoch's name: its time of day in milliseconds, or its time of week where that is what its messages state, told apart
// by their sign.

extension NMEA.Sentence {
    /// `nil` for sentences without a time.
    var epochName: Int? {
        switch self {
        case .rmc(let it): it.clock?.millisecondOfDay
        case .gga(let it): it.clock?.millisecondOfDay
        case .gll(let it): it.clock?.millisecondOfDay
        case .gns(let it): it.clock?.millisecondOfDay
        case .zda(let it): it.clock?.millisecondOfDay
        case .gst(let it): it.clock?.millisecondOfDay
        case .gbs(let it): it.clock?.millisecondOfDay
        case .gsa, .gsv, .txt: nil
        }
    }
}

extension UBXMessage {
    /// `nil` for messages that belong to no epoch.
    var epochName: Int? {
        switch self {
        case .navPVT(let it): -1 - Int(it.iTOW)
        case .navDOP(let it): -1 - Int(it.iTOW)
        case .navSol(let it): -1 - Int(it.iTOW)
        case .navStatus(let it): -1 - Int(it.iTOW)
        case .navTimeGPS(let it): -1 - Int(it.iTOW)
        default: nil
        }
    }
}

extension Epoch {
    /// Whether it is the one of that name.
    func isNamed(_ name: Int?) -> Bool {
        guard let name, let time else { return false }
        if name >= 0 { return time.utc.map { Int($0.unixMilliseconds % 86_400_000) == name } ?? false }
        let week = 604_800_000
        if let gps = time.gps { return Int(gps.sinceEpoch.wholeNanoseconds / 1_000_000) % week == -1 - name }
        // UTC alone: within the seconds that lie between the scales, and never another epoch's of the same second.
        guard let utc = time.utc else { return false }
        let sinceGPS = Int(utc.unixMilliseconds - 315_964_800_000) % week
        let behind = (-1 - name - sinceGPS + week) % week
        return behind % 1000 == 0 && behind == 1000 * Int(leap?.gpsMinusUTC ?? 18)
    }
}
