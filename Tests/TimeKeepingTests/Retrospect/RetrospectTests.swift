// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import TimeKeeping

@Suite struct RetrospectTests {
    private func instant(_ second: Int) -> MonotonicInstant { MonotonicInstant(sinceEpoch: .seconds(second)) }

    private struct Course {
        var discipline = Discipline()
        /// Hears nothing within the reach, and is told what was applied.
        var deaf = Discipline()
        var retrospect: Retrospect
    }

    /// So many seconds; in the last eight the pulse is a microsecond off.
    private func course(_ seconds: Int, reach: Int) -> Course {
        var settings = TimekeepingSettings.Retrospect()
        settings.seconds = reach
        var course = Course(retrospect: Retrospect(settings, like: Discipline(), at: instant(0)))
        var random = SplitMix64(state: 3)
        var error = 1e-6
        for second in 1...seconds {
            let before = course.discipline
            let pull = second > seconds - 8 ? 1e-6 : 0
            let measured = Duration.realSeconds(error + pull + 1e-7 * random.normal())
            let applied = course.discipline.update(measured: measured, mayStep: false)
            _ = course.deaf.update(measured: second >= seconds - reach ? nil : measured, mayStep: false)
            course.deaf.noteApplied(applied)
            course.retrospect.keep(before, elapsed: 1, applied: applied, at: instant(second))
            error += applied.frequency + 5e-6
        }
        return course
    }

    @Test(arguments: [10, 60])
    func `what is rolled back is what never heard, and knows what was done to the clock`(reach: Int) throws {
        let course = course(200, reach: reach)
        let deaf = try #require(course.retrospect.deaf(since: instant(200 - reach)))
        #expect(course.retrospect.count == reach + 1)
        #expect(deaf.age == Double(reach + 1))
        #expect(deaf.offset == course.deaf.offset && deaf.frequency == course.deaf.frequency)
        // Of the microsecond, most was steered in.
        #expect(course.discipline.offset.magnitude < 100e-9)
        #expect(deaf.offset - course.discipline.offset < (reach == 10 ? -500e-9 : 500e-9))
    }

    @Test func `what was amended counts, what was forgotten does not`() throws {
        var retrospect = course(100, reach: 10).retrospect
        let before = try #require(retrospect.deaf(since: instant(95)))
        retrospect.amend(ClockCorrection(frequency: before.applied.frequency, step: .microseconds(2)))
        let after = try #require(retrospect.deaf(since: instant(95)))
        #expect((after.offset - before.offset - 2e-6).magnitude < 1e-12)
        #expect(retrospect.deaf(since: instant(101)) == nil)
        retrospect.forget()
        #expect(retrospect.deaf(since: instant(0)) == nil)
    }

    @Test func `without any reach only the last turn is known`() {
        #expect(course(100, reach: 0).retrospect.count == 1)
    }
}
