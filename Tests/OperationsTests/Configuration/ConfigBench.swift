// SPDX-License-Identifier: Apache-2.0

import Appliance
import Backups
import Records
import StillAppliance
import Synchronization
import TimeBase

@testable import Operations

/// A part of a backup, in memory.
final class NotedPart: BackupPart {
    let name = "users"
    private let held = Mutex<(kept: String, tried: String?)>(("ada", nil))
    var kept: String { held.withLock(\.kept) }
    var tried: String? { held.withLock(\.tried) }

    func become(_ text: String) { held.withLock { $0 = (text, nil) } }
    func read() throws -> [UInt8]? { Array(kept.utf8) }
    func fault(in octets: [UInt8]) -> String? { nil }
    func summary(of octets: [UInt8]) -> String { String(decoding: octets, as: UTF8.self) }
    func begin(_ octets: [UInt8]) throws { held.withLock { $0.tried = String(decoding: octets, as: UTF8.self) } }
    func keep() throws { held.withLock { $0 = ($0.tried ?? $0.kept, nil) } }
    func undo() { held.withLock { $0.tried = nil } }
}

/// A disk in memory that may be full.
final class TightFiles: FileLayer {
    let memory = MemoryFiles()
    private let isFull = Mutex(false)

    func fill() { isFull.withLock { $0 = true } }
    func read(_ path: String) -> [UInt8]? { memory.read(path) }

    func write(_ bytes: [UInt8], to path: String, modelledOn model: String?) throws(FileTrouble) {
        if isFull.withLock(\.self) { throw FileTrouble(path: path, reason: "the disk is full") }
        memory.write(bytes, to: path, modelledOn: model)
    }

    func rename(_ path: String, to other: String) throws(FileTrouble) { try memory.rename(path, to: other) }
    func settle(_ folder: String) {}
    func remove(_ path: String) { memory.remove(path) }
    func names(in folder: String) -> [String] { memory.names(in: folder) }
    func makeFolder(_ path: String) {}
    func resolved(_ path: String) -> String { path }
}

/// A desk with a configuration, its backups and a part of them, all in memory.
struct ConfigBench {
    static let file = "/etc/gnomon/gnomon.yaml"
    let files = TightFiles()
    let part = NotedPart()
    let store: SettingsStore
    let restorer: Restorer
    let journal = Journal()
    let desk: CommandDesk

    init(_ text: String = "", hasRestorer: Bool = true) {
        files.memory.write(Array(text.utf8), to: Self.file, modelledOn: nil)
        let (view, settings) = (StillAppliance(.locked), Settings(defaultsFor: .linux))
        store = SettingsStore(
            settings: settings, file: Self.file, folder: "/var/lib/gnomon/versions", live: [Allowing()], files: files,
            at: SettingsMoment(view.snapshot))
        restorer = Restorer(store: store, parts: [part])
        desk = CommandDesk(
            CommandMeans(
                view: view, records: RecordStore(path: "/nowhere/records.sqlite"), store: store, started: settings,
                book: nil, restorer: hasRestorer ? restorer : nil, note: journal.note))
    }

    var onDisk: String { String(decoding: files.memory.read(Self.file) ?? [], as: UTF8.self) }

    func text(_ line: String, for caller: CommandCaller = .eve, secret: String? = nil) async throws -> String {
        var call = try CommandCall(parsing: line)
        call.values["passphrase"] = secret
        call.isConfirmed = true
        guard case .report(let report) = try await desk.perform(call, for: caller) else { return "" }
        let text = report.text(in: TextStyle(columns: 80, isASCII: true))
        // A sentence may end its line or not.
        return call.command.name.hasPrefix("config show") || !text.hasSuffix("\n") ? text : String(text.dropLast())
    }

    func refusal(_ line: String, for caller: CommandCaller = .eve, secret: String? = nil) async -> String {
        do {
            return "taken: " + (try await text(line, for: caller, secret: secret))
        } catch let refusal as CommandRefusal { return refusal.reason } catch { return "\(error)" }
    }

    /// Who puts these in force at once.
    private struct Allowing: LiveSettings {
        let liveKeys = ["allow", "deny"]
        func apply(_ settings: Settings) {}
    }
}

extension CommandCaller {
    static let ada = CommandCaller("ada", level: .admin, from: "console /dev/ttyS0")
}
