// SPDX-License-Identifier: Apache-2.0

import Appliance

extension CommandHandler {
    /// What the time is worth, and who has it.
    static let time: [CommandHandler] = [
        .look("status") { StatusReport($0.snapshot) },
        .look("satellites") { SatellitesReport($0.snapshot) },
        .look("sources") { SourcesReport($0.snapshot) },
        .look("ntp") { StatusReport($0.snapshot).ntp },
        .look("ptp") { PTPReport($0.snapshot) },
        .look("alarms") { AlarmsReport(alarms: Alarm.all(in: $0.snapshot)) },
        .report("clients") { call, _, means in
            means.view.clients(of: call["service"].flatMap { ClientsReport.Service(rawValue: $0) })
        },
        .report("alarms ack") { call, caller, means in
            let alarm = call["alarm"] ?? ""
            try means.view.acknowledge(alarm: alarm, by: caller.who)
            return DoneReport(done: "The alarm \(alarm) is acknowledged.")
        },
    ]
}
