// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import TimeKeeping

/// A receiver's health, second by second.
private struct Ward {
    var watch = SignalWatch(TimekeepingSettings.Signal())
    var second = 0
    var strength = 44.0
    var used: UInt16? = 12
    var facts = SignalFacts(antenna: .ok, interference: SignalFacts.Interference.none, interferenceLevel: 10)
    var random = SplitMix64(state: 7)
    /// How often a trouble began.
    private(set) var troubles = 0

    /// Half a decibel of noise, and a satellite more or less now and then.
    mutating func run(_ seconds: Int) {
        for _ in 0..<seconds {
            let before = watch.trouble != nil
            facts.strength = ((strength + 0.5 * random.normal()) * 4).rounded() / 4
            let wobble = random.uniform() < 0.1 ? UInt16(1) : 0
            watch.hear(
                facts, used: used.map { $0 - min(wobble, $0) }, at: MonotonicInstant(sinceEpoch: .seconds(second)))
            if watch.trouble != nil, !before { troubles += 1 }
            second += 1
        }
    }

    /// Seconds until there is a trouble, at most 60.
    mutating func detection() -> Int {
        for passed in 0..<60 {
            if watch.trouble != nil { return passed }
            run(1)
        }
        return 60
    }
}

@Suite struct SignalWatchTests {
    private func ward() -> Ward {
        var ward = Ward()
        ward.run(300)
        #expect(ward.watch.trouble == nil)
        return ward
    }

    @Test func `signals that fall by ten decibel in five seconds are noticed while they fall`() {
        var ward = ward()
        var passed = 0
        while ward.watch.trouble == nil, passed < 20 {
            passed += 1
            ward.strength = max(44 - 2 * Double(passed), 34)
            ward.run(1)
        }
        #expect(passed <= 5)
        #expect(ward.watch.trouble?.kind == .weak)
    }

    @Test func `half of the satellites gone is noticed at once`() {
        var ward = ward()
        ward.used = 5
        #expect(ward.detection() == 1)
        #expect(ward.watch.trouble?.kind == .satellitesLost)
    }

    @Test func `four decibel less alone are nothing, with fewer satellites they are a trouble`() {
        var ward = ward()
        for _ in 0..<40 {
            ward.strength -= 0.1
            ward.run(1)
        }
        ward.run(20)
        #expect(ward.watch.trouble == nil)
        ward.used = 8
        ward.run(4)
        #expect(ward.watch.trouble?.kind == .weak)
    }

    @Test(arguments: ["antenna", "interference", "level"])
    func `what the receiver says of its antenna and of interference is noticed at once`(what: String) {
        var ward = ward()
        switch what {
        case "antenna": ward.facts.antenna = .short
        case "interference": ward.facts.interference = .visible
        default: ward.facts.interferenceLevel = 120
        }
        #expect(ward.detection() == 1)
        #expect(ward.watch.trouble?.kind == (what == "antenna" ? .antenna : .interference))
    }

    @Test func `a receiver that always says so is used to it`() {
        var ward = Ward()
        ward.facts = SignalFacts(antenna: .open, interference: .visible, interferenceLevel: 140)
        ward.strength = 31
        ward.used = 4
        ward.run(3000)
        #expect(ward.troubles == 0)
    }

    @Test func `half a day of healthy signals with a daily swing has no trouble`() {
        var ward = Ward()
        for block in 0..<720 {
            let swing = Double(abs(block % 360 - 180)) / 180
            ward.strength = 42 + 3 * swing
            ward.used = 9 + UInt16(6 * swing)
            ward.run(60)
        }
        #expect(ward.troubles == 0)
    }

    @Test func `a trouble is over after ten calm seconds`() {
        var ward = ward()
        ward.strength = 30
        ward.run(20)
        #expect(ward.watch.trouble != nil)
        ward.strength = 44
        ward.run(8)
        #expect(ward.watch.trouble != nil)
        ward.run(6)
        #expect(ward.watch.trouble == nil)
    }

    @Test func `what has not grown worse for five minutes is usual`() {
        var ward = ward()
        ward.strength = 35
        ward.run(290)
        #expect(ward.watch.trouble != nil)
        ward.run(30)
        #expect(ward.watch.trouble == nil)
        ward.run(600)
        #expect(ward.troubles == 1)
    }

    @Test(arguments: [true, false])
    func `a cable that stays cut is usual after five minutes, if there is a fix all the same`(hasFix: Bool) {
        var ward = ward()
        ward.facts.antenna = .open
        if !hasFix { ward.used = nil }
        ward.run(295)
        #expect(ward.watch.trouble?.kind == .antenna)
        ward.run(10)
        #expect((ward.watch.trouble == nil) == hasFix)
    }

    @Test func `a receiver that does not say how many satellites it uses can be calm again`() {
        var ward = ward()
        ward.used = 0
        ward.facts.interference = .visible
        ward.run(5)
        ward.facts.interference = SignalFacts.Interference.none
        ward.run(12)
        #expect(ward.watch.trouble == nil)
    }

    @Test func `without a fix nothing is judged over`() {
        var ward = ward()
        ward.strength = 25
        ward.run(5)
        ward.used = nil
        ward.run(900)
        #expect(ward.watch.trouble != nil)
    }

    @Test func `a receiver that says nothing of its signal has no trouble`() {
        var watch = SignalWatch(TimekeepingSettings.Signal())
        for second in 0..<600 {
            watch.hear(SignalFacts(), used: 0, at: MonotonicInstant(sinceEpoch: .seconds(second)))
        }
        #expect(watch.trouble == nil)
    }
}
