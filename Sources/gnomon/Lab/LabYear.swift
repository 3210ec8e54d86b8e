// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser

struct LabYear: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "year",
        abstract: "Lets a clock be kept through a simulated year of seasons, outages, leap seconds and late interrupts."
    )

    @Option(help: "How many of its days, 1 to 365.") var days = 365
    @Option(help: "What chance is drawn from.") var seed: UInt64 = 1
    @Flag(help: "Let the timekeeper hear the thermometer.") var aided = false
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        guard (1...365).contains(days) else { throw ValidationError("A year has 1 to 365 days.") }
    }

    func run() throws {
        var year = YearRun(days: days, seed: seed, isAided: aided)
        let report = year.run { if $0 % 30 == 0, $0 < days { Output.error("day \($0) of \(days)") } }
        if json { try Output.json(report) } else { Output.report(report.text(in: TextStyle(columns: 120))) }
        if !report.faults.isEmpty { throw ExitStatus.failed }
    }
}
