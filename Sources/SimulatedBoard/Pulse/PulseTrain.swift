// SPDX-License-Identifier: Apache-2.0

import Glibc
import TimeBase

/// The edges of the pulse as they are stamped, one after the other.
struct PulseTrain: Sendable {
    /// What is still to befall edges on command.
    struct Orders: Sendable {
        var miss = 0
        var double = 0
        var late = 0
        var lateness = Duration.zero
    }

    var orders = Orders()
    /// By how much a receiver without a fix has its seconds wrong: positive, late.
    var phase = Duration.zero
    private let model: PulseModel
    private let sawtooth: Sawtooth
    private let jitter: CounterNormal
    private let fate: CounterRandom
    private let lateness: CounterRandom
    private var second: Int64
    private var echo: TAIInstant?
    /// When the next edge is stamped, on the true scale.
    private(set) var next: TAIInstant

    /// The first edge marks the first whole second after `start`.
    init(_ model: PulseModel, sawtooth: Sawtooth, from start: TAIInstant, seed: UInt64) {
        self.model = model
        self.sawtooth = sawtooth
        jitter = CounterNormal(seed: seed, stream: Stream.pulseJitter)
        fate = CounterRandom(seed: seed, stream: Stream.pulseFate)
        lateness = CounterRandom(seed: seed, stream: Stream.pulseLateness)
        second = start.sinceEpoch.wholeSeconds + 1
        next = start
        prepare()
    }

    /// Takes the next edge; false where it does not come after all.
    mutating func take() -> Bool {
        if echo != nil {
            echo = nil
            second += 1
            prepare()
            return true
        }
        let isMissing = isMissing
        let isDoubled = isDoubled && !isMissing
        if orders.late > 0 { orders.late -= 1 }
        if isDoubled {
            let later = next + .realSeconds(0.0001 + 0.4 * fate.uniform(index(2)))
            (echo, next) = (later, later)
        } else {
            second += 1
            prepare()
        }
        return !isMissing
    }

    /// The true second that the next edge is meant for.
    var nominal: TAIInstant { TAIInstant(sinceEpoch: .seconds(second)) }

    /// Works the next edge out anew, after ``orders`` or ``phase`` changed.
    mutating func reconsider() {
        if echo == nil { prepare() }
    }

    private mutating func prepare() {
        let offset = model.jitter.realSeconds * jitter.value(UInt64(bitPattern: second))
        next = nominal + phase + sawtooth.error(ofSecond: second) + .realSeconds(offset)
        next += lateBy + model.delay
    }

    private var isMissing: Bool {
        mutating get {
            if orders.miss > 0 {
                orders.miss -= 1
                return true
            }
            return model.missing > 0 && fate.uniform(index(0)) < model.missing
        }
    }

    private var isDoubled: Bool {
        mutating get {
            if orders.double > 0 {
                orders.double -= 1
                return true
            }
            return model.doubled > 0 && fate.uniform(index(1)) < model.doubled
        }
    }

    private var lateBy: Duration {
        if orders.late > 0 { return orders.lateness }
        guard model.late > 0, fate.uniform(index(3)) < model.late else { return .zero }
        let cut = 1 - exp(-4.5)
        return .realSeconds(50e-6 - 100e-6 * log(1 - cut * lateness.uniform(UInt64(bitPattern: second))))
    }

    /// Four numbers a second are drawn from one stream.
    private func index(_ which: UInt64) -> UInt64 { UInt64(bitPattern: second) &* 4 &+ which }
}
