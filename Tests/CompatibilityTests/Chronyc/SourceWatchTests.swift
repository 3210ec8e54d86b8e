// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import Compatibility

struct SourceWatchTests {
    private let start = MonotonicInstant(sinceEpoch: .seconds(1_000))

    private func heard(_ times: ClosedRange<Int>) -> Chronyc.SourceWatch {
        var watch = Chronyc.SourceWatch()
        watch.note(total: 0, at: nil)
        for time in times { watch.note(total: UInt64(time), at: start + .seconds(time)) }
        return watch
    }

    @Test func `What was heard eight seconds running has been reached each time`() {
        #expect(heard(1...8).reach(at: start + .seconds(8)) == 0o377)
        #expect(heard(1...3).reach(at: start + .milliseconds(3900)) == 0o7)
    }

    @Test func `Each second of silence pushes a zero in`() {
        let watch = heard(1...20)
        #expect(watch.reach(at: start + .milliseconds(21_400)) == 0o377)
        #expect(watch.reach(at: start + .milliseconds(21_600)) == 0o376)
        #expect(watch.reach(at: start + .seconds(24)) == 0o370)
        #expect(watch.reach(at: start + .seconds(29)) == 0)
        #expect(watch.reach(at: start + .seconds(100_000)) == 0)
    }

    @Test func `A look that comes late misses nothing`() {
        var watch = heard(1...4)
        watch.note(total: 6, at: start + .seconds(6))
        #expect(watch.reach(at: start + .seconds(6)) == 0o77)
        watch.note(total: 7, at: start + .seconds(8))
        #expect(watch.reach(at: start + .seconds(8)) == 0o375)
        #expect(watch.samples == 7 && watch.span == 7)
    }

    @Test func `Messages that wander are all heard`() {
        var watch = Chronyc.SourceWatch()
        watch.note(total: 0, at: nil)
        for time in 1...9 {
            watch.note(total: UInt64(time), at: start + .milliseconds(time * 1000 + (time % 2 == 0 ? -150 : 90)))
        }
        #expect(watch.reach(at: start + .seconds(9)) == 0o377)
    }

    @Test func `What speaks five times a second is reached once a second`() {
        var watch = Chronyc.SourceWatch()
        watch.note(total: 100, at: start)
        for tick in 1...15 { watch.note(total: 100 + UInt64(tick), at: start + .milliseconds(tick * 200)) }
        #expect(watch.reach(at: start + .seconds(3)) == 0o7)
        #expect(watch.samples == 15)
    }

    @Test func `A time that is worth nothing is not heard`() {
        var watch = heard(1...8)
        for time in 9...12 { watch.note(total: UInt64(time), at: nil) }
        #expect(watch.reach(at: start + .seconds(12)) == 0o370)
        watch.note(total: 13, at: start + .seconds(13))
        #expect(watch.reach(at: start + .seconds(13)) == 0o341)
        #expect(watch.samples == 9)
    }

    @Test func `Nothing is reached before the first time`() {
        #expect(Chronyc.SourceWatch().reach(at: start) == 0)
        #expect(Chronyc.SourceWatch().span == 0)
    }
}
