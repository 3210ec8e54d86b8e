// SPDX-License-Identifier: Apache-2.0

import GNSS
import Glibc

/// The satellites above the horizon, as a receiver reports them.
struct SimulatedSky: Sendable {
    /// How often they are moved on, s: in this time none moves by more than a third of a degree.
    private static let step: Int64 = 30

    private let systems: [Orbits]
    private let position: Position
    private let signal: CounterRandom
    private var moved = Int64.min
    private var above: [Satellite] = []

    init(_ scene: Scene) {
        systems = Constellation.allCases.filter(scene.receiver.constellations.contains).compactMap {
            Orbits($0, seed: scene.seed)
        }
        position = scene.receiver.position
        signal = CounterRandom(seed: scene.seed, stream: Stream.signal)
    }

    /// In order of constellation and number. `second`: GPS time. Of the satellites above, `tracked` are heard, and
    /// those heard well enough are used where there is a fix.
    mutating func satellites(at second: Int64, tracked: Int, hasFix: Bool) -> [Satellite] {
        move(to: second)
        var seen = above
        for index in seen.indices {
            let wobble = Int(signal.bits(UInt64(bitPattern: second &* 256 &+ Int64(index))) % 3) - 1
            let cn0 = UInt8(clamping: Int(seen[index].cn0 ?? 1) + wobble)
            seen[index].cn0 = index < tracked ? cn0 : nil
            seen[index].isUsed = hasFix && index < tracked && cn0 >= 32
        }
        return seen
    }

    private mutating func move(to second: Int64) {
        let stop = second - second % Self.step
        guard stop != moved else { return }
        moved = stop
        above.removeAll(keepingCapacity: true)
        for system in systems { list(system, at: Double(stop)) }
    }

    private mutating func list(_ system: Orbits, at seconds: Double) {
        for index in 0..<system.count {
            let (elevation, azimuth) = system.look(at: index, from: position, seconds: seconds)
            guard elevation >= 2 else { continue }
            // From 28 dB-Hz at the horizon to 48 overhead, as through a patch antenna.
            let cn0 = 28 + 20 * sin(elevation * .pi / 180)
            above.append(
                Satellite(
                    constellation: system.constellation, id: system.firstID + UInt8(index),
                    elevation: Int8(elevation), azimuth: UInt16(azimuth), cn0: UInt8(cn0)))
        }
    }
}
