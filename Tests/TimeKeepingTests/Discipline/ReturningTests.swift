// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import TimeKeeping

/// Coming back from an outage.
@Suite struct ReturningTests {
    /// A clock that is `offset` away when its pulse comes back.
    private func afterOutage(_ slew: Double?, offset: Double) -> Loop {
        var steering = TimekeepingSettings.Steering()
        steering.returnSlew = slew
        var loop = Loop()
        loop.discipline = Discipline(steering: steering)
        _ = loop.run(1500)
        _ = loop.run(600, lost: true)
        loop.error = offset
        return loop
    }

    @Test(arguments: [300e-6, -300e-6])
    func `fast, it is below a microsecond within eight seconds, without a step`(offset: Double) {
        var loop = afterOutage(nil, offset: offset)
        let errors = loop.run(200)
        #expect(errors[8...].allSatisfy { $0.magnitude < 1e-6 })
        for (before, after) in zip(errors, errors.dropFirst()) { #expect((after - before).magnitude < 100e-6) }
        #expect(loop.steps == 0)
    }

    @Test(arguments: [20e-6, -20e-6])
    func `gently, no second is slewed by more than was allowed, and no error is hidden`(offset: Double) {
        var loop = afterOutage(50e-9, offset: offset)
        (loop.covered, loop.seconds) = (0, 0)
        var largest = 0.0
        while loop.seconds < 600 {
            let error = loop.run(1)[0]
            let discipline = loop.discipline
            let own = discipline.frequency + discipline.estimate.state[2] / 2
            if discipline.isReturning { largest = max(largest, (discipline.applied.frequency + own).magnitude) }
            if error.magnitude > 2e-6 { #expect(!discipline.isSettled) }
        }
        #expect(largest <= 50.001e-9)
        #expect(loop.covered == loop.seconds)
        #expect(loop.error.magnitude < 1e-7)
        #expect(loop.discipline.isSettled && !loop.discipline.isReturning)
    }
}
