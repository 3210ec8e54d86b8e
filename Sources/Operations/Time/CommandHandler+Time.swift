// SPDX-License-Identifier: Apache-2.0

import Appliance
import Records

extension CommandHandler {
    /// What the time is worth, and who has it.
    static let time: [CommandHandler] = [
        .look("status") { StatusReport($0.snapshot) },
        .report("why") { _, _, means in WhyReport(means.view.snapshot, started: means.started) },
        .look("satellites") { SatellitesReport($0.snapshot) },
        .look("sky") { SkyReport($0.snapshot) },
        .look("sources") { SourcesReport($0.snapshot) },
        .report("clock") { call, _, means in try await clock(last: call["last"], means) },
        .report("holdover") { _, _, means in
            HoldoverReport(
                means.view.snapshot, started: means.started,
                outages: (try? await means.records.outages(limit: 20)) ?? [])
        },
        .look("ntp") { StatusReport($0.snapshot).ntp },
        .look("ptp") { PTPReport($0.snapshot) },
        .report("clients") { call, _, means in
            means.view.clients(of: call["service"].flatMap { ClientsReport.Service(rawValue: $0) })
        },
        .report("watch") { call, _, means in try watch(call["group"], means.view.snapshot) },
        .report("services") { _, _, means in
            ServicesReport(
                means.view.snapshot, means.store.settings, records: means.records.health,
                told: await means.services.facts())
        },
    ]

    private static func watch(_ group: String?, _ snapshot: ApplianceSnapshot) throws -> WatchReport {
        let names = snapshot.watch.groups.map(\.name)
        guard let group, !names.contains(group) else { return WatchReport(snapshot, group: group) }
        let there = names.isEmpty ? "none is set" : "there are: \(names.joined(separator: ", "))"
        throw CommandRefusal(.usage, "there is no group '\(group)' among those that are watched; \(there)")
    }

    /// What the records cannot tell now is left out: the clock runs without them.
    private static func clock(last: String?, _ means: CommandMeans) async throws -> ClockReport {
        let snapshot = means.view.snapshot
        let now = snapshot.unixMilliseconds
        let reach = last.flatMap { Duration(command: $0) } ?? .seconds(3600)
        let stability =
            (try? await StabilityReport(last: reach.components.seconds * 1000, until: now, of: means.records))
            ?? StabilityReport(offsets: [], step: 1000)
        return ClockReport(
            snapshot, kept: means.started.clockName, law: try? await means.oscillator.learned(until: now),
            stability: stability, reach: Double(reach.components.seconds))
    }
}
