// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Appliance

struct YearRunTests {
    @Test func `the first forty minutes have a lock, an outage and a return`() throws {
        var year = YearRun(days: 1, seed: 1)
        year.run(seconds: 2400)
        let report = year.finished
        #expect(try #require(report.secondsToLock) < 60)
        #expect(report.secondsInHoldover >= 297 && report.secondsInHoldover < 330)
        #expect(report.secondsLocked + report.secondsInHoldover > 2350)
        #expect(report.secondsOtherwise == 0)
        let outage = try #require(report.outages.first)
        #expect(outage.isKept && outage.seconds == 300)
        #expect(outage.error.magnitude < outage.bound && outage.error.magnitude < 20e-6)
        #expect(try #require(outage.secondsToLock) < 30)
        #expect(report.rmsLocked < 200e-9 && report.worst < 1)
        #expect(report.faults.isEmpty, "\(report.faults)")
    }

    @Test func `a lock that is lost without cause, a step and a bound that was wrong are faults`() {
        var report = YearReport(days: 1, seed: 1)
        #expect(report.faults.contains("never locked"))
        (report.secondsToLock, report.secondsLocked) = (10, 10_000)
        #expect(report.faults.isEmpty)
        report.losses = [.init(second: 5, lateShare: 0.5, reason: "no reason")]
        (report.steps, report.secondsOutside, report.worst, report.secondsUTCWrong) = (2, 2, 3.5, 1)
        #expect(
            report.faults == [
                "the lock was lost without cause, 1 time", "the clock was stepped, 2 times", "beyond the bound in 2 s",
                "the bound was exceeded by a factor of 3.5", "UTC was wrong in 1 s",
            ])
        #expect(report.text.contains("50 % of the edges late: no reason"))
    }

    @Test func `the oscillator's frequency follows the seasons`() {
        var oscillator = YearOscillator(seed: 3)
        var (readings, frequencies) = ([Double](), [Double]())
        for second in 0..<86_400 {
            oscillator.advance()
            guard second % 600 == 599 else { continue }
            readings.append(oscillator.reading)
            frequencies.append(oscillator.frequency)
        }
        let (warmth, rates) = (readings.max()! - readings.min()!, frequencies.max()! - frequencies.min()!)
        #expect(warmth > 1 && warmth < 12)
        #expect(rates > 0.5e-7 * warmth && rates < 2e-7 * warmth)
    }

    @Test func `the median of bounds is found to a hundredth`() {
        var counts = BoundCounts()
        for _ in 0..<10 { counts.note(2e-7) }
        for _ in 0..<5 { counts.note(1e-3) }
        #expect((counts.median / 2e-7 - 1).magnitude < 0.02)
    }
}
