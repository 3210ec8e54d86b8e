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

    @Test func `A look that comes late misses nothing`() {
        var watch = heard(1...4)
        watch.note(total: 6, at: start + .seconds(6))
        watch.note(total: 7, at: start + .seconds(8))
        #expect(watch.samples == 7 && watch.span == 7)
    }

    @Test func `What was heard before the watch began does not count`() {
        var watch = Chronyc.SourceWatch()
        watch.note(total: 100, at: start)
        for tick in 1...15 { watch.note(total: 100 + UInt64(tick), at: start + .milliseconds(tick * 200)) }
        #expect(watch.samples == 15 && watch.span == 2)
    }

    @Test func `A time that is worth nothing is not heard`() {
        var watch = heard(1...8)
        for time in 9...12 { watch.note(total: UInt64(time), at: nil) }
        #expect(watch.samples == 8 && watch.span == 7)
        watch.note(total: 13, at: start + .seconds(13))
        #expect(watch.samples == 9 && watch.span == 12)
    }

    @Test func `Nothing spans nothing`() { #expect(Chronyc.SourceWatch().span == 0) }
}
