// SPDX-License-Identifier: Apache-2.0

import Appliance
import Records

extension CommandHandler {
    /// What happened, what happens.
    static let records: [CommandHandler] = [
        .look("alarms") { AlarmsReport(alarms: Alarm.all(in: $0.snapshot)) },
        .report("alarms ack") { call, caller, means in
            let alarm = call["alarm"] ?? ""
            try means.view.acknowledge(alarm: alarm, by: caller.who)
            return DoneReport(done: "The alarm \(alarm) is acknowledged.")
        },
        .report("log") { call, _, means in
            try await readable { try await JournalReport(filter(call, now: now(means)), of: means.records) }
        },
        .lasting("log follow") { _, _, means in try means.journal.follow() },
        .report("history") { call, _, means in try await history(call, means) },
    ]

    private static func now(_ means: CommandMeans) -> Int64 { means.view.snapshot.unixMilliseconds }

    private static func filter(_ call: CommandCall, now: Int64) -> JournalFilter {
        var filter = JournalFilter(search: call["text"] ?? "", limit: call["lines"].flatMap { Int($0) } ?? 50)
        if let kind = call["kind"].flatMap({ JournalRecord.Kind(rawValue: $0) }) { filter.kinds = [kind] }
        if let name = call["severity"] {
            filter.leastSeverity = JournalRecord.Severity.allCases.first { $0.name == name } ?? .info
        }
        if let last = call["last"].flatMap({ Duration(command: $0) }) {
            filter.from = now - last.components.seconds * 1000
        }
        return filter
    }

    private static func history(_ call: CommandCall, _ means: CommandMeans) async throws -> HistoryPlotReport {
        let name = call["series"] ?? ""
        guard let series = Series(rawValue: name) else {
            let known = Series.allCases.map(\.rawValue)
            let guess = NearMiss.best(for: name, among: known).map { "did you mean '\($0)'?" }
            throw CommandRefusal(
                .usage, "there is no series \(quoted(name)); \(guess ?? "there are " + known.joined(separator: ", "))")
        }
        let length = (call["last"].flatMap { Duration(command: $0) } ?? .seconds(3600)).components.seconds * 1000
        let to = now(means) + 1000
        // As the API chooses it.
        let query = HistoryQuery(series: [series], from: to - length, to: to, step: max(1000, length / 1000))
        let journal = JournalFilter(kinds: [.state], from: query.from, to: query.to, limit: 200)
        return try await readable {
            HistoryPlotReport(
                series, query, try await means.records.history(query),
                journal: (try? await means.records.journal(journal)) ?? [])
        }
    }

    /// What the records cannot tell now is to be asked later.
    private static func readable<Value: Sendable>(_ ask: () async throws -> Value) async throws -> Value {
        do { return try await ask() } catch let fault as RecordFault {
            throw CommandRefusal(.unavailable, "\(fault)")
        }
    }
}
