// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TimeKeeping

/// What a receiver says beside the time.
@Suite struct ReceiverWatchTests {
    /// An antenna in a city: 5 m of noise, and a wandering of 10 m by reflections that move with the satellites.
    private struct Antenna {
        var random = SplitMix64(state: 3)
        var (north, east, up) = (0.0, 0.0, 0.0)
        var latitude = 52.5

        mutating func place(movedNorth moved: Double = 0, raised: Double = 0) -> AntennaPlace {
            north += -north / 600 + 0.58 * random.normal()
            east += -east / 600 + 0.58 * random.normal()
            up += -up / 600 + 0.87 * random.normal()
            // Beside the date line: east of it longitudes are negative.
            let longitude = 179.9999 + (east + 5 * random.normal()) / 67_800
            return AntennaPlace(
                latitude: latitude + (moved + north + 5 * random.normal()) / 111_320,
                longitude: longitude > 180 ? longitude - 360 : longitude,
                height: 40 + raised + up + 8 * random.normal())
        }
    }

    private func settled() -> (PositionWatch, Antenna) {
        var (watch, antenna) = (PositionWatch(antenna: .auto), Antenna())
        for _ in 0..<3700 { watch.hear(antenna.place()) }
        return (watch, antenna)
    }

    @Test(arguments: [100.0, -150, 1000, 1e6]) func `a fixed antenna that is said to be elsewhere is noticed`(
        by: Double
    ) {
        var (watch, antenna) = settled()
        var after: Int?
        for k in 0..<90 where after == nil {
            watch.hear(antenna.place(movedNorth: by))
            if watch.isElsewhere { after = k }
        }
        #expect(after.map { $0 <= 60 } ?? false)
        #expect((watch.distance - by.magnitude).magnitude < 40 + 0.3 * by.magnitude)
        for _ in 0..<90 { watch.hear(antenna.place()) }
        #expect(watch.isElsewhere == (by.magnitude > 1e4))
    }

    @Test func `60 m and a little more is noticed within 90 s`() {
        var watch = PositionWatch(antenna: .yes)
        let home = AntennaPlace(latitude: -33, longitude: 18, height: 10)
        for _ in 0..<600 { watch.hear(home) }
        var moved = home
        moved.latitude += 62 / 111_320.0
        var after = 0
        while !watch.isElsewhere, after < 200 {
            watch.hear(moved)
            after += 1
        }
        #expect(after <= 90)
    }

    @Test func `an antenna that stands still wanders for days without an alarm`() {
        var (watch, antenna) = settled()
        var worst = 0.0
        for _ in 0..<100_000 {
            watch.hear(antenna.place())
            worst = max(worst, watch.distance)
            if watch.isElsewhere { break }
        }
        #expect(!watch.isElsewhere)
        #expect(worst < 60)
    }

    @Test func `an antenna on a ship is not taken for fixed`() {
        var (watch, antenna) = (PositionWatch(antenna: .auto), Antenna())
        for _ in 0..<9000 {
            antenna.latitude += 5 / 111_320.0
            watch.hear(antenna.place())
            #expect(!watch.isElsewhere)
        }
    }

    @Test func `satellites that are equally strong for two minutes are noticed, and so is the end of it`() {
        var watch = SignalUniformity()
        let feigned = SignalSpread(satellites: 9, deviation: 0.5, elevations: 60)
        for _ in 0..<119 { watch.hear(feigned, elapsed: 1) }
        #expect(!watch.isUniform)
        watch.hear(feigned, elapsed: 1)
        #expect(watch.isUniform)
        for _ in 0..<120 { watch.hear(SignalSpread(satellites: 9, deviation: 4, elevations: 60), elapsed: 1) }
        #expect(!watch.isUniform)
    }

    @Test(arguments: [
        SignalSpread(satellites: 5, deviation: 0.3, elevations: 60),
        SignalSpread(satellites: 9, deviation: 0.3, elevations: 20),
        SignalSpread(satellites: 12, deviation: 2, elevations: 60),
        SignalSpread(satellites: 7, deviation: 0.9, elevations: 60),
    ])
    func `few satellites, those of one height and unlike ones say nothing`(spread: SignalSpread) {
        var watch = SignalUniformity()
        for _ in 0..<600 { watch.hear(spread, elapsed: 1) }
        #expect(!watch.isUniform)
    }

    @Test func `strengths are summed up as their standard deviation`() {
        var sum = SignalSpread.Sum()
        for (strength, elevation) in [(40, 10), (44, 50), (42, 30)] {
            sum.add(strength: Double(strength), elevation: Double(elevation))
        }
        #expect(sum.spread == SignalSpread(satellites: 3, deviation: 2, elevations: 40))
    }
}
