// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

@testable import TimeKeeping

/// A small deterministic world in a closed loop with a timekeeper: an oscillator that is a little wrong, a virtual
/// clock on it, a pulse and a receiver, each of which can be told to misbehave.
struct World {
    /// True time of the start: 2026-11-21, some fraction into a second.
    static let start = TAIInstant(sinceEpoch: .seconds(1_795_219_200))

    struct Receiver {
        var isPresent = true
        var isSpeaking = true
        var isValid = true
        /// First byte after the instant that the message is of, s.
        var latency = 0.15
        var latencyJitter = 0.005
        /// What it adds to the truth: a lie, s.
        var lie: Int64 = 0
        /// Messages a second, and where in the second the first is of, s.
        var rate = 1
        var phase = 0.0
        var forecasts = false
        var satellites: UInt16 = 9
        var signal = SignalFacts()
    }

    struct Pulse {
        var isPresent = true
        /// Root mean square, s.
        var jitter = 50e-9
        /// Systematic lateness, s.
        var late = 0.0
        /// Only every so many seconds it comes.
        var period: Int64 = 1
        /// Further edges in each second, s after the true one.
        var ghosts: [Double] = []
        var sawtooth: Double = 0
    }

    var receiver = Receiver()
    /// Whether the second half's messages are not valid, whatever the first half's are.
    var everyOtherIsInvalid = false
    var pulse = Pulse()
    /// Fractional error of the host's oscillator.
    var oscillator = 12e-6
    private(set) var keeper: Timekeeper
    private(set) var clock: VirtualClock
    private(set) var second: Int64 = 0
    private(set) var notes: [Note] = []
    /// The largest error ÷ bound while the state was trustworthy, after each event.
    private(set) var worstRatio = 0.0
    /// The largest true error while the state said locked, s.
    private(set) var worstLocked = 0.0
    private(set) var steps = 0
    /// The largest change of the clock's error from a second to the next, s, steps included.
    private(set) var fastestChange = 0.0
    private var lastError: Double?
    /// The clock's true error at each edge, s, before anything was done about it.
    private(set) var errorsAtEdges: [(at: MonotonicInstant, error: Double)] = []
    private var random: SplitMix64
    private var monotonicAtSecond = Duration.seconds(1000)

    init(
        settings: TimekeepingSettings = .init(), clockWrongBy wrong: Duration = .milliseconds(300), seed: UInt64 = 42
    ) {
        random = SplitMix64(state: seed)
        let now = MonotonicInstant(sinceEpoch: .seconds(1000))
        keeper = Timekeeper(settings: settings, relation: UTCRelation(taiMinusUTC: 37), at: now)
        clock = VirtualClock(showing: ClockReading(era: 1, shown: Self.start + wrong), at: now)
    }

    var phase: TimeState.Phase { keeper.state.phase }
    var reason: Reason { keeper.state.reason }
    /// True clock error now, at the last whole second, s.
    var error: Double { error(at: 0) }

    func error(at fraction: Double) -> Double {
        let shown = clock.mapping.reading(at: monotonic(fraction)).shown
        return (shown - (Self.start + .seconds(second) + .realSeconds(fraction))).realSeconds
    }

    func monotonic(_ fraction: Double) -> MonotonicInstant {
        MonotonicInstant(sinceEpoch: monotonicAtSecond + .realSeconds(fraction * (1 + oscillator)))
    }

    mutating func run(_ seconds: Int) { for _ in 0..<seconds { runOneSecond() } }

    /// Runs until the phase is reached; returns the seconds it took, `nil` if it took longer than `limit`.
    mutating func run(until phase: TimeState.Phase, limit: Int = 600) -> Int? {
        for passed in 0..<limit {
            if keeper.state.phase == phase { return passed }
            runOneSecond()
        }
        return nil
    }

    mutating func stepClock(by step: Duration) {
        clock.apply(ClockCorrection(frequency: clock.mapping.rate, step: step), at: monotonic(0))
    }

    /// The program ends and begins again `seconds` later; what it remembers is changed on its way.
    mutating func restart(after seconds: Int64, _ change: (inout Remembrance) -> Void = { _ in }) {
        var earlier = keeper.remembrance(showing: clock.mapping.reading(at: monotonic(0)).shown)!
        earlier.isContinuous = true
        change(&earlier)
        (pending, lastError) = ([], nil)
        second += seconds
        monotonicAtSecond += .realSeconds(Double(seconds) * (1 + oscillator))
        let shown = clock.mapping.reading(at: monotonic(0)).shown
        keeper = Timekeeper(
            settings: keeper.settings, relation: keeper.state.utc, applied: clock.mapping.rate, at: monotonic(0),
            remembering: (earlier, showing: shown))
    }

    mutating func forgetChanges() { fastestChange = 0 }
    mutating func command(_ command: OperatorCommand) { keeper.command(command, at: monotonic(0)) }
    mutating func setRelation(_ relation: UTCRelation) { keeper.setRelation(relation) }
    mutating func lose(_ fault: PortFault = .failed) {
        receiver.isPresent = false
        keeper.receiverLost(fault, at: monotonic(0))
    }
    mutating func plugIn() {
        receiver.isPresent = true
        keeper.receiverOpened(at: monotonic(0))
    }

    private enum Happening {
        case edge(Double)
        case claim(TimeClaim)
        case forecast(PulseForecast)
        case tick
    }

    private var pending: [(at: MonotonicInstant, what: Happening)] = []

    private mutating func runOneSecond() {
        schedule()
        let end = monotonic(1)
        pending.sort { $0.at < $1.at }
        while let next = pending.first, next.at < end {
            pending.removeFirst()
            happen(next.what, at: next.at)
        }
        monotonicAtSecond += .realSeconds(1 + oscillator)
        second += 1
        let now = error
        if let lastError { fastestChange = max(fastestChange, (now - lastError).magnitude) }
        lastError = now
    }

    private mutating func schedule() {
        if pulse.isPresent, second % pulse.period == 0 {
            let late = pulse.late + pulse.sawtooth + pulse.jitter * random.normal()
            pending.append((monotonic(max(late, 0) + 1e-9), .edge(late)))
            for ghost in pulse.ghosts { pending.append((monotonic(ghost), .edge(ghost))) }
        }
        if receiver.isPresent, receiver.isSpeaking { scheduleMessages() }
        for fraction in [0.33, 0.66, 0.99] { pending.append((monotonic(fraction), .tick)) }
    }

    private mutating func scheduleMessages() {
        for i in 0..<receiver.rate {
            let of = receiver.phase + Double(i) / Double(receiver.rate)
            let arrival = monotonic(of + receiver.latency + receiver.latencyJitter * random.normal())
            let time = Self.start + .seconds(second + receiver.lie) + .realSeconds(of)
            let isValid = receiver.isValid && !(everyOtherIsInvalid && i > 0)
            let claim = TimeClaim(
                time: time, arrival: arrival, isValid: isValid,
                satellitesUsed: isValid ? receiver.satellites : 0, reference: .gps, signal: receiver.signal)
            pending.append((arrival, .claim(claim)))
        }
        guard receiver.forecasts else { return }
        let arrival = monotonic(0.4)
        let marks = Self.start + .seconds(second + 1 + receiver.lie)
        let forecast = PulseForecast(marks: marks, arrival: arrival, sawtooth: .realSeconds(pulse.sawtooth))
        pending.append((arrival, .forecast(forecast)))
    }

    private mutating func happen(_ what: Happening, at now: MonotonicInstant) {
        var correction: ClockCorrection?
        switch what {
        case .edge(let late):
            errorsAtEdges.append((now, error(at: passed(at: now))))
            let stamp = monotonic(late)
            correction = keeper.pulse(PulseEdge(reading: clock.mapping.reading(at: stamp)), at: now)
        case .claim(let claim): keeper.hear(claim)
        case .forecast(let forecast): keeper.hear(forecast)
        case .tick: correction = keeper.tick(at: now)
        }
        if let correction {
            if correction.step != .zero { steps += 1 }
            keeper.applied(clock.apply(correction, at: now))
        }
        while let note = keeper.nextNote() { notes.append(note) }
        check(at: now)
    }

    private func passed(at now: MonotonicInstant) -> Double {
        (now.sinceEpoch - monotonicAtSecond).realSeconds / (1 + oscillator)
    }

    private mutating func check(at now: MonotonicInstant) {
        guard keeper.state.isTrustworthy else { return }
        let error = error(at: passed(at: now)).magnitude
        worstRatio = max(worstRatio, error / keeper.state.errorBound.base.realSeconds)
        if keeper.state.phase == .locked { worstLocked = max(worstLocked, error) }
    }
}

/// Steele, Lea and Flood's generator: the same numbers everywhere.
struct SplitMix64 {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Nearly normal, variance one: the sum of twelve uniform numbers.
    mutating func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + uniform() } }
}
