// SPDX-License-Identifier: Apache-2.0

import SimulatedBoard
import Testing

@testable import Appliance

struct YardstickReportTests {
    private func made(_ names: [String], isAided: Bool = false) throws -> YardstickReport {
        let cases = try #require(YardstickCase.named(names))
        let scores = cases.map { [YardstickScore(MadeTraces.run(of: $0.scenario), of: $0)] }
        return YardstickReport(cases, seeds: 1...1, isAided: isAided, scores: scores)
    }

    @Test func `each scenario has its limits, and those of its bound`() throws {
        let report = try made(["S2", "S4"])
        #expect(report.rows.filter { $0.scenario == "S2" }.map(\.metric) == [.rms, .outside, .worst, .tight])
        #expect(
            report.rows.filter { $0.scenario == "S4" }.map(\.metric)
                == [.error4h, .error24h, .outside, .worst, .tight, .tightAtEnd])
        let missed = report.rows.filter { !$0.isMet }.map { "\($0.scenario) \($0.metric.rawValue)" }
        #expect(missed == ["S2 outside", "S4 outside", "S4 worst"])
        #expect(!report.areLimitsMet)
    }

    @Test func `the text has a line for each, with what others reach`() throws {
        let text = try made(["S2"]).text(in: TextStyle(columns: 200))
        let lines = text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        #expect(lines.contains("S2 rms 28.9 ns 30 ns 28.5 ns 28.6 ns 71.6 ns 33.7 ns 106 ns 175 ns"))
        #expect(lines.contains("S2 outside 0.0995 % 0.01 % – – – – – – missed"))
        #expect(lines.last == "1 of 4 limits are missed.")
    }

    @Test func `with a thermometer the limits of weather are narrower`() throws {
        let limits = try [false, true].map { try made(["S4w"], isAided: $0).rows.prefix(2).map(\.atMost) }
        #expect(limits == [[0.6e-3, 7e-3], [0.30e-3, 4.2e-3]])
    }

    @Test func `an infinite figure is no number in JSON, and meets no limit`() throws {
        let trial = try #require(YardstickCase.named(["S1"])?.first)
        let run = YardstickRun(
            errors: .init(repeating: 1, count: 7200), bounds: .init(repeating: 2, count: 7200))
        let report = YardstickReport([trial], seeds: 1...1, isAided: false, scores: [[YardstickScore(run, of: trial)]])
        #expect(report.rows.first { $0.metric == .t1us }?.value == nil)
        #expect(report.rows.first { $0.metric == .t1us }?.isMet == false)
        #expect(try !ReportJSON.line(report).isEmpty)
        #expect(report.text.contains("never"))
    }

    @Test func `there are nine scenarios, and no others`() {
        #expect(Set(YardstickCase.all.map(\.scenario.name)).count == 9)
        #expect(YardstickCase.named(["S2", "S7"])?.count == nil)
    }

    @Test func `the discipline settles in the warm-up's seconds and keeps its bound`() async throws {
        let cases = try #require(YardstickCase.named(["S1"]))
        let report = await YardstickReport(cases, seeds: 1...1, isAided: false)
        #expect(report.areLimitsMet, "\(report.text)")
        #expect(try #require(report.details["S1"]?["rms_last"]) < 32e-9)
    }
}
