// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Appliance

struct DragTrialTests {
    @Test(arguments: DragSurroundings.allCases)
    func `six healthy hours beside an oven raise no alarm`(surroundings: DragSurroundings) {
        var health = DragHealth(.oven, in: surroundings, seed: 3)
        health.run(seconds: 6 * 3600)
        #expect(health.alarms == 0)
        // Before a day was seen, no oscillator is taken for calmer than a compensated crystal.
        #expect(health.slowestVisible > 50e-9 && health.slowestVisible < 300e-9)
    }

    @Test func `two healthy hours of an antenna raise no alarm`() {
        var antenna = DragAntenna(seed: 3)
        antenna.run(seconds: 7200)
        #expect(antenna.positionAlarms == 0 && antenna.uniformityAlarms == 0)
    }

    @Test func `a drag of 1 µs a second is caught within 20 s, after forty minutes of learning`() throws {
        let trial = DragTrial(.compensated, seed: 3, learning: 2400)
        #expect(trial.falseAlarms == 0)
        #expect(try #require(trial.slowestVisible) < 600e-9)
        let (seconds, error) = trial.run(at: 1e-6, after: 3)
        #expect(try #require(seconds) <= 20)
        #expect(error < 20e-6)
    }

    @Test func `the rates that are tried begin at what is visible and end at 10 µs a second`() {
        let rates = DragTrial(.compensated, seed: 3, learning: 900).rates
        #expect(rates == rates.sorted())
        #expect(rates.last == 10e-6)
        #expect(rates.count >= 6)
    }
}

struct DragReportTests {
    private func drag(_ rate: Double, _ multiple: Double, _ seconds: Int?) -> DragReport.Drag {
        .init(
            oscillator: "oven", rate: rate, multiple: multiple, runs: 8, found: seconds == nil ? 7 : 8,
            seconds: seconds ?? 5,
            largestError: 1e-6)
    }

    @Test func `a false alarm, a limit that is not stated and a drag that is caught late are faults`() {
        var report = DragReport(ofYears: 1, seed: 1)
        #expect(report.faults.isEmpty)
        report.health = [.init(oscillator: "oven", surroundings: "days", alarms: 1, slowestVisible: 1e-8)]
        report.positionAlarms = 1
        report.learned = [.init(oscillator: "oven", slowestVisible: nil, alarms: 0)]
        report.drags = [drag(1e-6, 3, 61), drag(1e-6, 2, nil), drag(1e-6, 3, 60), drag(1e-5, 900, nil)]
        #expect(
            report.faults == ["2 false alarms", "no limit was stated", "2 drags not caught within 60 s"])
        #expect(report.text.contains("too late"))
    }
}
