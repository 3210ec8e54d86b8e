// SPDX-License-Identifier: Apache-2.0

import Appliance
import FoundationEssentials
import Records
import Testing
import TimeBase

@testable import Operations

/// What every command of time and records tells, in one text.
enum Told {
    static let lines = [
        "status", "why", "satellites", "sky", "sources", "clock", "holdover", "clients", "clients ntp", "clients ptp",
        "watch",
        "ntp", "ptp", "alarms", "log", "history offset --last 10m", "history satellites --last 10m", "services",
        "version", "help history",
    ]

    static func all(by desk: CommandDesk, in style: TextStyle) async throws -> [(line: String, text: String)] {
        var told: [(String, String)] = []
        for line in lines { told.append((line, try await desk.text(line, in: style))) }
        return told
    }

    /// As it stands in a file.
    static func sheet(_ told: [(line: String, text: String)]) -> String {
        told.map { "$ gnomon \($0.line)\n\($0.text)\n" }.joined(separator: "\n")
            .replacing(#/\d+ octets, /#, with: "").replacing(Version.text, with: "VERSION")
            .replacing(#/\/tmp\/gnomon-\d+/#, with: "/run/gnomon")
    }
}

/// A desk over one moment, with a history of ten minutes and a few entries in its journal.
func withTold(
    _ view: ShownAppliance, _ body: (CommandDesk) async throws -> Void
) async throws {
    let folder = FileManager.default.temporaryDirectory.path() + "/gnomon-told-\(UInt64.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var settings = Settings(defaultsFor: .simulated)
    settings.journal.database = "/var/lib/gnomon/records.sqlite"
    settings.console.socket = "/run/gnomon/control.sock"
    settings.console.tty = ["/dev/ttyS0"]
    let records = RecordStore(path: folder + "/records.sqlite")
    let store = SettingsStore(
        settings: settings, file: folder + "/gnomon.yaml", folder: folder + "/versions", board: .simulated, live: [],
        at: SettingsMoment(view.snapshot))
    fill(records, until: view.snapshot.unixMilliseconds)
    _ = await records.flush()
    let means = CommandMeans(view: view, records: records, store: store, started: settings, book: nil, note: { _ in })
    try await body(CommandDesk(means))
    await records.close()
}

private func fill(_ records: RecordStore, until now: Int64) {
    guard now > 3_600_000 else { return }
    for second in 0..<600 where !(200..<260).contains(second) {
        let angle = Double(second % 120) - 60
        records.record(
            HistorySample(
                utcMilliseconds: now - Int64(600 - second) * 1000,
                values: [.offset: angle * angle / 30 - 60 + Double(second % 7), .satellites: Double(9 + second / 200)]))
    }
    let entries: [(Int64, JournalRecord.Kind, JournalRecord.Severity, String)] = [
        (86_400, .system, .info, "The program has started."), (500, .state, .info, "The pulse and GPS agree."),
        (400, .alarm, .critical, "antenna-short raised: The antenna's line is short-circuited."),
        (390, .command, .info, "command: alarms ack antenna-short"),
    ]
    for (ago, kind, severity, text) in entries {
        var record = JournalRecord(utcMilliseconds: now - ago * 1000, kind: kind, severity: severity, text: text)
        if kind == .state { (record.old, record.new) = ("acquiring", "locked") }
        if kind == .command { (record.who, record.from) = ("ada", "10.0.0.9") }
        records.note(record)
    }
    var outage = OutageRecord(began: now - 7_200_000, cause: "fixLost", end: .returned)
    (outage.seconds, outage.predicted, outage.promised) = (2400, 21_000, 19_500)
    (outage.found, outage.uncertainty, outage.isKept) = (-4_310, 40, true)
    records.keep(outage)
}

/// Compares with a file beside the tests, or writes it where GNOMON_WRITE_SNAPSHOTS is set.
func expectTold(_ text: String, as name: String, _ file: String = #filePath) throws {
    let folder = String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)]) + "/Snapshots"
    let path = "\(folder)/\(name).txt"
    if ProcessInfo.processInfo.environment["GNOMON_WRITE_SNAPSHOTS"] != nil {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: path))
    }
    let wanted = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    let (told, kept) = (text.split(separator: "\n"), wanted.split(separator: "\n"))
    if let (line, pair) = zip(told, kept).enumerated().first(where: { $0.element.0 != $0.element.1 }) {
        Issue.record("\(name), line \(line + 1) is\n\(pair.0)\nand was\n\(pair.1)")
    }
    #expect(text == wanted, "\(name): see GNOMON_WRITE_SNAPSHOTS")
}
