// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Appliance

@Suite struct `A store of settings` {
    private static let old = "# Ours.\nallow: [10.0.0.0/8]   # the lab\n"
    private static let new = "# Ours.\nallow: [10.0.0.0/8, 192.0.2.0/24]\nclock: {step: never}\n"

    // MARK: Checking

    @Test func `tells every fault with its place, and changes nothing`() {
        let yard = EditingYard(Self.old)
        let check = yard.store.check(Array("clock: {stepp: never}\nntp: {listen: [x]}".utf8))
        #expect(check.faults.map(\.key) == ["clock.stepp", "ntp.listen[0]"])
        #expect(check.faults.map(\.line) == [1, 2])
        #expect(check.changes.isEmpty)
        #expect(yard.onDisk == Self.old && yard.taker.count == 0)
    }

    @Test func `tells what a text would change, and when`() {
        let check = EditingYard(Self.old).store.check(Array(Self.new.utf8))
        #expect(check.faults.isEmpty)
        #expect(check.changes.map(\.key) == ["clock.step", "allow"])
        #expect(check.changes.map(\.takesEffect) == [.restart, .now])
    }

    @Test func `finds a file that the settings name and nobody can read`() {
        let check = EditingYard().store.check(Array("clock: {leapSecondsFile: /nowhere/list}".utf8))
        #expect(check.faults.map(\.key) == ["clock.leapSecondsFile"])
    }

    // MARK: Trying

    @Test func `tries a change, and keeps it once it is confirmed`() throws {
        let yard = EditingYard(Self.old)
        try yard.propose(Self.new, within: 30, ifVersion: 1)
        #expect(yard.onDisk == Self.old, "the file keeps to the old text meanwhile")
        #expect(yard.taker.last?.allow.count == 2)
        #expect(yard.state.pending?.version.number == 2 && yard.state.pending?.secondsLeft == 30)
        try yard.store.confirm(by: .bob, at: .at(29))
        #expect(yard.onDisk == Self.new)
        #expect(yard.state.version == 2 && yard.state.pending == nil)
        #expect(yard.state.awaitingRestart.map(\.key) == ["clock.step"])
        #expect(yard.restarted().state.awaitingRestart.isEmpty)
    }

    @Test func `undoes what nobody confirms in time`() throws {
        let yard = EditingYard(Self.old)
        try yard.propose(Self.new, within: 30)
        #expect(!yard.store.tick(at: .at(29)))
        #expect(yard.store.tick(at: .at(30)))
        #expect(yard.onDisk == Self.old && yard.taker.last?.allow.count == 1)
        #expect(throws: EditRefusal.nothingPending) { try yard.store.confirm(by: .ada, at: .at(30)) }
        #expect(yard.state.version == 1)
    }

    @Test func `takes no confirmation that comes too late, though nobody looked`() throws {
        let yard = EditingYard(Self.old)
        try yard.propose(Self.new, within: 30)
        #expect(throws: EditRefusal.nothingPending) { try yard.store.confirm(by: .ada, at: .at(31)) }
        #expect(yard.onDisk == Self.old)
    }

    @Test func `rolls back when it is told to`() throws {
        let yard = EditingYard(Self.old)
        try yard.propose(Self.new, within: 30)
        try yard.store.rollBack(by: .bob, at: .at(3))
        #expect(yard.taker.last?.allow.count == 1 && yard.state.pending == nil)
        #expect(throws: EditRefusal.nothingPending) { try yard.store.rollBack(by: .bob, at: .at(4)) }
    }

    @Test func `undoes at the start what waited when the program died`() throws {
        let yard = EditingYard(Self.old)
        try yard.propose(Self.new, within: 30)
        let next = yard.restarted()
        #expect(next.onDisk == Self.old && next.state.pending == nil && next.state.version == 1)
        let event = try #require(next.store.takeEvents().first)
        #expect(event.kind == .undone && event.by == .program)
        #expect(event.changes.map(\.key) == ["clock.step", "allow"])
        #expect(next.restarted().store.takeEvents().isEmpty, "it is told once")
    }

    @Test func `keeps at once where no confirmation is asked for`() throws {
        let yard = EditingYard(Self.old)
        try yard.propose(Self.new)
        #expect(yard.onDisk == Self.new && yard.taker.last?.allow.count == 2 && yard.state.version == 2)
    }

    @Test func `keeps comments and layout to the octet`() throws {
        let yard = EditingYard(Self.old)
        let odd = "\u{FEFF}# Ümläut\r\nallow:   [ 10.0.0.0/8 ]\r\n\r\n# end, without a line's end"
        try yard.propose(odd)
        #expect(yard.state.text == Array(odd.utf8))
        #expect(yard.restarted().state.text == Array(odd.utf8))
    }

    // MARK: Refusing

    @Test func `refuses faults, and a text that is there already`() {
        let yard = EditingYard(Self.old)
        #expect { try yard.propose("allow: 1") } throws: { error in
            guard case EditRefusal.faults(let faults)? = error as? EditRefusal else { return false }
            return faults.map(\.key) == ["allow"]
        }
        #expect(throws: EditRefusal.unchanged) { try yard.propose(Self.old) }
        #expect(yard.taker.count == 0)
    }

    @Test(arguments: [0, 3601, -5]) func `refuses a trial of no sensible length`(_ seconds: Int) {
        let yard = EditingYard(Self.old)
        #expect(throws: EditRefusal.badDeadline) { try yard.propose(Self.new, within: seconds) }
        #expect(yard.state.pending == nil)
    }

    @Test func `refuses the second of two editors, and tells the version to look at`() throws {
        let yard = EditingYard(Self.old)
        try yard.propose("deny: [10.1.1.1]", ifVersion: 1)
        #expect(throws: EditRefusal.conflict(current: 2)) { try yard.propose(Self.new, ifVersion: 1) }
        try yard.propose(Self.new, ifVersion: 2)
    }

    @Test func `refuses another change while one is on trial, and tells whose it is`() throws {
        let yard = EditingYard(Self.old)
        try yard.propose(Self.new, within: 30)
        #expect(throws: EditRefusal.changePending(by: .ada, secondsLeft: 20)) {
            try yard.propose("deny: [10.1.1.1]", at: 10)
        }
        try yard.propose("deny: [10.1.1.1]", at: 30)
        #expect(yard.onDisk == "deny: [10.1.1.1]")
    }

    @Test(arguments: [
        EditRefusal.faults([SettingsFault(file: "f", reason: "r")]), .conflict(current: 3), .nothingPending, .unchanged,
        .changePending(by: .ada, secondsLeft: 3), .noSuchVersion(9), .badDeadline,
        .storage(FileTrouble(path: "/p", reason: "the disk is full")),
    ])
    func `says in words why it refuses`(_ refusal: EditRefusal) { #expect(refusal.description.count > 3) }

    // MARK: A file that others edit

    @Test func `notices that the file was edited by hand, and overwrites nothing`() throws {
        let yard = EditingYard(Self.old)
        yard.files.memory.write(Array("deny: [10.2.2.2]".utf8), to: EditingYard.file, modelledOn: nil)
        #expect(throws: EditRefusal.conflict(current: 2)) { try yard.propose(Self.new, ifVersion: 1) }
        #expect(yard.onDisk == "deny: [10.2.2.2]" && yard.state.text.text == yard.onDisk)
        #expect(yard.store.takeEvents().map(\.kind) == [.found])
        #expect(yard.taker.last?.deny.count == 1)
        try yard.propose(Self.new, ifVersion: 2)
        #expect(try yard.store.text(ofVersion: 2).text == "deny: [10.2.2.2]")
    }

    @Test func `undoes a trial where the file was edited by hand meanwhile`() throws {
        let yard = EditingYard(Self.old)
        try yard.propose(Self.new, within: 30)
        yard.files.memory.write(Array("deny: [10.2.2.2]".utf8), to: EditingYard.file, modelledOn: nil)
        #expect(throws: EditRefusal.conflict(current: 2)) { try yard.store.confirm(by: .ada, at: .at(5)) }
        #expect(
            yard.onDisk == "deny: [10.2.2.2]" && yard.state.pending == nil && yard.taker.last?.allow.isEmpty == true)
    }

    @Test func `tells of an edit by hand that would keep the program from starting`() throws {
        let yard = EditingYard(Self.old)
        yard.files.memory.write(Array("deny: 3".utf8), to: EditingYard.file, modelledOn: nil)
        #expect(throws: EditRefusal.conflict(current: 2)) { try yard.propose(Self.new, ifVersion: 1) }
        #expect(yard.state.trouble?.contains("deny") == true && yard.taker.count == 0)
        try yard.propose(Self.new, ifVersion: 2)
        #expect(yard.state.trouble == nil && yard.onDisk == Self.new)
    }

    @Test func `takes up at the start what was edited while it did not run`() throws {
        let yard = EditingYard(Self.old)
        yard.files.memory.write(Array(Self.new.utf8), to: EditingYard.file, modelledOn: nil)
        let next = yard.restarted()
        #expect(next.state.version == 2)
        #expect(next.store.takeEvents().map(\.kind) == [.found])
        #expect(try next.store.versions().map(\.by) == [.file, .file])
    }

    // MARK: Without a file

    @Test func `works in memory where there is no file`() throws {
        let store = SettingsStore(
            settings: Settings(defaultsFor: .simulated), file: nil, folder: "/never", at: .at(0))
        #expect(store.state(at: .at(0)).text.isEmpty && store.state(at: .at(0)).version == 1)
        let proposal = SettingsProposal(
            text: Array("deny: [10.1.1.1]".utf8), by: .ada, ifVersion: 1, confirmWithin: nil)
        let state = try store.propose(proposal, at: .at(1))
        #expect(state.version == 2 && state.text == proposal.text)
        #expect(
            state.awaitingRestart.map(\.key) == ["deny"], "nobody takes it here; the board is still the simulated one")
        #expect(try store.versions().map(\.number) == [2, 1])
    }

    @Test func `knows its places`() {
        #expect(SettingsStore.file(named: nil, board: .simulated) == nil)
        #expect(SettingsStore.file(named: nil, board: nil) == Settings.systemFile)
        #expect(SettingsStore.file(named: "/x", board: .simulated) == "/x")
        #expect(SettingsStore.folder(for: "/x.yaml") == "/x.yaml.versions")
        #expect(SettingsStore.folder(for: nil).hasSuffix("/versions"))
    }
}
