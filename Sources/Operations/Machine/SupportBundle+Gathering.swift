// SPDX-License-Identifier: Apache-2.0

import Appliance
import LinuxBoard
import Records

/// What is put into a bundle.
extension SupportBundle {
    /// How far back journal and history go.
    private static let days: Int64 = 7
    private static let day: Int64 = 86_400_000
    private static let mostJournal = 20_000

    static func gathered(
        _ empty: SupportBundle, by caller: CommandCaller, with means: CommandMeans
    ) async -> SupportBundle {
        var bundle = empty
        await bundle.addReports(caller, means)
        bundle.addSettings(means)
        await bundle.addJournal(means)
        await bundle.addHistory(means)
        bundle.add("metrics.txt", await means.machine.metrics())
        bundle.add("log.txt", means.machine.log().map { SecretScrub.line($0) + "\n" }.joined())
        let folders = [means.machine.bundles, means.started.journal.database].compactMap(\.self)
        bundle.add("machine.txt", MachineDescription(folders: folders).text)
        return bundle
    }

    // MARK: What the commands tell

    /// Those that look and need no word: the configuration is told otherwise, without its secrets.
    static let commands = CommandTable.all.filter { command in
        command.effect == .looks && command.parameters.allSatisfy(\.isOptional) && command.words.first != "config"
            && command.name != "help"
    }

    private mutating func addReports(_ caller: CommandCaller, _ means: CommandMeans) async {
        for command in Self.commands {
            guard let handler = CommandDesk.handlers.first(where: { $0.name == command.name }) else { continue }
            do {
                guard case .report(let report) = try await handler.act(CommandCall(command), caller, means) else {
                    continue
                }
                add(json: "reports/\(command.slug).json", report)
                add("reports/\(command.slug).txt", report.text(in: TextStyle(columns: 100)))
            } catch {
                let reason = (error as? CommandRefusal)?.reason ?? "\(error)"
                add("reports/\(command.slug).txt", "It is not to be had: \(reason)\n")
            }
        }
    }

    // MARK: Settings

    private struct Version: Encodable {
        var number: Int
        var utc: String
        var by: String
        var comment: String
    }

    private mutating func addSettings(_ means: CommandMeans) {
        let state = means.store.state(at: means.moment)
        add("configuration.txt", means.store.settings.listing)
        add("configuration-at-start.txt", means.started.listing)
        let waiting = state.awaitingRestart.map { "\($0.key): \($0.old) → \($0.new)\n" }.joined()
        let trouble = state.trouble.map { "trouble: \($0)\n" } ?? ""
        let trial = state.pending.map { pending in
            "on trial for \(pending.secondsLeft) s:\n"
                + pending.changes.map { "\($0.key): \($0.old) → \($0.new)\n" }.joined()
        }
        add("configuration-waiting.txt", waiting + trouble + (trial ?? ""))
        let versions = ((try? means.store.versions()) ?? []).map {
            Version(number: $0.number, utc: UTCText.of($0.utcMilliseconds), by: $0.by.who, comment: $0.comment)
        }
        add(json: "versions.json", versions)
    }

    // MARK: Records

    private mutating func addJournal(_ means: CommandMeans) async {
        var (lines, filter) = (
            "", JournalFilter(from: means.moment.utcMilliseconds - Self.days * Self.day, limit: 1000)
        )
        for _ in 0..<Self.mostJournal / 1000 {
            guard let page = try? await means.records.journal(filter), !page.isEmpty else { break }
            for record in page {
                let line = (try? ReportJSON.line(JournalReport.Entry(record))).map {
                    String(decoding: $0, as: UTF8.self)
                }
                lines += (line ?? "") + "\n"
            }
            filter.before = page.last?.id
            if page.count < 1000 { break }
        }
        add("journal.jsonl", lines)
        if let outages = try? await means.records.outages() {
            add("outages.txt", outages.prefix(1000).map { "\($0)\n" }.joined())
        }
    }

    /// Every five minutes of it.
    private mutating func addHistory(_ means: CommandMeans) async {
        let now = means.moment.utcMilliseconds
        let query = HistoryQuery(
            series: Series.allCases, from: max(0, now - Self.days * Self.day), to: now, step: 300_000)
        var text = "utc,series,minimum,mean,maximum,count\n"
        do {
            for try await page in means.records.historyPages(query) {
                for point in page {
                    text += "\(UTCText.of(point.utcMilliseconds)),\(point.series.rawValue),\(point.minimum),"
                    text += "\(point.mean),\(point.maximum),\(point.count)\n"
                }
            }
        } catch { text += "# \(error)\n" }
        add("history.csv", text)
    }
}
