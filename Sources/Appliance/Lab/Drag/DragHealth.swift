// SPDX-License-Identifier: Apache-2.0

import Glibc
import SimulatedBoard
import TimeKeeping

/// Years of a healthy pulse beside one oscillator: how often it is doubted. What the discipline learns of the noise
/// wanders by a fifth of a decade, and the pulse itself as far as echoes of the signal make it.
struct DragHealth: Sendable {
    static let jitter = 100e-9
    private static let multipath = 15e-9
    private static let learned = 0.2
    /// Seconds from one value of what wanders to the next.
    private static let interval = 64

    private(set) var alarms = 0
    private(set) var second = 0
    private var watch = PlausibilityRehearsal()
    private var oscillator: DragOscillator
    private var multipath: Wandering
    private var learning: Wandering
    private let jitter: CounterNormal
    private let scale: Double
    private var scaleLearned: Double
    private var phase = 0.0

    init(_ kind: DragOscillatorKind, in surroundings: DragSurroundings, seed: UInt64) {
        oscillator = DragOscillator(kind, in: surroundings, seed: seed)
        multipath = Wandering(
            CounterNormal(seed: seed, stream: DragStream.multipath), rms: Self.multipath,
            over: 1250 / Double(Self.interval))
        learning = Wandering(
            CounterNormal(seed: seed, stream: DragStream.learning), rms: Self.learned,
            over: 3200 / Double(Self.interval))
        jitter = CounterNormal(seed: seed, stream: DragStream.jitter)
        (scale, scaleLearned) = (kind.scale, kind.scale)
    }

    mutating func run(seconds: Int) {
        for _ in 0..<seconds { runSecond() }
    }

    /// What the watch says of the slowest drag that it would notice, s/s.
    var slowestVisible: Double { watch.slowestVisibleDrag(jitter: Self.jitter) }

    private mutating func runSecond() {
        if second % Self.interval == 0 { wander() }
        phase += oscillator.next()
        let shown = phase + multipath.value + Self.jitter * jitter.value(UInt64(second))
        if watch.hear(phase: shown, at: Double(second), jitter: Self.jitter, scale: scaleLearned) { alarms += 1 }
        second += 1
    }

    private mutating func wander() {
        multipath.advance()
        learning.advance()
        scaleLearned = scale * pow(10, learning.value)
    }
}
