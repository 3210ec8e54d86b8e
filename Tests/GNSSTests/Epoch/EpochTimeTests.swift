// SPDX-License-Identifier: Apache-2.0

import GNSS
import Testing
import TimeBase

struct `What the timing loop asks of an epoch` {
    private let relation = UTCRelation(taiMinusUTC: 37)
    private let noon = UTCInstant(day: 18_262, secondOfDay: 43_200)

    @Test func `UTC becomes TAI by the relation`() throws {
        let time = StatedTime(scale: .utc, utc: noon, isValid: true)
        #expect(time.tai(relation) == TAIInstant(sinceEpoch: .seconds(18_262 * 86_400 + 43_200 + 37)))
    }

    @Test func `GPS time becomes TAI whatever the relation says`() throws {
        let gps = GPSInstant(week: 2086, timeOfWeek: .seconds(302_418))
        let time = StatedTime(scale: .gps, utc: nil, gps: gps, isValid: true)
        #expect(time.tai(UTCRelation(taiMinusUTC: 0)) == TAIInstant(gps))
        #expect(time.tai(relation) == StatedTime(scale: .utc, utc: noon, isValid: true).tai(relation))
    }

    @Test func `UTC that is not vouched for does not become TAI`() {
        #expect(StatedTime(scale: .utc, utc: noon, isValid: true, isUTCVouched: false).tai(relation) == nil)
    }

    @Test(arguments: [
        ([Constellation.gps, .gps, .sbas], TimeReference.gps), ([.galileo], .galileo), ([.gps, .beidou], .gnss),
        ([.sbas], nil), ([], nil),
    ])
    func `the reference is the system used, or several`(_ used: [Constellation], _ expected: TimeReference?) {
        var epoch = Epoch(arrival: at(0))
        epoch.sky.merge(Satellite(constellation: .glonass, id: 9))
        for (index, constellation) in used.enumerated() {
            epoch.sky.merge(Satellite(constellation: constellation, id: UInt8(index + 1), isUsed: true))
        }
        #expect(epoch.reference == expected)
    }

    @Test func `a sky takes 96 satellites and no more, and merges what it knows`() {
        var sky = Sky()
        for id in 1...60 { sky.merge(Satellite(constellation: .gps, id: UInt8(id), cn0: 30)) }
        for id in 1...60 { sky.merge(Satellite(constellation: .beidou, id: UInt8(id))) }
        #expect(sky.count == 96)
        sky.merge(Satellite(constellation: .gps, id: 1, elevation: 5, cn0: 20, isUsed: true))
        #expect(sky.count == 96)
        #expect(sky[0] == Satellite(constellation: .gps, id: 1, elevation: 5, cn0: 30, isUsed: true))
        #expect(sky.usedCount == 1)
    }
}
