// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@Suite struct ErrorBoundTests {
    private static let bounds = [
        ErrorBound(base: .microseconds(1), growth: 1e-9, wander: 1e-10, acceleration: 1e-14),
        ErrorBound(base: .nanoseconds(100), wander: 7e-10), ErrorBound(base: .zero, growth: 3e-8),
        ErrorBound(base: .zero, acceleration: 1e-13), ErrorBound(base: .zero, growth: 1e-12, wander: 1e-9),
    ]

    @Test(arguments: bounds)
    func `it grows to its limit when it says it will, to the millisecond`(bound: ErrorBound) throws {
        for limit in [Duration.microseconds(2), .microseconds(100), .milliseconds(10), .seconds(1)] {
            let time = try #require(bound.time(until: limit))
            #expect(bound.after(time - .milliseconds(1)) < limit)
            #expect(bound.after(time + .milliseconds(1)) > limit)
        }
    }

    @Test(arguments: bounds)
    func `seen from later it contains what it was`(bound: ErrorBound) {
        for passed in [1, 60, 3600, 86_400] {
            let moved = bound.moved(by: .seconds(passed))
            #expect(moved.base == bound.after(.seconds(passed)))
            for ahead in [1, 100, 10_000, 1_000_000] {
                let (later, sooner) = (moved.after(.seconds(ahead)), bound.after(.seconds(passed + ahead)))
                #expect(later + .nanoseconds(1) >= sooner)
                #expect(later.realSeconds <= 2 * sooner.realSeconds)
            }
        }
        #expect(bound.moved(by: .seconds(-1)).base == bound.base)
    }

    @Test func `what does not grow never reaches a limit, and what is past it is there`() {
        #expect(ErrorBound(base: .zero).time(until: .seconds(1)) == nil)
        #expect(ErrorBound.unknown.time(until: .seconds(1)) == .zero)
        #expect(ErrorBound(base: .zero, wander: 1).after(.seconds(4)) == .seconds(8))
    }
}
