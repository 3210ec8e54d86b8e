// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import TimeKeeping

struct StabilityMeterTests {
    private static let start = TAIInstant(sinceEpoch: .seconds(1_790_000_000))

    /// White frequency noise of 1e-9 and white phase noise of 10 ns, 4000 seconds.
    private static let phase: [Double] = {
        let (slow, fast) = (Records.noise(4000, seed: 1), Records.noise(4000, seed: 2))
        var sum = 0.0
        return zip(slow, fast).map { frequency, phase in
            sum += frequency * 1e-9
            return sum + phase * 1e-8
        }
    }()

    private func meter(_ phase: [Double?]) -> StabilityMeter {
        var meter = StabilityMeter()
        for (second, value) in phase.enumerated() {
            if let value { meter.hear(value, at: Self.start + .seconds(second)) }
        }
        return meter
    }

    /// Made with the Python package allantools 2024.6 of the same 4000 phases: oadev, mdev, tdev and mtie with
    /// rate=1.0, data_type="phase", at 1, 2, 4 ... 512 s.
    @Test(
        "What it finds as it goes is what another program finds of the whole record",
        arguments: [
            (
                StabilityKind.allanDeviation,
                [
                    1.6949342425978406e-08, 8.729336233612714e-09, 4.2749075365271565e-09, 2.2083776911297046e-09,
                    1.082859341820352e-09, 5.71903912539408e-10, 3.007281637021981e-10, 1.5775095032813592e-10,
                    8.24764387053057e-11, 5.463314976001897e-11,
                ]
            ),
            (
                .modifiedAllanDeviation,
                [
                    1.6949342425978406e-08, 6.203894809046562e-09, 2.1847031294751103e-09, 8.138378372745604e-10,
                    3.2817111132324134e-10, 1.70831670903202e-10, 1.0102288896262993e-10, 5.494446675994956e-11,
                    3.374049137910564e-11, 2.9019329111965123e-11,
                ]
            ),
            (
                .timeDeviation,
                [
                    9.785707412225778e-09, 7.163640676054309e-09, 5.045355759607491e-09, 3.758955955417362e-09,
                    3.0315148714037127e-09, 3.1561507578264715e-09, 3.732837896760836e-09, 4.060441942315178e-09,
                    4.986900935761124e-09, 8.57821054694165e-09,
                ]
            ),
            (
                .maximumTimeIntervalError,
                [
                    5.4401365264609757e-08, 5.4401365264609757e-08, 5.700054649876312e-08, 6.05533875362583e-08,
                    6.577060585265876e-08, 6.577060585265876e-08, 7.600765054291591e-08, 7.600765054291591e-08,
                    8.531647234843906e-08, 1.0969617582490256e-07,
                ]
            ),
        ])
    func reference(kind: StabilityKind, found: [Double]) {
        let points = meter(Self.phase).figures.curve(kind).points.prefix(found.count)
        #expect(points.map(\.tau) == (0..<10).map { Double(1 << $0) })
        // From 512 s on not every second begins a term.
        for (point, value) in zip(points, found) {
            #expect(agree(point.value, value, within: point.tau < 300 ? 1e-6 : 0.02))
        }
    }

    @Test func `It has a point where the whole record has one, of as many terms`() {
        let figures = meter(Self.phase).figures
        for kind in StabilityKind.allCases {
            let whole = StabilityCurve(kind, phase: Self.phase, interval: 1).points
            let points = figures.curve(kind).points
            #expect(points.map(\.tau) == whole.map(\.tau))
            for (point, other) in zip(points, whole) where point.tau <= 256 { #expect(point.terms == other.terms) }
        }
        #expect(figures.seconds == 4000)
    }

    @Test func `A missing second now and then is bridged, and a longer gap leaves out what touches it`() {
        var phase: [Double?] = Self.phase
        for gap in [700, 1500, 1501, 1502, 2700, 2701, 2702, 2703] { phase[gap] = nil }
        let figures = meter(phase).figures
        let record = PhaseRecord(phase, interval: 1).bridged(gapsUpTo: 3)
        for kind in [StabilityKind.allanDeviation, .modifiedAllanDeviation, .maximumTimeIntervalError] {
            for point in figures.curve(kind).points where point.tau <= 64 {
                let whole = StabilityCurve(kind, of: record, at: .chosen([Int(point.tau)])).points[0]
                // Terms that reach over the gap without touching it are the whole record's alone.
                #expect(agree(point.value, whole.value, within: 0.02))
                #expect(point.terms <= whole.terms && point.terms > whole.terms - 200)
            }
        }
    }

    @Test func `A steady frequency, however large, is no instability, and is all of the time error`() {
        let figures = meter((0..<3000).map { Double($0) * 2.5e-4 }).figures
        #expect(figures.curve(.allanDeviation).points.count == 10)
        for point in figures.curve(.allanDeviation).points { #expect(point.value < 1e-13) }
        for point in figures.curve(.modifiedAllanDeviation).points { #expect(point.value < 1e-13) }
        for point in figures.curve(.maximumTimeIntervalError).points {
            #expect(agree(point.value, 2.5e-4 * point.tau, within: 1e-9))
        }
    }

    @Test func `A drift shows at long averaging times as its definition says`() {
        // ADEV of a drift D is D τ / √2.
        let drift = 1e-12
        let figures = meter((0..<9000).map { drift * Double($0) * Double($0) / 2 }).figures
        let point = figures.curve(.allanDeviation).points.last
        #expect(point?.tau == 2048)
        #expect(agree(point?.value ?? 0, drift * 2048 / 2.0.squareRoot(), within: 1e-4))
    }

    @Test func `Before anything was heard there is nothing to tell`() {
        for kind in StabilityKind.allCases { #expect(StabilityMeter().figures.curve(kind).points.isEmpty) }
        #expect(meter([1, 2, 3]).figures.curve(.allanDeviation).points.isEmpty)
    }
}

struct StabilityWatchTests {
    private static let start = TAIInstant(sinceEpoch: .seconds(1_790_000_000))

    @Test func `What the corrections hide of the oscillator is seen beside what they leave`() {
        // An oscillator 12 ppm fast whose frequency drifts, and a servo that knows: the clock stays where it is.
        var watch = StabilityWatch()
        let (frequency, drift) = (12e-6, 1e-11)
        for second in 0..<2000 {
            watch.hear(3e-9, at: Self.start + .seconds(second))
            watch.corrected(by: ClockCorrection(frequency: -frequency - drift * Double(second)), for: 1)
        }
        let facts = watch.facts
        #expect(facts.steered.curve(.maximumTimeIntervalError).points.allSatisfy { $0.value == 0 })
        let free = facts.freeRunning.curve(.allanDeviation).points
        #expect(free.last?.tau == 512)
        for point in free where point.tau >= 16 {
            #expect(agree(point.value, drift * point.tau / 2.0.squareRoot(), within: 1e-3))
        }
        #expect(agree(facts.freeRunning.curve(.maximumTimeIntervalError).points[0].value, frequency, within: 0.01))
    }

    @Test func `A step of ours is none of the oscillator's`() {
        var watch = StabilityWatch()
        for second in 0..<600 {
            watch.hear(second < 300 ? 0.2 : 0, at: Self.start + .seconds(second))
            watch.corrected(
                by: ClockCorrection(frequency: 0, step: second == 299 ? .milliseconds(-200) : .zero), for: 1)
        }
        for figures in [watch.facts.steered, watch.facts.freeRunning] {
            #expect(figures.curve(.maximumTimeIntervalError).points.count >= 8)
            #expect(figures.curve(.maximumTimeIntervalError).points.allSatisfy { $0.value == 0 })
        }
    }

    @Test func `What others did to the clock leaves no trace`() {
        var watch = StabilityWatch()
        for second in 0..<600 {
            if second == 300 { watch.interrupt() }
            watch.hear(second < 300 ? 0 : 5, at: Self.start + .seconds(second))
        }
        #expect(watch.facts.steered.curve(.maximumTimeIntervalError).points.allSatisfy { $0.value == 0 })
    }
}
