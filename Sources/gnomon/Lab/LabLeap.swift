// SPDX-License-Identifier: Apache-2.0

import Appliance
public import ArgumentParser
import NTP
import TimeBase

struct LabLeap: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leap",
        abstract: "Rehearses a leap second in simulated time: what true and smeared NTP and PTP tell, second by second."
    )

    @Option(help: "inserted or deleted.") var kind = LeapPlan.Kind.inserted
    @Option(help: "The day at whose end it is (YYYY-MM-DD), the last of a month.") var date = LeapPlan.nextDate
    @Option(help: "How the smeared servers spread it: linear or cosine.")
    var smear = Settings.NTPService.Smear.Shape.linear
    @Option(help: "Over how many hours, 1 to 240.") var hours = 24
    @Option(help: "What chance is drawn from.") var seed: UInt64 = 1
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        guard (1...240).contains(hours) else { throw ValidationError("It is spread over 1 to 240 hours.") }
    }

    func run() throws {
        var settings = Settings.NTPService.Smear()
        (settings.shape, settings.hours) = (smear, hours)
        let plan: LeapPlan
        do { plan = try LeapPlan(kind, at: date, smear: settings.spreading, seed: seed) } catch {
            Output.error("gnomon: \(error)")
            throw ExitStatus.usage
        }
        var rehearsal = LeapRehearsal(plan)
        let report = rehearsal.run()
        if json { try Output.json(report) } else { Output.report(report.text(in: TextStyle(columns: 120))) }
        if !report.faults.isEmpty { throw ExitStatus.failed }
    }
}

extension LeapPlan.Kind: ExpressibleByArgument {}

extension Settings.NTPService.Smear.Shape: ExpressibleByArgument {}
