// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import LinuxBoard

struct DebouncerTests {
    /// Plays changes (a level and when, in ms) and looks whenever the debouncer asks for it, until `end`.
    private func play(_ changes: [(Bool, Int)], from start: Bool = false, end: Int) -> [ButtonPress] {
        var debouncer = Debouncer(isPressed: start, at: at(0))
        var presses: [ButtonPress?] = []
        for (level, time) in changes + [(changes.last?.0 ?? start, end)] {
            while let next = debouncer.next, next < at(time) { presses.append(debouncer.look(at: next)) }
            presses.append(debouncer.change(to: level, at: at(time)))
        }
        return presses.compactMap(\.self)
    }

    @Test func `a press is told when it is let go`() {
        #expect(play([(true, 100), (false, 300)], end: 329) == [])
        #expect(play([(true, 100), (false, 300)], end: 330) == [.short])
    }

    @Test func `bouncing makes no second press`() {
        let bounces = [(true, 100), (false, 102), (true, 105), (false, 107), (true, 110)]
        let release = [(false, 300), (true, 304), (false, 306), (true, 309), (false, 311)]
        #expect(play(bounces + release, end: 1000) == [.short])
    }

    @Test func `a spike is no press`() {
        #expect(play([(true, 100), (false, 129)], end: 1000) == [])
    }

    @Test func `a long press is told while it is held, and only once`() {
        #expect(play([(true, 100)], end: 3099) == [])
        #expect(play([(true, 100)], end: 3100) == [.long])
        #expect(play([(true, 100), (false, 9000)], end: 10_000) == [.long])
    }

    @Test func `a button held from before means nothing until it is let go`() {
        #expect(play([(false, 5000)], from: true, end: 6000) == [])
        #expect(play([(false, 5000), (true, 6000), (false, 6100)], from: true, end: 7000) == [.short])
    }

    @Test(arguments: [(100, [ButtonPress.short]), (4000, [.long])])
    func `presses are found even by one who looks only at the end`(held: Int, expected: [ButtonPress]) {
        var debouncer = Debouncer(isPressed: false, at: at(0))
        let presses = [
            debouncer.change(to: true, at: at(10)), debouncer.change(to: false, at: at(10 + held)),
            debouncer.look(at: at(60_000)), debouncer.look(at: at(60_001)),
        ]
        #expect(presses.compactMap(\.self) == expected)
    }

    @Test func `two presses are two`() {
        #expect(play([(true, 100), (false, 200), (true, 300), (false, 400)], end: 500) == [.short, .short])
    }
}
