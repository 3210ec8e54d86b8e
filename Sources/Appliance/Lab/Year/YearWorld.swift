// SPDX-License-Identifier: Apache-2.0

import Board
import Glibc
import SimulatedBoard
import TimeBase
import TimeKeeping

/// A timekeeper in a closed loop with an oscillator, a pulse and a receiver, second after second: each brings an edge, a
/// claim of the receiver, and a tick. The host's counter is true time.
struct YearWorld: Sendable {
    private(set) var keeper: Timekeeper
    private(set) var clock: YearClock
    /// The current second, counted from the start.
    private(set) var second = 0
    /// Corrections that stepped the clock.
    private(set) var steps = 0
    let plan: YearPlan

    private let isAided: Bool
    private var oscillator: YearOscillator
    private var sky: YearSky
    private let noise: (jitter: CounterNormal, latency: CounterNormal, storm: CounterRandom, lateness: CounterRandom)
    private var outage = 0
    private var storm = 0
    private var hasBegun = false
    private var isPlugged = false

    private static let origin = Duration.seconds(1000)
    private static let jitter = 100e-9
    /// Seconds from one reading of the thermometer to the next.
    private static let readingInterval = 10
    /// Where in the second the tick comes, and where the clock is held against the truth.
    private static let (tickPlace, judgePlace) = (0.66, 0.97)

    /// - Parameter isAided: whether it hears the thermometer.
    init(seed: UInt64, isAided: Bool) {
        self.isAided = isAided
        plan = YearPlan(seed: seed)
        oscillator = YearOscillator(seed: seed)
        clock = YearClock(error: 0.3, frequency: oscillator.frequency)
        sky = YearSky(plan)
        noise = (
            CounterNormal(seed: seed, stream: YearStream.jitter), CounterNormal(seed: seed, stream: YearStream.latency),
            CounterRandom(seed: seed, stream: YearStream.storm), CounterRandom(seed: seed, stream: YearStream.lateness)
        )
        keeper = Timekeeper(
            settings: Self.settings, relation: LeapSecondTable.builtIn.relation(at: YearPlan.start),
            at: MonotonicInstant(sinceEpoch: Self.origin))
    }

    /// The defaults, but for a budget of holdover that no outage of the year spends: what is asked here is how the clock
    /// comes through them.
    private static var settings: TimekeepingSettings {
        var settings = TimekeepingSettings()
        settings.holdover.longest = .seconds(2 * 86_400)
        settings.holdover.largestError = .seconds(1)
        return settings
    }

    // MARK: What is looked at

    /// The outage of the current second.
    var currentOutage: Int? {
        plan.outages.indices.contains(outage) && plan.outages[outage].seconds.contains(second) ? outage : nil
    }

    /// Of the current second's storm, how many edges are late; zero where there is none.
    var stormShare: Double {
        guard plan.storms.indices.contains(storm), plan.storms[storm].seconds.contains(second) else { return 0 }
        return plan.storms[storm].share
    }

    /// The clock late in the current second: its error, s, and the bound that is claimed of it.
    var judged: (error: Double, bound: Double) {
        let bound = keeper.state.errorBound.after(monotonic(Self.judgePlace) - keeper.state.asOf)
        return (clock.error(at: Self.judgePlace), bound.realSeconds)
    }

    /// Whether it says what UTC is.
    var isUTCRight: Bool {
        let now = YearPlan.start + .seconds(second) + .realSeconds(Self.judgePlace)
        return keeper.state.utc.utc(now) == sky.truth(at: second).utc(now)
    }

    // MARK: A second

    /// Begins the next second and lets everything in it happen.
    mutating func runSecond() {
        if hasBegun {
            oscillator.advance()
            clock.beginSecond(frequency: oscillator.frequency)
            second += 1
        }
        hasBegun = true
        findPlace()
        plug()
        if isAided, second % Self.readingInterval == 0 { keeper.hear(temperature: oscillator.reading) }
        let kind = currentOutage.map { plan.outages[$0].kind }
        if kind == nil { pulse() }
        if kind != .unplugged { claim(isValid: kind != .antenna) }
        obey(keeper.tick(at: monotonic(Self.tickPlace)), at: Self.tickPlace)
        while keeper.nextNote() != nil {}
    }

    private mutating func findPlace() {
        while outage < plan.outages.count, plan.outages[outage].seconds.upperBound <= second { outage += 1 }
        while storm < plan.storms.count, plan.storms[storm].seconds.upperBound <= second { storm += 1 }
    }

    private mutating func plug() {
        let isThere = currentOutage.map { plan.outages[$0].kind != .unplugged } ?? true
        guard isThere != isPlugged else { return }
        isPlugged = isThere
        if isThere { keeper.receiverOpened(at: monotonic(0)) } else { keeper.receiverLost(.absent, at: monotonic(0)) }
    }

    private mutating func pulse() {
        let index = UInt64(second)
        let late = Self.jitter * noise.jitter.value(index) + lateness(index)
        let shown = trueTime(late) + .realSeconds(clock.error(at: late))
        let edge = PulseEdge(reading: ClockReading(era: clock.era, shown: shown))
        obey(keeper.pulse(edge, at: monotonic(late)), at: late)
    }

    /// In a storm, 50 µs and an exponential of mean 100 µs, cut at 500 µs, for some edges.
    private func lateness(_ index: UInt64) -> Double {
        guard noise.storm.uniform(index) < stormShare else { return 0 }
        let cut = 1 - exp(-4.5)
        return 50e-6 - 100e-6 * log(1 - cut * noise.lateness.uniform(index))
    }

    private mutating func claim(isValid: Bool) {
        let latency = 0.15 + 0.005 * noise.latency.value(UInt64(second))
        let time = YearPlan.start + .seconds(second)
        if isValid, keeper.marked != nil { keeper.setRelation(sky.relation(at: second)) }
        keeper.hear(
            TimeClaim(
                time: time, arrival: monotonic(latency), isValid: isValid, satellitesUsed: isValid ? 11 : 0,
                reference: .gps))
    }

    private mutating func obey(_ correction: ClockCorrection?, at fraction: Double) {
        guard let correction else { return }
        if correction.step != .zero { steps += 1 }
        keeper.applied(clock.apply(correction, at: fraction))
    }

    private func trueTime(_ fraction: Double) -> TAIInstant {
        YearPlan.start + .seconds(second) + .realSeconds(fraction)
    }

    private func monotonic(_ fraction: Double) -> MonotonicInstant {
        MonotonicInstant(sinceEpoch: Self.origin + .seconds(second) + .realSeconds(fraction))
    }
}
