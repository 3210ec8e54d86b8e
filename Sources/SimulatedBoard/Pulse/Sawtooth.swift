// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// By how much the edge of a second misses it because the receiver can only act on a tick of its own clock. Known to
/// the receiver beforehand, so both the edge and the announcement of it ask here.
struct Sawtooth: Sendable {
    private let tick: Double
    private let start: Double
    /// Ticks that the receiver's clock gains in a second, as a fraction of one.
    private let slope: Double
    private let noise: CounterRandom

    init(tick: Duration, seed: UInt64) {
        self.tick = tick.realSeconds
        noise = CounterRandom(seed: seed, stream: Stream.sawtooth)
        start = noise.uniform(.max)
        slope = 0.02 + 0.1 * noise.uniform(.max - 1)
    }

    /// Edge − second, in −tick/2 ..< tick/2, in whole picoseconds: positive, the edge comes late.
    func error(ofSecond second: Int64) -> Duration {
        guard tick > 0 else { return .zero }
        let wander = 0.05 * noise.uniform(UInt64(bitPattern: second))
        let turns = start + slope * Double(second) + wander
        let fraction = turns - turns.rounded(.down) - 0.5
        return .picoseconds(Int64((fraction * tick * 1e12).rounded(.down)))
    }
}
