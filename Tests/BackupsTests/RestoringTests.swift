// SPDX-License-Identifier: Apache-2.0

import Appliance
import Testing
import TimeBase

@testable import Backups

@Suite struct `Restoring a backup` {
    private static let file = "/etc/gnomon/gnomon.yaml"
    private static let old = "# old\n"
    private static let new = "deny: [10.1.1.1]"
    private let files = FailingFiles([file: Array(old.utf8)])
    private let users: TriedPart
    private let certificate: TriedPart
    private let restorer: Restorer

    init() {
        (users, certificate) = (TriedPart("users", "ada"), TriedPart("certificate", "old PEM"))
        let store = SettingsStore(
            settings: Settings(defaultsFor: .linux), file: Self.file, folder: "/versions", files: files, at: .at(0))
        restorer = Restorer(store: store, parts: [users, certificate])
    }

    private func backup(_ parts: [String: String], settings: String = new) -> Backup {
        Backup(
            utcMilliseconds: 0, program: "1", settings: Array(settings.utf8), parts: parts.mapValues { Array($0.utf8) })
    }

    private func begin(_ backup: Backup, only: Set<String>? = nil) throws(BackupFault) {
        try restorer.begin(backup, only: only, by: .ada, confirmWithin: .seconds(30), at: .at(1))
    }

    private func isAsBefore(_ place: Comment? = nil) -> Bool {
        users.state == .init(kept: "ada", tried: nil) && certificate.state == .init(kept: "old PEM", tried: nil)
            && files.memory.read(Self.file)?.text == Self.old
    }

    private let both = ["users": "bob", "certificate": "PEM"]

    @Test func `takes all that there is into it`() throws {
        let made = try restorer.backup(at: .at(5))
        #expect(made.settings.text == Self.old)
        #expect(made.parts == ["users": Array("ada".utf8), "certificate": Array("old PEM".utf8)])
        #expect(made.utcMilliseconds == 1_800_000_005_000 && made.program == VersionReport().version)
    }

    @Test func `is not made where a part cannot be read`() {
        users.fails(at: .read)
        #expect(throws: BackupFault.self) { try restorer.backup(at: .at(5)) }
    }

    @Test func `shows what would come of it, and changes nothing`() {
        let preview = restorer.preview(backup(["users": "bob", "certificate": "old PEM"]))
        #expect(preview.changes.map(\.key) == ["deny"])
        #expect(preview.parts.map(\.differs) == [false, true] && preview.faults.isEmpty)
        #expect(preview.parts.last?.now == "<ada>" && preview.parts.last?.then == "<bob>")
        #expect(isAsBefore())
    }

    @Test func `is tried first, and kept as a whole once it is confirmed`() throws {
        try begin(backup(both))
        #expect(users.state == .init(kept: "ada", tried: "bob"))
        #expect(files.memory.read(Self.file)?.text == Self.old)
        #expect(try restorer.confirm(by: .ada, at: .at(5)) == ["users", "certificate"])
        #expect(users.state == .init(kept: "bob", tried: nil) && certificate.state == .init(kept: "PEM", tried: nil))
        #expect(files.memory.read(Self.file)?.text == Self.new)
        #expect(try restorer.store.versions().first?.comment == "from a backup")
    }

    @Test func `is undone as a whole where nobody confirms it`() throws {
        try begin(backup(both))
        restorer.settle(at: .at(30))
        #expect(users.state.tried == "bob")
        restorer.settle(at: .at(31))
        #expect(isAsBefore() && restorer.store.state(at: .at(31)).pending == nil)
        #expect(throws: BackupFault.settings(.nothingPending)) { try restorer.confirm(by: .ada, at: .at(32)) }
        #expect(isAsBefore())
    }

    @Test func `is undone as a whole where somebody rolls it back, and can be tried again`() throws {
        try begin(backup(both))
        try restorer.store.rollBack(by: .ada, at: .at(2))
        restorer.settle(at: .at(2))
        #expect(isAsBefore())
        try begin(backup(both))
        try restorer.confirm(by: .ada, at: .at(3))
        #expect(users.state.kept == "bob")
    }

    @Test func `hangs users on a trial of settings that stay what they are`() throws {
        try begin(backup(both, settings: Self.old))
        #expect(restorer.store.state(at: .at(2)).pending?.changes == [])
        restorer.settle(at: .at(40))
        #expect(isAsBefore())
    }

    @Test func `leaves what is not chosen`() throws {
        try begin(backup(both), only: ["certificate"])
        try restorer.confirm(by: .ada, at: .at(2))
        #expect(users.state.kept == "ada" && certificate.state.kept == "PEM")
        #expect(files.memory.read(Self.file)?.text == Self.old)
    }

    @Test func `is not even tried where it would change nothing`() {
        #expect(throws: BackupFault.settings(.unchanged)) { try begin(backup(["users": "ada"], settings: Self.old)) }
    }

    @Test func `changes nothing where anything in it is wrong, and tells all of it`() {
        let bad = backup(["users": "bad", "certificate": "PEM", "poem": "x"], settings: "deny: 1")
        #expect(restorer.preview(bad).faults.count == 3)
        #expect(throws: BackupFault.self) { try begin(bad) }
        #expect(isAsBefore())
        #expect(restorer.preview(bad, only: ["certificate"]).faults.isEmpty)
    }

    @Test func `waits while a change is on trial`() throws {
        let trial = SettingsProposal(text: Array("# X".utf8), by: .ada, ifVersion: 1, confirmWithin: .seconds(30))
        try restorer.store.propose(trial, at: .at(0))
        #expect(throws: BackupFault.settings(.changePending(by: .ada, secondsLeft: 29))) { try begin(backup([:])) }
        #expect(isAsBefore())
    }

    @Test(arguments: TriedPart.Step.allCases)
    func `is done wholly or not at all, whichever step of a part fails`(_ step: TriedPart.Step) {
        for part in [users, certificate] {
            let other = Self()
            let failing = part.name == "users" ? other.users : other.certificate
            failing.fails(at: step)
            let isDone =
                (try? other.begin(other.backup(both))) != nil
                && (try? other.restorer.confirm(by: .ada, at: .at(3))) != nil
            #expect(!isDone)
            other.restorer.settle(at: .at(100))
            failing.fails(at: nil)
            #expect(other.isAsBefore(), "\(part.name), \(step)")
        }
    }

    @Test func `is done wholly or not at all, whichever step of the disk fails`() {
        for step in 0..<40 {
            let other = Self()
            other.files.fail(in: step)
            let isDone =
                (try? other.begin(other.backup(both))) != nil
                && (try? other.restorer.confirm(by: .ada, at: .at(3))) != nil
            other.restorer.settle(at: .at(100))
            let kept = [other.users.state.kept, other.certificate.state.kept, other.files.memory.read(Self.file)?.text]
            #expect(kept == (isDone ? ["bob", "PEM", Self.new] : ["ada", "old PEM", Self.old]), "step \(step)")
            #expect(other.users.state.tried == nil && other.certificate.state.tried == nil)
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
