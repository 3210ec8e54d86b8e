// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import TimeKeeping

/// Which of several sources that agree make the time, and what is said of the others.
@Suite struct SourceChoiceTests {
    private let now = MonotonicInstant(sinceEpoch: .seconds(5))

    private struct Word {
        var offset: Double
        var bound = 5e-3
        var deviation = 1e-4
    }

    private func reading(_ word: Word) -> SourceReading {
        SourceReading(
            at: now, offset: .realSeconds(word.offset), bound: ErrorBound(base: .realSeconds(word.bound)),
            deviation: .realSeconds(word.deviation), lasts: .seconds(100))
    }

    private func ensemble(_ words: [Word], receivers: Int = 0) -> SourceEnsemble {
        var ensemble = SourceEnsemble()
        for (i, word) in words.enumerated() {
            ensemble.hear(reading(word), from: i)
            ensemble.roles[i].kind = i < receivers ? .receiver : .server
        }
        return ensemble
    }

    @Test func `of five that agree, the one that lies apart is an outlier and does not draw the others`() {
        var ensemble = ensemble([0, 20e-6, -30e-6, 10e-6, 3e-3].map { Word(offset: $0) })
        let judgement = ensemble.judge(own: nil, at: now)
        #expect(judgement.verdicts[4] == .outlier(by: judgement.verdicts[4].distance ?? .zero))
        #expect((0..<4).allSatisfy { judgement.verdicts[$0] == .selected })
        #expect(judgement.offset.magnitude < .microseconds(1))
    }

    @Test func `three are left together, however far apart`() {
        var ensemble = ensemble([0, 1e-3, 3e-3].map { Word(offset: $0) })
        let judgement = ensemble.judge(own: nil, at: now)
        #expect((0..<3).allSatisfy { judgement.verdicts[$0] == .selected })
        #expect((judgement.offset.realSeconds - 4e-3 / 3).magnitude < 1e-9)
    }

    @Test func `who is preferred makes the time, unless it lies`() {
        var ensemble = ensemble([0, 1e-3, 2e-3, 2.5e-3].map { Word(offset: $0) })
        ensemble.roles[3].isPreferred = true
        let judgement = ensemble.judge(own: nil, at: now)
        #expect(judgement.offset == .microseconds(2500) && judgement.verdicts[3] == .selected)
        #expect(judgement.verdicts[0] == .agrees)
        ensemble.hear(reading(Word(offset: 1)), from: 3)
        let second = ensemble.judge(own: nil, at: now)
        #expect(second.verdicts[3] == .vetoed(.otherSecond(1)) && second.verdicts[0] == .selected)
        #expect((second.offset.realSeconds - 1e-3).magnitude < 1e-9)
    }

    @Test func `one server that lies does not make a receiver's bound as coarse as the honest servers'`() {
        let receiver = Word(offset: 0, bound: 200e-9, deviation: 20e-9)
        var ensemble = ensemble([receiver, Word(offset: 1e-4), Word(offset: -2e-4), Word(offset: 4)], receivers: 1)
        let judgement = ensemble.judge(own: reading(Word(offset: 0, bound: 1e-6)), at: now)
        #expect(judgement.verdicts[0] == .selected && judgement.verdicts[1] == .agrees)
        #expect(judgement.verdicts[3] == .vetoed(.otherSecond(4)))
        #expect(judgement.bound <= .nanoseconds(200) && judgement.dispute == nil)
    }

    @Test func `servers that see no difference do not decide between our own clock and a receiver`() {
        let receiver = Word(offset: 30e-6, bound: 200e-9, deviation: 20e-9)
        var ensemble = ensemble([receiver, Word(offset: 0), Word(offset: 0), Word(offset: 0)], receivers: 1)
        let judgement = ensemble.judge(own: reading(Word(offset: 0, bound: 1e-6)), at: now)
        #expect(judgement.verdicts[0].isFalseticker && judgement.basis == .ownClock)
        #expect(judgement.bound == .microseconds(1))
    }

    private static let liar = Word(offset: 0.02, bound: 200e-9, deviation: 20e-9)

    @Test(arguments: DisputePolicy.allCases)
    func `a receiver that contradicts a majority is shown to, and the policy says who wins`(policy: DisputePolicy) {
        var ensemble = ensemble([Self.liar, Word(offset: 0), Word(offset: 1e-4), Word(offset: -1e-4)], receivers: 1)
        ensemble.policy = policy
        for _ in 0..<3 {
            let judgement = ensemble.judge(own: nil, at: now)
            #expect(judgement.verdicts[0].isFalseticker && judgement.verdicts[0].word == "falseticker")
            #expect((judgement.dispute?.distance.realSeconds ?? 0) > 0.019)
            #expect(judgement.dispute?.receiver == 0 && judgement.dispute?.isFollowed == (policy == .gnssWins))
            let expected = policy == .gnssWins ? 0.02 : 0
            #expect((judgement.offset.realSeconds - expected).magnitude < 1e-6)
            #expect(judgement.verdicts[1].word == (policy == .gnssWins ? "overruled" : "selected"))
            #expect(judgement.bound < .milliseconds(6))
        }
    }

    @Test func `alarm only: the receiver that was followed goes on to be, with room for the majority`() {
        var ensemble = ensemble(
            [Word(offset: 0, bound: 200e-9, deviation: 20e-9)] + (0..<3).map { _ in Word(offset: 0) }, receivers: 1)
        ensemble.policy = .alarmOnly
        #expect(ensemble.judge(own: nil, at: now).verdicts[0] == .selected)
        ensemble.hear(reading(Self.liar), from: 0)
        for _ in 0..<3 {
            let judgement = ensemble.judge(own: nil, at: now)
            #expect(judgement.basis == .policy && judgement.offset == .milliseconds(20))
            #expect(judgement.bound == .milliseconds(25) && judgement.dispute?.isFollowed == true)
        }
    }

    @Test func `no policy leads our clock to where its oscillator cannot have gone`() {
        var ensemble = ensemble([Self.liar, Word(offset: 0), Word(offset: 0)], receivers: 1)
        ensemble.policy = .gnssWins
        let judgement = ensemble.judge(own: reading(Word(offset: 0, bound: 1e-3)), at: now)
        #expect(judgement.dispute?.isFollowed == false && judgement.offset.magnitude < .milliseconds(1))
    }

    @Test func `while fewer than half of the sources lie, and alike fine, the truth is within the bound`() {
        var random = SplitMix64(state: 21)
        var (outside, judged) = (0, 0)
        for _ in 0..<4000 {
            let count = 3 + Int(random.uniform() * 9)
            let liars = Int(random.uniform() * Double((count + 1) / 2))
            let together = (random.uniform() - 0.5) * 20e-3
            let words = (0..<count).map { i in
                let bound = (1 + 4 * random.uniform()) * 1e-3
                let honest = (2 * random.uniform() - 1) * bound
                let lie = i % 2 == 0 ? together : (random.uniform() - 0.5) * 20e-3
                return Word(offset: i < liars ? lie : honest, bound: bound, deviation: bound / 5)
            }
            var ensemble = ensemble(words)
            let own = random.uniform() < 0.5 ? nil : reading(Word(offset: 1e-4 * random.normal() / 6, bound: 1e-4))
            let judgement = ensemble.judge(own: own, at: now)
            if judgement.basis != .none { judged += 1 }
            if judgement.basis != .none, judgement.offset.magnitude > judgement.bound { outside += 1 }
        }
        #expect(outside == 0 && judged == 4000)
    }

    @Test func `sixteen sources have a place, and each verdict a sentence`() {
        var ensemble = ensemble((0..<16).map { Word(offset: Double($0) * 1e-6) })
        let judgement = ensemble.judge(own: nil, at: now)
        #expect(
            (0..<16).allSatisfy {
                judgement.verdicts[$0].word == "selected" || judgement.verdicts[$0].word == "outlier"
            })
        #expect(
            SourceVerdict.vetoed(.otherSecond(-1)).sentence
                == "Its time is 1 s ahead of what is believed; it is not followed.")
        #expect(
            SourceVerdict.vetoed(.drags(.microseconds(40), rate: 10e-6)).sentence
                == "Its time is 40 µs behind what is believed and moves by 10 µs a second; it is not followed.")
        #expect(SourceVerdict.outvoted(by: .seconds(-3)).sentence.contains("3 s ahead of most sources"))
    }
}

extension SourceVerdict {
    fileprivate var distance: Duration? { if case .outlier(let distance) = self { distance } else { nil } }
}
