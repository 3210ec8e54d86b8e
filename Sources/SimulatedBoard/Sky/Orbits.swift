// SPDX-License-Identifier: Apache-2.0

import GNSS
import Glibc

/// A constellation on circular orbits, evenly spaced: not where its satellites are, but how such satellites move.
struct Orbits: Sendable {
    private static let earthRadius = 6371e3
    private static let earthRotation = 7.292115e-5
    private static let gravity = 3.986004418e14

    let constellation: Constellation
    let firstID: UInt8
    private let planes: Int
    private let slots: Int
    private let radius: Double
    private let inclination: Double
    private let node: Double
    private let phase: Double

    /// `nil` for systems that are not simulated. Radii and inclinations are those of the systems' interface
    /// specifications; where the planes stand is the seed's.
    init?(_ constellation: Constellation, seed: UInt64) {
        switch constellation {
        case .gps: (planes, slots, radius, inclination, firstID) = (6, 5, 26_560e3, 55, 1)
        case .galileo: (planes, slots, radius, inclination, firstID) = (3, 8, 29_600e3, 56, 1)
        case .beidou: (planes, slots, radius, inclination, firstID) = (3, 8, 27_906e3, 55, 19)
        case .glonass: (planes, slots, radius, inclination, firstID) = (3, 8, 25_508e3, 64.8, 1)
        default: return nil
        }
        self.constellation = constellation
        let chance = CounterRandom(seed: seed, stream: Stream.orbits)
        node = 2 * .pi * chance.uniform(UInt64(constellation.rawValue) * 2)
        phase = 2 * .pi * chance.uniform(UInt64(constellation.rawValue) * 2 + 1)
    }

    var count: Int { planes * slots }

    /// Degrees above the horizon and from north, of satellite `index` (0 ..< ``count``), `seconds` into GPS time.
    func look(at index: Int, from position: Position, seconds: Double) -> (elevation: Double, azimuth: Double) {
        let there = place(index, seconds: seconds)
        let (lat, lon) = (position.latitude * .pi / 180, position.longitude * .pi / 180)
        let here = (
            Self.earthRadius * cos(lat) * cos(lon), Self.earthRadius * cos(lat) * sin(lon), Self.earthRadius * sin(lat)
        )
        let (x, y, z) = (there.0 - here.0, there.1 - here.1, there.2 - here.2)
        let east = -sin(lon) * x + cos(lon) * y
        let north = -sin(lat) * cos(lon) * x - sin(lat) * sin(lon) * y + cos(lat) * z
        let up = cos(lat) * cos(lon) * x + cos(lat) * sin(lon) * y + sin(lat) * z
        let elevation = atan2(up, (east * east + north * north).squareRoot()) * 180 / .pi
        let azimuth = atan2(east, north) * 180 / .pi
        return (elevation, azimuth < 0 ? azimuth + 360 : azimuth)
    }

    /// Metres, turning with the Earth.
    private func place(_ index: Int, seconds: Double) -> (Double, Double, Double) {
        let (plane, slot) = (Double(index / slots), Double(index % slots))
        let (planeStep, slotStep) = (2 * .pi / Double(planes), 2 * .pi / Double(slots))
        let tilt = inclination * .pi / 180
        let motion = (Self.gravity / (radius * radius * radius)).squareRoot()
        let along = phase + slot * slotStep + plane * slotStep / Double(planes) + motion * seconds
        let turned = node + plane * planeStep - Self.earthRotation * seconds
        let (c, s) = (cos(along), sin(along))
        return (
            radius * (cos(turned) * c - sin(turned) * s * cos(tilt)),
            radius * (sin(turned) * c + cos(turned) * s * cos(tilt)), radius * s * sin(tilt)
        )
    }
}
