// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension MonVer {
    func emitFacts(_ emit: (Heard) -> Void) {
        emit(.device(.software(DeviceText(swVersion))))
        emit(.device(.hardware(DeviceText(hwVersion))))
        for text in extensions { emit(.device(.trait(DeviceText(text)))) }
    }
}

extension TimTP {
    /// Weeks count from 1980-01-06 in GPS and Galileo time, and in UTC, where leap seconds are taken away. Other systems count
    /// otherwise, so that for them only the sawtooth is of use.
    func announcement(at arrival: MonotonicInstant, rollover: Rollover) -> PulseAnnouncement {
        let instant = rollover.instant(week: Int(week), millisecond: Int(towMS))
        let isGPSLike = timeRefGnss == 0 || timeRefGnss == 3
        return PulseAnnouncement(
            alignment: timeBase ? .utc : .gnss, gps: !timeBase && isGPSLike && week > 0 ? instant : nil,
            utc: timeBase && week > 0 ? WallClock(countedAsWeeks: instant).instant : nil, sawtooth: sawtooth,
            arrival: arrival)
    }
}
