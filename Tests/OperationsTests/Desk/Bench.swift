// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Board
import FoundationEssentials
import Records
import StillAppliance
import Synchronization

@testable import Operations

/// What was written into the journal.
final class Journal: Sendable {
    private let entries = Mutex<[JournalRecord]>([])

    var texts: [String] { entries.withLock { $0.map { "\($0.who ?? "?") from \($0.from ?? "?"): \($0.text)" } } }

    func note(_ record: JournalRecord) { entries.withLock { $0.append(record) } }
}

/// A desk with records and settings of its own, in a folder that goes with it.
func withDesk(
    _ snapshot: ApplianceSnapshot = .locked, settings: Settings = Settings(defaultsFor: .simulated),
    book: AccountBook? = nil, live: [any LiveSettings] = [],
    _ body: (CommandDesk, Journal, StillAppliance) async throws -> Void
) async throws {
    let folder = FileManager.default.temporaryDirectory.path() + "/gnomon-desk-\(UInt64.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (view, journal) = (StillAppliance(snapshot), Journal())
    let records = RecordStore(path: folder + "/records.sqlite")
    let store = SettingsStore(
        settings: settings, file: folder + "/gnomon.yaml", folder: folder + "/versions", board: .simulated, live: live,
        at: SettingsMoment(view.snapshot))
    let means = CommandMeans(
        view: view, records: records, store: store, started: settings, book: book, note: journal.note)
    try await body(CommandDesk(means), journal, view)
    await records.close()
}

extension CommandCaller {
    static let eve = CommandCaller("eve", level: .admin, from: "a test")
    static let viewer = CommandCaller("bob", level: .viewer, from: "a test")
}

extension CommandDesk {
    /// The report's text.
    func text(_ line: String, for caller: CommandCaller = .eve, in style: TextStyle = TextStyle()) async throws
        -> String
    {
        guard case .report(let report) = try await perform(CommandCall(parsing: line), for: caller) else { return "" }
        // Whether the last line has an end is of no matter.
        let text = report.text(in: style)
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }

    /// Why it was refused; `nil`: it was not.
    func refusal(_ line: String, for caller: CommandCaller = .eve) async -> CommandRefusal? {
        do throws(CommandRefusal) {
            _ = try await perform(CommandCall(parsing: line), for: caller)
            return nil
        } catch { return error }
    }
}
