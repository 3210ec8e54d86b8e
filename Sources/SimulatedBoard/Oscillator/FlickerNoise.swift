// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Flicker (1/f) frequency noise as a sum of first-order processes whose time constants lie a factor of four apart.
///
/// Such a sum of Lorentzians, each of variance v, has S(f) = v / (f·ln 4) between the ends of the range. Flicker FM
/// of S(f) = h/f has the Allan variance 2·ln 2·h, and ln 4 = 2·ln 2: each process simply has the floor's variance.
struct FlickerNoise: Sendable {
    /// 1 s to 12 days: flat from some seconds to some days.
    private static let count = 11

    private var index: UInt64 = 0
    private var states: [Double] = []
    private var decays: [Double] = []
    private var sources: [CounterNormal] = []
    private let floor: Double
    private(set) var value = 0.0

    /// `floor`: the level of the Allan deviation; zero makes no noise and costs nothing.
    init(floor: Double, seed: UInt64) {
        self.floor = floor
        guard floor != 0 else { return }
        for step in 0..<Self.count {
            let source = CounterNormal(seed: seed, stream: Stream.flicker + UInt64(step))
            sources.append(source)
            decays.append(exp(-pow(4, -Double(step))))
            states.append(floor * source.value(0))
        }
        value = states.reduce(0, +)
    }

    mutating func advance() {
        guard floor != 0 else { return }
        index += 1
        value = 0
        for step in states.indices {
            let decay = decays[step]
            let kick = floor * (1 - decay * decay).squareRoot()
            states[step] = decay * states[step] + kick * sources[step].value(index)
            value += states[step]
        }
    }
}
