// SPDX-License-Identifier: Apache-2.0

import Appliance
import Synchronization
import Testing
import TimeBase

@testable import Backups

@Suite struct `Restoring a backup` {
    private static let users = "/var/lib/gnomon/users.json"
    private static let certificate = "/var/lib/gnomon/tls.pem"
    private static let file = "/etc/gnomon/gnomon.yaml"
    private static let old = "# old\n"
    private let files = FailingFiles([file: Array(old.utf8), users: Array("ada".utf8)])
    private let store: SettingsStore

    init() {
        store = SettingsStore(
            settings: Settings(defaultsFor: .linux), file: Self.file, folder: "/versions", files: files, at: .at(0))
    }

    private var parts: [any BackupPart] {
        [
            BackupFile(name: "users", path: Self.users, files: files) { $0.text == "bad" ? "no users" : nil },
            BackupFile(name: "certificate", path: Self.certificate, files: files) { _ in nil },
        ]
    }

    private func backup(_ parts: [String: String], settings: String = "deny: [10.1.1.1]") -> Backup {
        Backup(
            utcMilliseconds: 0, program: "1", settings: Array(settings.utf8), parts: parts.mapValues { Array($0.utf8) })
    }

    private func restore(_ backup: Backup) throws(BackupFault) {
        try store.restore(backup, parts: parts, by: .ada, at: .at(1))
    }

    private func content(_ path: String) -> String? { files.memory.read(path)?.text }

    @Test func `takes all that there is into it`() throws {
        let made = try store.backup(with: parts, at: .at(5))
        #expect(made.settings.text == Self.old && made.parts == ["users": Array("ada".utf8)])
        #expect(made.utcMilliseconds == 1_800_000_005_000 && made.program == VersionReport().version)
    }

    @Test func `is not made where a part cannot be read`() {
        files.fail(in: 0)
        #expect(throws: BackupFault.self) { try store.backup(with: parts, at: .at(5)) }
    }

    @Test func `puts everything in its place`() throws {
        try restore(backup(["users": "bob", "certificate": "PEM"]))
        #expect(content(Self.users) == "bob" && content(Self.certificate) == "PEM")
        #expect(content(Self.file) == "deny: [10.1.1.1]")
        #expect(try store.versions().first?.comment == "from a backup")
    }

    @Test func `leaves what it does not have, and settings that are the same`() throws {
        try restore(backup(["certificate": "PEM"], settings: Self.old))
        #expect(
            content(Self.users) == "ada" && content(Self.certificate) == "PEM" && store.state(at: .at(1)).version == 1)
    }

    @Test func `changes nothing where anything in it is wrong, and tells all of it`() {
        let bad = backup(["users": "bad", "certificate": "PEM", "poem": "x"], settings: "deny: 1")
        #expect(store.faults(in: bad, parts: parts).count == 3)
        #expect(throws: BackupFault.self) { try restore(bad) }
        #expect(content(Self.users) == "ada" && content(Self.certificate) == nil && content(Self.file) == Self.old)
    }

    @Test func `waits while a change is on trial`() throws {
        let trial = SettingsProposal(text: Array("# X".utf8), by: .ada, ifVersion: 1, confirmWithin: .seconds(30))
        try store.propose(trial, at: .at(0))
        #expect(throws: BackupFault.settings(.changePending(by: .ada, secondsLeft: 29))) { try restore(backup([:])) }
    }

    @Test func `is done wholly or not at all, whichever step fails`() {
        for step in 0..<40 {
            let (place, other) = ("step \(step)" as Comment, Self())
            other.files.fail(in: step)
            let isDone = (try? other.restore(other.backup(["users": "bob", "certificate": "PEM"]))) != nil
            #expect(other.content(Self.users) == (isDone ? "bob" : "ada"), place)
            #expect(other.content(Self.certificate) == (isDone ? "PEM" : nil), place)
            #expect(other.content(Self.file) == (isDone ? "deny: [10.1.1.1]" : Self.old), place)
        }
    }
}

extension SettingsMoment {
    /// Seconds after some beginning.
    fileprivate static func at(_ seconds: Int) -> Self {
        Self(
            monotonic: MonotonicInstant(sinceEpoch: .seconds(seconds)),
            utcMilliseconds: 1_800_000_000_000 + Int64(seconds) * 1000)
    }
}

extension SettingsAuthor {
    fileprivate static let ada = SettingsAuthor(who: "ada", from: "192.0.2.7")
}

/// A disk in memory of which one step fails.
private final class FailingFiles: FileLayer {
    let memory: MemoryFiles
    private let left = Mutex<Int?>(nil)

    init(_ files: [String: [UInt8]]) { memory = MemoryFiles(files) }

    /// So many steps succeed, one fails, and all others succeed.
    func fail(in steps: Int) { left.withLock { $0 = steps } }

    private func step(_ path: String) throws(FileTrouble) {
        let isNow = left.withLock { left in
            defer { left = left.flatMap { $0 > 0 ? $0 - 1 : nil } }
            return left == 0
        }
        if isNow { throw FileTrouble(path: path, reason: "the disk failed") }
    }

    func read(_ path: String) throws(FileTrouble) -> [UInt8]? {
        try step(path)
        return memory.read(path)
    }

    func write(_ bytes: [UInt8], to path: String, modelledOn model: String?) throws(FileTrouble) {
        try step(path)
        memory.write(bytes, to: path, modelledOn: model)
    }

    func rename(_ path: String, to other: String) throws(FileTrouble) {
        try step(path)
        try memory.rename(path, to: other)
    }

    func settle(_ folder: String) throws(FileTrouble) { try step(folder) }

    func remove(_ path: String) throws(FileTrouble) {
        try step(path)
        memory.remove(path)
    }

    func names(in folder: String) throws(FileTrouble) -> [String] {
        try step(folder)
        return memory.names(in: folder)
    }

    func makeFolder(_ path: String) throws(FileTrouble) { try step(path) }
    func resolved(_ path: String) -> String { path }
}
