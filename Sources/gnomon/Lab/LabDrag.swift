// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser

struct LabDrag: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drag",
        abstract: "Shows how seldom a healthy source is doubted, and how soon one that drags the time is caught.")

    @Option(help: "Of healthy operation, for each oscillator.") var years = 10.0
    @Option(help: "What chance is drawn from.") var seed: UInt64 = 1
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        guard (0...100).contains(years) else { throw ValidationError("It is 0 to 100 years.") }
    }

    func run() async throws {
        let report = await DragReport(years: years, seed: seed)
        if json { try Output.json(report) } else { Output.report(report.text(in: TextStyle(columns: 120))) }
        if !report.faults.isEmpty { throw ExitStatus.failed }
    }
}
