// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import TimeKeeping

@Suite struct FailoverTests {
    private func bound(_ base: Duration, grows: Double = 0) -> ErrorBound { ErrorBound(base: base, growth: grows) }

    private func order(_ rungs: [TimeRung], immediate: Bool = false) throws -> FailoverOrder {
        try #require(FailoverOrder(rungs, isImmediate: immediate))
    }

    @Test func `a receiver that is believed comes first, and no change is foreseen`() {
        var failover = Failover()
        let place = failover.update(
            FailoverFacts(isReceiverBelieved: true, upstream: bound(.milliseconds(2)), own: bound(.microseconds(1))))
        #expect(place.rung == .receiver && place.next == nil)
    }

    @Test func `holdover goes on until it is no better than the upstreams, and says when that is`() {
        var failover = Failover()
        let upstream = bound(.microseconds(500), grows: 1e-9)
        let own = bound(.microseconds(1), grows: 1e-8)
        let place = failover.update(FailoverFacts(isReceiverBelieved: false, upstream: upstream, own: own))
        #expect(place.rung == .holdover)
        // 499 µs at 9 ns a second.
        #expect(place.next?.rung == .upstream)
        #expect((place.next.map { $0.after.realSeconds - 55_444.4 } ?? 1).magnitude < 0.1)
        #expect(
            place.sentence
                == "Our own oscillator keeps the time; in 15 h the upstreams are followed if nothing changes.")
        let late = FailoverFacts(isReceiverBelieved: false, upstream: upstream, own: own.moved(by: .seconds(55_500)))
        #expect(failover.update(late).rung == .upstream)
        // Our clock is as good as they are now, and they stay.
        #expect(
            failover.update(FailoverFacts(isReceiverBelieved: false, upstream: upstream, own: own)).rung == .upstream)
    }

    @Test func `an order that is taken at its word changes at once`() throws {
        var failover = Failover(try order([.receiver, .upstream, .holdover, .orphan], immediate: true))
        let facts = FailoverFacts(
            isReceiverBelieved: false, upstream: bound(.milliseconds(5)), own: bound(.microseconds(1)))
        #expect(failover.update(facts).rung == .upstream)
    }

    @Test func `holdover before upstreams ends at its limit`() throws {
        var failover = Failover(try order([.receiver, .holdover, .upstream]))
        let facts = FailoverFacts(
            isReceiverBelieved: false, upstream: bound(.microseconds(2)), own: bound(.microseconds(10), grows: 1e-8))
        let place = failover.update(facts)
        #expect(place.rung == .holdover && place.next?.rung == .upstream)
        #expect((place.next.map { $0.after.realSeconds - 99_000 } ?? 1).magnitude < 0.1)
    }

    @Test func `nobody left: holdover until its limit, then orphan, or nothing where that is not wanted`() throws {
        let facts = FailoverFacts(isReceiverBelieved: false, own: bound(.zero, grows: 1e-6))
        var failover = Failover()
        let next = failover.update(facts).next
        #expect(
            next?.rung == .orphan
                && (next.map { ($0.after - .seconds(1000)).magnitude } ?? .seconds(1)) < .microseconds(1))
        var without = Failover(try order([.receiver, .upstream, .holdover]))
        #expect(without.update(facts).next?.rung == nil && without.update(facts).next?.after == next?.after)
        let spent = FailoverFacts(isReceiverBelieved: false, own: bound(.milliseconds(2)))
        #expect(failover.update(spent).rung == .orphan && failover.update(spent).next == nil)
        #expect(without.update(spent).rung == nil)
        #expect(failover.update(FailoverFacts(isReceiverBelieved: false)).rung == .orphan)
        #expect(failover.update(FailoverFacts(isReceiverBelieved: true)).rung == .receiver)
    }

    @Test func `holdover ends by its time where that comes first, and nobody's time is waited for`() {
        var failover = Failover()
        var facts = FailoverFacts(isReceiverBelieved: false, own: bound(.zero, grows: 1e-6))
        (facts.ownLasts, facts.orphanAfter) = (.seconds(200), .seconds(60))
        #expect(failover.update(facts).next == .init(rung: nil, after: .seconds(200)))
        facts.orphanAfter = .zero
        #expect(failover.update(facts).next == .init(rung: .orphan, after: .seconds(200)))
        facts.ownLimit = .microseconds(100)
        #expect((failover.update(facts).next.map { $0.after.realSeconds - 100 } ?? 1).magnitude < 0.001)
        (facts.own, facts.orphanAfter) = (nil, .seconds(40))
        let waiting = failover.update(facts)
        #expect(waiting.rung == nil && waiting.next == .init(rung: .orphan, after: .seconds(40)))
        facts.orphanAfter = nil
        #expect(failover.update(facts).rung == nil && failover.update(facts).next == nil)
    }

    @Test func `upstreams that fell silent are followed by what our clock then is`() {
        var failover = Failover()
        let own = bound(.microseconds(900), grows: 1e-6)
        var facts = FailoverFacts(isReceiverBelieved: false, upstream: bound(.microseconds(800)), own: own)
        #expect(failover.update(facts).rung == .upstream)
        facts.upstreamLasts = .seconds(50)
        #expect(failover.update(facts).next == .init(rung: .holdover, after: .seconds(50)))
        facts.upstreamLasts = .seconds(150)
        #expect(failover.update(facts).next == .init(rung: .orphan, after: .seconds(150)))
    }

    @Test func `a clock that goes by upstreams has nothing of its own while they are heard`() throws {
        var failover = Failover(try order([.receiver, .holdover, .upstream]))
        let own = bound(.microseconds(10), grows: 1e-6)
        var facts = FailoverFacts(isReceiverBelieved: false, upstream: bound(.microseconds(800)), own: own)
        #expect(failover.update(facts).rung == .holdover)
        facts.isLed = true
        #expect(failover.update(facts).rung == .upstream)
        facts.upstreamLasts = .seconds(50)
        #expect(failover.update(facts).next == .init(rung: .holdover, after: .seconds(50)))
        facts.upstream = nil
        #expect(failover.update(facts).rung == .holdover)
    }

    @Test func `an order names each rung once`() {
        #expect(FailoverOrder([]) == nil && FailoverOrder([.holdover, .holdover]) == nil)
        #expect(FailoverOrder(TimeRung.allCases) == .standard)
    }

    @Test func `no correction is larger than the policy's limit`() {
        let policy = CorrectionPolicy(slewed: .milliseconds(100), largestStep: .seconds(1), slewRate: 1e-4)
        func correction(_ offset: Duration, wasRight: Bool = true) -> CorrectionPolicy.Correction {
            policy.correction(of: offset, over: .seconds(2), wasRight: wasRight)
        }
        #expect(correction(.microseconds(30)) == .slew(.microseconds(-30)))
        #expect(correction(.milliseconds(-90)) == .slew(.microseconds(200)))
        #expect(correction(.milliseconds(500)) == .step(.milliseconds(-500)))
        #expect(correction(.seconds(-2)) == .refused(.seconds(2)))
        #expect(correction(.seconds(-2), wasRight: false) == .step(.seconds(2)))
        let never = CorrectionPolicy(largestStep: .zero, slewRate: 1e-4)
        #expect(never.correction(of: .seconds(1), over: .seconds(1), wasRight: true) == .slew(.microseconds(-100)))
    }
}
