// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import TimeKeeping

@Suite struct SourceEnsembleTests {
    /// Sources that are read each second against a clock whose own prediction is good to a bound that grows.
    private struct Scene {
        var ensemble = SourceEnsemble()
        var second = 0
        /// What each source adds to the truth, s; `nil`: it says nothing.
        var lies: [Double?]
        var bounds: [Double]
        var noise = 20e-9
        var ownBound = 1e-6
        var ownOffset = 0.0
        /// How the own bound grows where nothing is believed, 1/s.
        var ownGrowth = 1e-9
        var last = SourceJudgement(basis: .none)
        var outside = 0
        private var random = SplitMix64(state: 11)

        init(_ lies: [Double?], bounds: [Double]? = nil) {
            (self.lies, self.bounds) = (lies, bounds ?? lies.map { _ in 200e-9 })
        }

        var now: MonotonicInstant { MonotonicInstant(sinceEpoch: .seconds(second)) }

        /// Our clock is right all along: the truth is an offset of zero.
        mutating func run(_ seconds: Int = 1, dragging: Int? = nil, rate: Double = 0) {
            for _ in 0..<seconds {
                second += 1
                if let dragging, let lie = lies[dragging] { lies[dragging] = lie + rate }
                for (index, lie) in lies.enumerated() {
                    guard let lie else { continue }
                    ensemble.hear(reading(lie + noise * random.normal(), bounds[index]), from: index)
                }
                last = ensemble.judge(own: reading(ownOffset, ownBound, grows: ownGrowth), at: now)
                if last.basis == .none { ownBound += ownGrowth }
                if last.basis != .none, last.offset.magnitude > last.bound { outside += 1 }
            }
        }

        private func reading(_ offset: Double, _ bound: Double, grows: Double = 0) -> SourceReading {
            SourceReading(
                at: now, offset: .realSeconds(offset), bound: ErrorBound(base: .realSeconds(bound), growth: grows),
                deviation: .realSeconds(bound / 10))
        }

        func verdict(_ index: Int) -> SourceVerdict { last.verdicts[index] }
    }

    @Test func `two receivers that agree are better than each`() {
        var scene = Scene([30e-9, -40e-9])
        scene.run(100)
        #expect(scene.verdict(0) == .selected && scene.verdict(1) == .selected)
        #expect(scene.last.basis == .majority)
        #expect(scene.last.bound < .nanoseconds(300) && scene.outside == 0)
        #expect((scene.last.deviation.realSeconds - 20e-9 / 2.squareRoot()).magnitude < 1e-10)
        #expect(scene.verdict(2) == .absent)
    }

    @Test(arguments: [(lie: 1, seconds: 1), (-619_315_200, -619_315_200)] as [(lie: Double, seconds: Int64)])
    func `one of two shows another second or another date`(lie: Double, seconds: Int64) {
        var scene = Scene([0, lie])
        scene.run()
        #expect(scene.verdict(0) == .selected)
        #expect(scene.verdict(1) == .vetoed(.otherSecond(seconds)))
        #expect(scene.last.basis == .ownClock && scene.outside == 0)
    }

    @Test func `one of two drags the time along and is caught within a second`() {
        var scene = Scene([0, 0])
        scene.run(60)
        scene.run(1, dragging: 1, rate: 10e-6)
        #expect(scene.verdict(0) == .selected)
        scene.run(3, dragging: 1, rate: 10e-6)
        guard case .vetoed(.drags(let apart, let rate)) = scene.verdict(1) else { return #expect(Bool(false)) }
        #expect((apart.realSeconds - 40e-6).magnitude < 1e-6)
        #expect(rate > 3e-6 && rate < 12e-6)
        #expect(scene.outside == 0 && scene.last.offset.magnitude < .nanoseconds(100))
    }

    @Test func `one of two that drags slowly does no harm beyond the bound`() {
        var scene = Scene([0, 0])
        scene.ownBound = 500e-9
        var caught: Int?
        for second in 1...120 {
            scene.run(1, dragging: 0, rate: 10e-9)
            if case .vetoed = scene.verdict(0), caught == nil { caught = second }
        }
        // 400 ns apart they contradict each other; 700 ns off, our own clock says who is wrong.
        #expect(caught.map { $0 > 60 && $0 < 80 } ?? false)
        #expect(scene.outside == 0 && scene.verdict(1) == .selected)
    }

    @Test func `what our own clock cannot decide leaves room for both`() {
        var scene = Scene([0, 0])
        scene.run(10)
        let known = scene.ensemble.incumbent
        scene.lies[1 - (known ?? 0)] = 700e-9
        scene.run(5)
        #expect(scene.last.basis == .contested)
        #expect(scene.verdict(known ?? 0) == .selected)
        guard case .contested(let apart) = scene.verdict(1 - (known ?? 0)) else { return #expect(Bool(false)) }
        #expect(apart.magnitude < .nanoseconds(600))
        #expect(scene.last.bound > .nanoseconds(700) && scene.last.bound < .nanoseconds(1100))
        #expect(scene.outside == 0)
    }

    @Test func `three receivers need no opinion of our own`() {
        var scene = Scene([0, 0, 5e-6])
        scene.ownOffset = 1e-3
        scene.run()
        #expect(scene.last.basis == .againstOwnClock && scene.last.offset.magnitude < .nanoseconds(100))
        guard case .vetoed = scene.verdict(2) else { return #expect(Bool(false)) }
    }

    @Test func `two of three lie, each otherwise: our own clock and the honest one are right`() {
        var scene = Scene([0, 50e-6, -3])
        scene.run()
        #expect(scene.last.basis == .none || scene.verdict(0) == .selected)
        // Two of four voters are no majority, but the liars are outside of what our clock can have done.
        #expect(scene.last.offset.magnitude < .nanoseconds(100))
        #expect(scene.outside == 0)
        #expect(scene.verdict(2) == .vetoed(.otherSecond(-3)))
    }

    @Test func `all lost, and all back`() {
        var scene = Scene([0, 0])
        scene.run(10)
        scene.lies = [nil, nil]
        scene.run(3)
        #expect(scene.last.basis == .majority)
        scene.run()
        #expect(scene.last.basis == .none && scene.last.bound == ErrorBound.unknown.base)
        #expect(scene.verdict(0) == .silent)
        scene.lies = [0, 0]
        scene.run()
        #expect(scene.last.basis == .majority && scene.verdict(1) == .selected)
    }

    @Test func `one alone is believed unless our own clock cannot have gone that far`() {
        var scene = Scene([0])
        scene.run()
        #expect(scene.verdict(0) == .selected)
        scene.lies = [1.5e-6]
        scene.run(100)
        guard case .vetoed(.apart) = scene.verdict(0) else { return #expect(Bool(false)) }
        #expect(scene.last.basis == .none)
        // Our own bound grows until there is room for it again, and then it must agree for a while.
        scene.ownGrowth = 10e-9
        scene.run(60)
        #expect(scene.verdict(0) != .selected)
        scene.run(60)
        #expect(scene.verdict(0) == .selected)
    }

    @Test func `a first source is believed while nothing is known`() {
        var ensemble = SourceEnsemble()
        let now = MonotonicInstant(sinceEpoch: .seconds(1))
        let word = SourceReading(
            at: now, offset: .seconds(7), bound: ErrorBound(base: .milliseconds(20)), deviation: .milliseconds(1))
        ensemble.hear(word, from: 3)
        let judgement = ensemble.judge(own: nil, at: now)
        #expect(judgement.basis == .majority && judgement.offset == .seconds(7))
        #expect(judgement.verdicts[3] == .selected)
    }

    @Test func `who was vetoed must agree sixty times before it has a vote again`() {
        var scene = Scene([0, 1])
        scene.run()
        scene.lies = [0, 0]
        scene.run(59)
        #expect(scene.verdict(1) == .onProbation(1))
        scene.run(2)
        #expect(scene.verdict(1) == .selected && scene.last.basis == .majority)
    }

    @Test func `a server far away and a receiver: the better one weighs`() {
        var scene = Scene([0, 4e-3], bounds: [200e-9, 20e-3])
        scene.run(20)
        #expect(scene.verdict(0) == .selected && scene.verdict(1) == .agrees)
        #expect(scene.last.bound < .nanoseconds(300) && scene.outside == 0)
        scene.lies[0] = 1
        scene.run(4)
        // The clock and the server against the receiver: it is the clock that is believed, within the server's word.
        #expect(scene.verdict(0) == .vetoed(.otherSecond(1)) && scene.last.basis == .ownClock)
        #expect(scene.last.bound < .microseconds(2) && scene.outside == 0)
    }

    @Test func `what was said before our clock was moved is meant of where it was`() {
        var ensemble = SourceEnsemble()
        let now = MonotonicInstant(sinceEpoch: .seconds(1))
        let word = SourceReading(
            at: now, offset: .milliseconds(3), bound: ErrorBound(base: .microseconds(5)),
            deviation: .microseconds(1), lasts: .seconds(100))
        ensemble.hear(word, from: 0)
        ensemble.clockMoved(by: .milliseconds(-3))
        let judgement = ensemble.judge(own: nil, at: now + .seconds(50))
        #expect(judgement.offset == .zero && judgement.bound == .microseconds(5))
    }
}
