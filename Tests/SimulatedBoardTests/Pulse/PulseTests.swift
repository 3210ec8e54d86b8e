// SPDX-License-Identifier: Apache-2.0

import Board
import GNSS
import SimulatedBoard
import Testing
import TimeBase

struct PulseTests {
    /// By how much each edge misses the nearest second, of a world without waiting for a fix.
    private func errors(_ seconds: Double, _ change: (inout PulseModel) -> Void) -> [Double] {
        let world = scene {
            $0.receiver.coldStart = (.zero, .zero)
            change(&$0.pulse)
        }
        return SimulatedBoard(world).events(until: seconds).pulses.map { event in
            let time = (someStart + event.at.sinceEpoch).sinceEpoch
            return (time - time.roundedToSecond).realSeconds
        }
    }

    @Test func `Before the first fix there is no pulse`() {
        #expect(SimulatedBoard(scene()).events(until: 10).pulses.isEmpty)
        #expect(errors(10) { _ in }.count == 10)
    }

    @Test func `A pulse that runs without a fix has a phase of its own, comes right with the fix, and drifts after it`()
    {
        let world = scene {
            $0.pulse.withoutFix = .runs(drift: 1e-6)
            $0.script = [Scene.Cue(at: .seconds(50), .antennaOff)]
        }
        let found = SimulatedBoard(world).events(until: 1050).pulses.map { event in
            let time = (someStart + event.at.sinceEpoch).sinceEpoch
            return (event.at.sinceEpoch.realSeconds, (time - time.roundedToSecond).realSeconds)
        }
        #expect(found.filter { $0.0 < 11 }.allSatisfy { $0.1.magnitude > 1e-3 } && found.count { $0.0 < 11 } > 8)
        #expect(found.filter { $0.0 > 14 && $0.0 < 50 }.allSatisfy { $0.1.magnitude < 1e-6 })
        #expect((found.last?.1 ?? 0) > 0.995e-3 && (found.last?.1 ?? 1) < 1.005e-3)
    }

    @Test func `Jitter has its RMS, and no bias`() {
        let found = errors(4000) { ($0.jitter, $0.tick) = (.nanoseconds(100), .zero) }
        #expect(abs(rms(found) / 100e-9 - 1) < 0.05)
        #expect(abs(found.reduce(0, +) / Double(found.count)) < 6e-9)
    }

    @Test func `Missing and doubled edges come as often as they should`() {
        #expect((650...750).contains(errors(1000) { $0.missing = 0.3 }.count))
        #expect((1250...1350).contains(errors(1000) { $0.doubled = 0.3 }.count))
    }

    @Test func `Late edges are late only, by 50 to 500 µs`() {
        let found = errors(1000) { ($0.late, $0.jitter) = (0.1, .zero) }
        let late = found.filter { $0 > 40e-6 }
        #expect((70...130).contains(late.count))
        #expect(found.allSatisfy { $0 > -1e-6 && $0 < 501e-6 })
        #expect(late.allSatisfy { $0 > 49e-6 })
    }

    @Test func `What is announced of an edge's sawtooth is what the edge shows`() throws {
        let events = SimulatedBoard(scene { $0.pulse.jitter = .zero }).events(until: 120)
        let announced = events.announcements
        var compared = 0
        var spread: Set<Int64> = []
        for event in events.pulses {
            let time = someStart + event.at.sinceEpoch
            let second = TAIInstant(sinceEpoch: time.sinceEpoch.roundedToSecond)
            guard let word = announced.last(where: { $0.arrival < event.at }), let sawtooth = word.sawtooth else {
                continue
            }
            #expect(word.gps.map { TAIInstant($0) } == second)
            #expect(sawtooth == time - second)
            #expect(event.at - word.arrival < .seconds(1))
            spread.insert(sawtooth.wholePicoseconds)
            compared += 1
        }
        #expect(compared > 100 && spread.count > 50)
        let (low, high) = try (#require(spread.min()), #require(spread.max()))
        #expect(low >= -10_417 && high <= 10_417 && high - low > 15_000)
    }

    @Test func `A lone simulated pulse has its phase, its jitter, and each edge once`() {
        let pulse = SimulatedPulse(at: instant(0.25), jitter: .microseconds(1), seed: 4)
        var edges: [MonotonicInstant] = []
        var from = instant(100)
        while let edge = pulse.nextEdge(from: from, before: instant(400)) {
            edges.append(edge)
            from = edge + .nanoseconds(1)
        }
        #expect(edges.count == 300)
        let errors = edges.map { ($0.sinceEpoch - .milliseconds(250)).fractionOfSecond.realSeconds }
            .map { $0 > 0.5 ? $0 - 1 : $0 }
        #expect(abs(rms(errors) / 1e-6 - 1) < 0.15)
        #expect(pulse.nextEdge(from: instant(5), before: instant(5.2)) == nil)
    }
}
