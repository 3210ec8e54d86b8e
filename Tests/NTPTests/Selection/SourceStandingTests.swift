// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

struct SourceStandingTests {
    /// Waits of exponential distribution on both ways, as queues make them.
    private struct Trial {
        var exchanges: Exchanges
        var random: Seeded

        init(_ seed: UInt64, tolerance: Double = 1e-7) {
            exchanges = Exchanges(ClientSettings(tolerance: tolerance))
            random = Seeded(state: seed)
            exchanges.random = Seeded(state: seed &+ 99)
            exchanges.server.rootDispersion = .microseconds(20)
        }

        mutating func wait(_ mean: Double) -> Duration {
            var (uniform, logarithm) = (Double.random(in: 1e-9..<1, using: &random), 0.0)
            // −ln by halvings and a series: there is no library down here.
            while uniform < 0.5 { (uniform, logarithm) = (uniform * 2, logarithm + 0.693147180559945) }
            let z = (1 - uniform) / (1 + uniform)
            logarithm += 2 * z * (1 + z * z / 3 + z * z * z * z / 5 + z * z * z * z * z * z / 7)
            return .realSeconds(mean * logarithm)
        }

        mutating func poll() -> NTPSample? {
            exchanges.server.outward = .microseconds(200) + wait(300e-6)
            exchanges.server.back = .microseconds(200) + wait(300e-6)
            return exchanges.poll()?.sample
        }
    }

    @Test func `the bound always holds the truth, and the middle is better than the quickest sample's offset`() throws {
        var (ours, quickest, width, quickestWidth, outside) = (0.0, 0.0, 0.0, 0.0, 0)
        for seed in 1...200 as ClosedRange<UInt64> {
            var trial = Trial(seed)
            let samples = (0..<8).compactMap { _ in trial.poll() }
            let standing = try #require(trial.exchanges.association.standing(at: trial.exchanges.now))
            let best = try #require(samples.min { $0.delay < $1.delay })
            ours += standing.offset.magnitude.realSeconds
            quickest += best.offset.magnitude.realSeconds
            width += standing.bound.base.realSeconds
            quickestWidth += (best.reach + .microseconds(20)).realSeconds
            if standing.offset.magnitude > standing.bound.base { outside += 1 }
        }
        #expect(outside == 0)
        #expect(ours < 0.62 * quickest)
        #expect(width < 0.92 * quickestWidth)
    }

    @Test func `it has the server's own distance in it, and grows with both clocks' rates`() throws {
        var exchanges = Exchanges()
        exchanges.server.rootDelay = .milliseconds(10)
        exchanges.server.rootDispersion = .milliseconds(3)
        (exchanges.server.stratum, exchanges.server.referenceID) = (2, 0x0A00_0009)
        exchanges.poll()
        let now = exchanges.now
        let standing = try #require(exchanges.association.standing(at: now))
        // 5 ms + 3 ms of the server's, 100 µs of the way, and what is rounded.
        #expect((standing.bound.base.realSeconds - 8.1e-3).magnitude < 20e-6)
        #expect((standing.rootDelay.realSeconds - 10.2e-3).magnitude < 20e-6)
        #expect(standing.word.stratum == 2 && standing.word.referenceID == 0x0A00_0009)
        let later = try #require(exchanges.association.standing(at: now + .seconds(1000)))
        #expect((later.bound.base - standing.bound.after(.seconds(1000))).magnitude < .microseconds(1))
        #expect((later.bound.base.realSeconds - 38.1e-3).magnitude < 50e-6)
    }

    @Test func `one odd sample is put aside, two are believed`() throws {
        var exchanges = Exchanges()
        for _ in 0..<8 { exchanges.poll() }
        exchanges.server.error = .seconds(1)
        exchanges.poll()
        let once = try #require(exchanges.association.standing(at: exchanges.now))
        #expect(once.offset.magnitude < .milliseconds(1))
        exchanges.poll()
        let twice = try #require(exchanges.association.standing(at: exchanges.now))
        #expect((twice.offset + .seconds(1)).magnitude < .milliseconds(1))
        #expect(twice.bound.base < .milliseconds(3))
    }

    @Test func `a clock that was moved is where its samples say`() throws {
        var exchanges = Exchanges()
        for _ in 0..<8 { exchanges.poll() }
        exchanges.association.clockMoved(by: .milliseconds(-70))
        let standing = try #require(exchanges.association.standing(at: exchanges.now))
        #expect((standing.offset + .milliseconds(70)).magnitude < .microseconds(10))
    }

    @Test func `who is no candidate is told why`() {
        var exchanges = Exchanges()
        func unfitness(after wait: Int64 = 0, stratum: UInt8 = 14) -> Unfitness? {
            exchanges.association.unfitness(
                at: exchanges.now + .seconds(wait), limits: FitnessLimits(stratum: stratum))
        }
        #expect(unfitness() == .unreachable)
        exchanges.server.leap = .unknown
        exchanges.poll()
        #expect(unfitness() == .untimed)
        (exchanges.server.leap, exchanges.server.stratum) = (.none, 5)
        exchanges.poll()
        #expect(unfitness() == nil && unfitness(stratum: 4) == .stratum)
        #expect(unfitness(after: 49_000) == nil && unfitness(after: 50_100) == .distance)
        // Whoever loses the time is no candidate from that reply on.
        exchanges.server.leap = .unknown
        exchanges.poll()
        #expect(unfitness() == .untimed && exchanges.association.reach != 0)
        exchanges.server.leap = .none
        exchanges.poll()
        #expect(unfitness() == nil)
        exchanges.isConnected = false
        for _ in 0..<16 { exchanges.poll() }
        #expect(unfitness() == .unreachable)
    }
}
