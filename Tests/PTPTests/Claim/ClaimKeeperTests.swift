// SPDX-License-Identifier: Apache-2.0

import PTP
import Testing
import TimeBase

struct ClaimKeeperTests {
    private func claim(_ accuracy: UInt8, _ variance: UInt16 = 0x5000, clockClass: UInt8 = 6, flags: MessageFlags = [])
        -> GrandmasterClaim
    {
        GrandmasterClaim(
            quality: ClockQuality(clockClass: clockClass, accuracy: .init(rawValue: accuracy), variance: variance),
            utcOffset: 37, flags: flags, timeSource: .gnss)
    }

    /// What is told when one claim a second is heard.
    private func play(_ claims: [GrandmasterClaim]) -> [GrandmasterClaim] {
        var keeper = ClaimKeeper()
        return claims.enumerated().map {
            keeper.tell($1, at: MonotonicInstant(sinceEpoch: .seconds($0)))
        }
    }

    @Test func `worse is told at once, better after five minutes, and then as the worst of them`() {
        var heard = [claim(0x21), claim(0x23)]
        heard += (0..<300).map { claim($0 == 100 ? 0x22 : 0x21) }
        heard += [claim(0x21), claim(0x21)]
        let told = play(heard)
        #expect(told[0].quality.accuracy.rawValue == 0x21)
        #expect(told[1...301].allSatisfy { $0.quality.accuracy.rawValue == 0x23 })
        #expect(told[302].quality.accuracy.rawValue == 0x22)
    }

    @Test func `a relapse starts the waiting anew`() {
        let heard = [claim(0x23)] + (0..<1_000).map { claim($0.isMultiple(of: 250) ? 0x23 : 0x21) }
        #expect(play(heard).allSatisfy { $0.quality.accuracy.rawValue == 0x23 })
    }

    @Test func `class, flags, offset and source are told at once, and with a new class the accuracy too`() {
        let degraded = claim(0xFE, 0xFFFF, clockClass: 52)
        let told = play([claim(0x25, clockClass: 7), claim(0x21, flags: .timeTraceable), degraded, claim(0x21)])
        #expect(told == [claim(0x25, clockClass: 7), claim(0x21, flags: .timeTraceable), degraded, claim(0x21)])
    }

    @Test func `where nothing was known, what is known is told at once`() {
        #expect(play([claim(0xFE, 0xFFFF), claim(0x21)]).last == claim(0x21))
        #expect(play([claim(0x21, 0xFFFF), claim(0x21)]).last == claim(0x21))
    }

    @Test func `a variance moves by two octaves or not at all`() {
        #expect(play([claim(0x21, 0x5000), claim(0x21, 0x51FF)]).last?.quality.variance == 0x5000)
        #expect(play([claim(0x21, 0x5000), claim(0x21, 0x5200)]).last?.quality.variance == 0x5200)
        let better = [claim(0x21, 0x5000)] + (0..<301).map { _ in claim(0x21, 0x4E00) }
        #expect(play(better)[300].quality.variance == 0x5000)
        #expect(play(better)[301].quality.variance == 0x4E00)
    }

    /// Two clocks side by side, told as good as each other but for what they measure of themselves: which of them is the
    /// better one may not change more than now and then in a day of noise.
    @Test func `noise does not make two grandmasters swap`() {
        var random = SplitMix(state: 7)
        var keepers = [ClaimKeeper(), ClaimKeeper()]
        var swaps = 0
        var last: Bool?
        for second in 0..<86_400 {
            let now = MonotonicInstant(sinceEpoch: .seconds(second))
            let told = (0..<2).map { keepers[$0].tell(noisy(&random), at: now).quality }
            let order = (told[0].accuracy, told[0].variance) < (told[1].accuracy, told[1].variance)
            if second > 3_600, let last, last != order { swaps += 1 }
            last = order
        }
        #expect(swaps <= 1)
    }

    /// A bound about 100 ns, where a step of the accuracy is, and a variance that wavers by a tenth of an octave.
    private func noisy(_ random: inout SplitMix) -> GrandmasterClaim {
        let bound = Duration.nanoseconds(Int64.random(in: 90...105, using: &random))
        return claim(ClockAccuracy(bound: bound).rawValue, UInt16.random(in: 0x4E40...0x4E7F, using: &random))
    }
}

struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
