// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import SimulatedBoard
import TimeBase

@testable import Appliance
@testable import TimeKeeping

/// A client that asks servers by NTP every 16 s, believes most of them, and steers a clock of its own by them: slewed up to
/// 128 ms, stepped beyond (RFC 5905, figure 27: STEPT).
struct SimulatedClient {
    /// Asks a server, by its number, at an instant; `nil`: no reply.
    typealias Server = (_ index: Int, _ request: [UInt8], _ at: MonotonicInstant) -> [UInt8]?

    /// Own clock − truth.
    private(set) var error: Duration
    private(set) var associations: [ClientAssociation]
    /// Since ``mark()``: the largest |error| once it had followed anybody, the largest change of it within a second, and all
    /// steps.
    private(set) var worst = Duration.zero
    private(set) var largestMove = Duration.zero
    private(set) var steps: [Duration] = []
    /// Whether anybody is believed now.
    private(set) var isFollowing = false

    private let rate: Double
    /// What the clock would be off by if it had never been corrected, and all that it was corrected by.
    private var free: Duration
    private var motion = Duration.zero
    private var applied = 0.0
    private var follower: UpstreamFollower?
    private var ensemble = SourceEnsemble()
    private var heeded: [UInt64]
    private var hasFollowed = false
    private var chance: UpstreamWorld.Chance

    /// - Parameter rate: what its oscillator gains, fractional.
    init(_ number: Int, servers: Int = 1, rate: Double, error: Duration) {
        (self.error, free, self.rate) = (error, error, rate)
        chance = UpstreamWorld.Chance(state: UInt64(1000 + 17 * number))
        let settings = ClientSettings(minPoll: 4, maxPoll: 4)
        associations = (0..<servers).map { _ in
            ClientAssociation(settings, first: MonotonicInstant(sinceEpoch: .seconds(1 + number)))
        }
        heeded = Array(repeating: 0, count: servers)
        for index in 0..<servers { ensemble.roles[index] = SourceRole(.server) }
    }

    mutating func mark() { (worst, largestMove, steps) = (.zero, .zero, []) }

    /// A second.
    mutating func turn(
        _ truth: (MonotonicInstant) -> TAIInstant, _ utc: UTCRelation, at now: MonotonicInstant, _ ask: Server
    ) {
        let before = error
        pass()
        for index in associations.indices where associations[index].isDue(at: now) {
            exchange(with: index, truth, utc, at: now, ask)
        }
        judge(at: now)
        steer()
        error = free + motion
        largestMove = max(largestMove, (error - before).magnitude)
        if hasFollowed { worst = max(worst, error.magnitude) }
    }

    private mutating func pass() {
        // What is known of the oscillator is not in the scale that samples are taken by.
        let known = follower?.frequency ?? 0
        free += .realSeconds(rate - known)
        move(by: .realSeconds(applied + known))
        follower?.pass(1, applied: applied)
    }

    private mutating func move(by change: Duration) {
        motion += change
        ensemble.clockMoved(by: change)
    }

    private mutating func exchange(
        with index: Int, _ truth: (MonotonicInstant) -> TAIInstant, _ utc: UTCRelation, at now: MonotonicInstant,
        _ ask: Server
    ) {
        var octets = [UInt8](repeating: 0, count: NTPHeader.count)
        var span = octets.mutableSpan
        associations[index].request(into: &span, at: now, using: &chance)
        let (outward, back) = (way(), way())
        // By the scale that is never corrected: so no sample is spoilt by a correction.
        func stamp(_ instant: MonotonicInstant) -> LocalStamp {
            LocalStamp(at: instant, shown: NTPTimestamp(utc.utc(truth(instant) + free)))
        }
        associations[index].sent(stamp(now))
        guard let reply = ask(index, octets, now + outward) else { return }
        _ = associations[index].hear(reply.span, count: reply.count, arrived: stamp(now + outward + back))
    }

    private mutating func way() -> Duration { .nanoseconds(Int64.random(in: 100_000...300_000, using: &chance)) }

    private mutating func judge(at now: MonotonicInstant) {
        var isFresh = false
        for index in associations.indices {
            let association = associations[index]
            guard association.unfitness(at: now) == nil, let standing = association.standing(at: now) else {
                ensemble.lose(index)
                continue
            }
            guard association.samples != heeded[index] else { continue }
            (heeded[index], isFresh) = (association.samples, true)
            let reading = SourceReading(
                at: now, offset: standing.offset + motion, bound: standing.bound, deviation: standing.deviation,
                lasts: standing.lasts)
            ensemble.hear(reading, from: index)
        }
        let judgement = ensemble.judge(own: nil, at: now)
        isFollowing = judgement.upstream != nil
        guard isFresh, let word = judgement.upstream else { return }
        follow(word, judgement.deviation)
    }

    private mutating func follow(_ word: UpstreamWord, _ deviation: Duration) {
        if follower == nil {
            follower = UpstreamFollower(offset: word.offset, deviation: deviation, frequency: nil, applied: applied)
        } else {
            follower?.hear(word.offset, deviation: deviation)
        }
    }

    private mutating func steer() {
        guard let follower else { return }
        let policy = CorrectionPolicy(slewed: .milliseconds(128), largestStep: .seconds(100_000_000), slewRate: 500e-6)
        guard let wished = follower.correction(by: policy, wasRight: hasFollowed) else { return }
        applied = wished.frequency
        hasFollowed = true
        guard wished.step != .zero else { return }
        move(by: wished.step)
        self.follower?.stepped(by: wished.step)
        steps.append(wished.step)
    }
}
