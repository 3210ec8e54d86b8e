// SPDX-License-Identifier: Apache-2.0

import NTP
import TimeBase
import TimeKeeping

/// An appliance with a receiver and three upstreams in simulated time, a turn a second: real requests and replies, the
/// vote, the order of failover and the policy of corrections, and a clock that goes by what comes of them.
struct SelectionWorld {
    static let receiver = 0
    static let upstreams = 1...3

    var ensemble = SourceEnsemble()
    var failover = Failover()
    var correction = CorrectionPolicy(slewed: .milliseconds(1), largestStep: .milliseconds(500), slewRate: 100e-6)
    var upstreams: [Exchanges]
    /// Receiver − truth, s; `nil`: it is not heard.
    var receiverLie: Double? = 0
    /// Upstream − truth, s; `nil`: it does not answer.
    var upstreamLies: [Double?] = [0, 0, 0]
    /// Clock − truth, s.
    private(set) var clock: Double
    /// What the oscillator does by itself, fractional, and what is known of it.
    private let rate = 1e-9
    var knownRate = 3e-9
    private var own: ErrorBound?
    private var random: Seeded

    private(set) var second = 0
    private(set) var last = SourceJudgement.none
    private(set) var place = FailoverPlace.none
    /// The largest |clock − truth| since ``mark()``, s, how often it was beyond what was promised, and the largest
    /// motion within a second.
    private(set) var worst = 0.0
    private(set) var outside = 0
    private(set) var largestMove = 0.0
    private(set) var steps = 0
    private(set) var refusals = 0

    init(seed: UInt64 = 3, clock: Double = 0, isKnown: Bool = true) {
        self.clock = clock
        random = Seeded(state: seed)
        own = isKnown ? ErrorBound(base: .microseconds(1), growth: 3e-9) : nil
        upstreams = Self.upstreams.map { index in
            var exchanges = Exchanges(ClientSettings(minPoll: 4, maxPoll: 4, isInterleaved: true, tolerance: 1e-7))
            exchanges.random = Seeded(state: seed &* 31 &+ UInt64(index))
            exchanges.server.isInterleaving = true
            exchanges.server.rootDispersion = .microseconds(50)
            return exchanges
        }
        for i in Self.upstreams { ensemble.roles[i] = SourceRole(.server) }
        failover.order.holdoverLimit = .microseconds(300)
    }

    var now: MonotonicInstant { start + .seconds(second) }

    mutating func mark() { (worst, outside, largestMove, steps) = (0, 0, 0, 0) }

    mutating func run(_ seconds: Int, dragging rate: Double = 0) {
        for _ in 0..<seconds {
            second += 1
            clock += self.rate
            own = own?.moved(by: .seconds(1))
            if let lie = receiverLie { receiverLie = lie + rate }
            hearReceiver()
            for i in upstreams.indices { ask(i) }
            judge()
            follow()
            worst = max(worst, clock.magnitude)
        }
    }

    /// So many seconds at once, in which nobody says anything.
    mutating func skip(_ seconds: Int) {
        second += seconds
        clock += rate * Double(seconds)
        own = own?.moved(by: .seconds(seconds))
        run(1)
    }

    private mutating func hearReceiver() {
        guard let receiverLie else { return }
        let noise = (Double.random(in: -1...1, using: &random) + .random(in: -1...1, using: &random)) * 20e-9
        let reading = SourceReading(
            at: now, offset: .realSeconds(clock - receiverLie + noise), bound: ErrorBound(base: .nanoseconds(200)),
            deviation: .nanoseconds(20))
        ensemble.hear(reading, from: Self.receiver)
    }

    private mutating func ask(_ i: Int) {
        guard upstreams[i].association.isDue(at: now) else { return }
        upstreams[i].clock = .realSeconds(clock)
        upstreams[i].isConnected = upstreamLies[i] != nil
        upstreams[i].server.error = .realSeconds(upstreamLies[i] ?? 0)
        // The ways differ by so much as a rule, and each wait by itself.
        let waits = (0..<2).map { _ in Double.random(in: 0...1, using: &random) }
        upstreams[i].server.outward = .realSeconds(100e-6 + 20e-6 * Double(i) + 300e-6 * waits[0] * waits[0])
        upstreams[i].server.back = .realSeconds(100e-6 + 300e-6 * waits[1] * waits[1])
        upstreams[i].poll()
        let association = upstreams[i].association
        guard association.unfitness(at: now) == nil, let standing = association.standing(at: now) else {
            return ensemble.lose(i + 1)
        }
        let reading = SourceReading(
            at: now, offset: standing.offset, bound: standing.bound, deviation: standing.deviation,
            lasts: standing.lasts)
        if upstreams[i].isConnected { ensemble.hear(reading, from: i + 1) }
    }

    private mutating func judge() {
        let bound = own.map { $0.base <= failover.order.holdoverLimit ? $0 : nil } ?? nil
        let reading = bound.map {
            SourceReading(at: now, offset: .zero, bound: $0, deviation: $0.base / 3)
        }
        last = ensemble.judge(own: reading, at: now)
        place = failover.update(ensemble.facts(of: last, own: own, at: now))
    }

    private mutating func follow() {
        let wasRight = own != nil
        let said: (offset: Duration, bound: Duration)? =
            switch place.rung {
            case .receiver: (last.offset, last.bound)
            case .upstream: last.upstream.map { ($0.offset, $0.bound.base) }
            case .holdover, .orphan, nil: nil
            }
        if let said { correct(said.offset, said.bound, wasRight) }
        if let own, clock.magnitude > own.base.realSeconds { outside += 1 }
    }

    private mutating func correct(_ offset: Duration, _ bound: Duration, _ wasRight: Bool) {
        switch correction.correction(of: offset, over: .seconds(1), wasRight: wasRight) {
        case .slew(let change):
            move(change)
            // What is not slewed yet is promised along.
            own = ErrorBound(base: bound + (offset + change).magnitude, growth: knownRate)
        case .step(let change):
            move(change)
            steps += 1
            own = ErrorBound(base: bound, growth: knownRate)
        case .refused: refusals += 1
        }
    }

    private mutating func move(_ change: Duration) {
        clock += change.realSeconds
        largestMove = max(largestMove, change.realSeconds.magnitude)
        ensemble.clockMoved(by: change)
        for i in upstreams.indices { upstreams[i].association.clockMoved(by: change) }
    }

    func word(_ index: Int) -> String { last.verdicts[index].word }
}
