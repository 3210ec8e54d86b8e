// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser

struct LabDiscipline: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discipline",
        abstract: "Runs the clock's discipline on the yardstick's scenarios, and holds it against its limits.")

    @Option(help: "Which scenarios, such as S2,S4; without it, all.") var scenarios: String?
    @Option(help: "What chance is drawn from: 7, or 1-20.") var seeds = SeedRange(1...20)
    @Flag(help: "Let the discipline hear the thermometer.") var aided = false
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        let names = scenarios.map { $0.split(separator: ",").map(String.init) }
        guard let cases = names.map(YardstickCase.named) ?? YardstickCase.all else {
            Output.error("gnomon: there is no such scenario in \(scenarios ?? "")")
            throw ExitStatus.usage
        }
        let report = await YardstickReport(cases, seeds: seeds.range, isAided: aided)
        if json { try Output.json(report) } else { Output.report(report.text(in: TextStyle(columns: 200))) }
        if !report.areLimitsMet { throw ExitStatus.failed }
    }
}

/// "7", or "1-20".
struct SeedRange: ExpressibleByArgument {
    let range: ClosedRange<UInt64>

    init(_ range: ClosedRange<UInt64>) { self.range = range }

    init?(argument: String) {
        let ends = argument.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map { UInt64($0) }
        guard let first = ends.first ?? nil, let last = ends.last ?? nil, first <= last, last - first < 10_000 else {
            return nil
        }
        self.init(first...last)
    }

    var defaultValueDescription: String { "\(range.lowerBound)-\(range.upperBound)" }
}
