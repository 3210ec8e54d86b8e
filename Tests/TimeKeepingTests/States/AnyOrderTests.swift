// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import TimeKeeping

@Suite struct AnyOrderTests {
    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func `whatever comes in whatever order is survived, and no bound is negative`(seed: UInt64) {
        var random = SplitMix64(state: seed)
        var now = MonotonicInstant(sinceEpoch: .zero)
        var keeper = Timekeeper(relation: UTCRelation(taiMinusUTC: 37), at: now)
        for _ in 0..<4000 {
            let pause = random.uniform() < 0.01 ? 1e5 * random.uniform() : random.uniform()
            now += .realSeconds(random.uniform() < 0.5 ? pause.rounded() : pause)
            happen(to: &keeper, at: now, &random)
            #expect(keeper.state.errorBound.base >= .zero)
            #expect(keeper.state.errorBound.growth >= 0 && keeper.state.errorBound.acceleration >= 0)
            #expect(keeper.state.frequency.isFinite)
        }
    }

    private func happen(to keeper: inout Timekeeper, at now: MonotonicInstant, _ random: inout SplitMix64) {
        let wild = random.uniform() < 0.1 ? (random.uniform() - 0.5) * 1e12 : random.normal() * 1e-6
        let time = TAIInstant(sinceEpoch: now.sinceEpoch + .seconds(1_795_000_000) + .realSeconds(wild))
        switch random.next() % 10 {
        case 0...3:
            let reading = ClockReading(era: UInt32(truncatingIfNeeded: random.next() % 2), shown: time)
            let edge = PulseEdge(reading: reading, uncertainty: .realSeconds(wild))
            if let correction = keeper.pulse(edge, at: now), random.uniform() < 0.3 {
                keeper.applied(ClockCorrection(frequency: correction.frequency / 2))
            }
        case 4...6:
            let accuracy = random.uniform() < 0.5 ? nil : Duration.realSeconds(wild)
            keeper.hear(
                TimeClaim(time: time, arrival: now, isValid: random.uniform() < 0.9, accuracy: accuracy))
        case 7: keeper.hear(PulseForecast(marks: time, arrival: now, sawtooth: .realSeconds(wild)))
        case 8: _ = keeper.tick(at: now)
        default: rare(&keeper, at: now, &random)
        }
    }

    private func rare(_ keeper: inout Timekeeper, at now: MonotonicInstant, _ random: inout SplitMix64) {
        switch random.next() % 5 {
        case 0: keeper.receiverLost(.failed, at: now)
        case 1: keeper.receiverOpened(at: now)
        case 2: keeper.command(.reacquire, at: now)
        case 3: _ = keeper.nextNote()
        default: keeper.setRelation(UTCRelation(taiMinusUTC: Int32(truncatingIfNeeded: random.next())))
        }
    }

    @Test func `notes that nobody fetches are counted, not kept`() {
        var keeper = World().keeper
        for i in 0..<100 {
            keeper.receiverOpened(at: MonotonicInstant(sinceEpoch: .seconds(1000 + i)))
        }
        var fetched: [Note] = []
        while let note = keeper.nextNote() { fetched.append(note) }
        #expect(fetched.count == 33)
        // Of the 100 openings and the one change of phase that they bring along.
        #expect(fetched.last == .dropped(69))
        #expect(keeper.nextNote() == nil)
    }
}
