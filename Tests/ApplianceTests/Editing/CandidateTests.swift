// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Appliance

@Suite struct `The candidate` {
    private static let text = "# Ours\nntp:\n  listen: ['10.0.0.1:123'] # inside\nclock:\n  step: never\n"
    private let yard = EditingYard(text)
    private var store: SettingsStore { yard.store }

    private func set(
        _ key: String, _ value: String, by author: SettingsAuthor = .ada, at now: Int = 0
    ) throws(CandidateRefusal) -> CandidateEdit {
        try store.set(key, to: value, by: author, at: .at(now))
    }

    private var waiting: String? { store.candidate(at: .at(0))?.text.text }

    @Test func `changes nothing until it is committed`() throws {
        let edit = try set("clock.step", "start")
        #expect(edit.old == "never" && edit.new == "start" && edit.faults.isEmpty && edit.others.isEmpty)
        #expect(waiting == Self.text.replacing("never", with: "start"))
        #expect(yard.onDisk == Self.text && store.settings.clock.step == .never && yard.taker.count == 0)
        let state = try store.commit(confirmWithin: nil, by: .ada, at: .at(1))
        #expect(state.pending == nil && state.version == 2 && store.settings.clock.step == .start)
        #expect(waiting == nil && yard.onDisk == Self.text.replacing("never", with: "start"))
    }

    @Test func `goes on from what was set before`() throws {
        _ = try set("clock.step", "start")
        _ = try set("allow", "[10.0.0.0/8]")
        let edit = try set("allow[1]", "192.0.2.0/24")
        #expect(edit.old == nil && edit.new == "192.0.2.0/24")
        #expect(waiting == Self.text.replacing("never", with: "start") + "allow: [10.0.0.0/8, 192.0.2.0/24]\n")
        let unset = try store.unset("allow", by: .ada, at: .at(0))
        #expect(unset.old == "[10.0.0.0/8, 192.0.2.0/24]" && unset.new == nil && !unset.isOver)
        #expect(try set("clock.step", "never").isOver && waiting == nil)
    }

    @Test(arguments: [
        ("clock.stpe", "start", "unknown key; did you mean 'step'?"),
        ("clok.step", "start", "unknown key; did you mean 'clock'?"),
        ("clock.step", "sometimes", "must be one of never, start"),
        ("clock.holdoverSeconds", "-1", "must be 0 to"), ("clock", "7", "must be a section of keys"),
        ("allow", "10.0.0.0/8", "must be a list"), ("allow", "[x]", "allow[0]: "),
        ("ntp.listen[2]", "x", "has 1 items"),
        ("ntp.listen.x", "1", "unknown key; did you mean 'ntp.listen'?"), ("ntp", "[", "not YAML"),
        ("", "1", "is no key"),
        ("alarms.channels.Mail.kind", "smtp", "a channel's name has"), ("clock.step", "*x", "not YAML"),
        ("clock.leapSecondsFile", "/nowhere/leap", "clock.leapSecondsFile"),
    ])
    func `does not take what cannot stand there`(_ key: String, value: String, reason: String) {
        do throws(CandidateRefusal) {
            let edit = try set(key, value)
            Issue.record("taken: \(edit)")
        } catch { #expect("\(error)".contains(reason)) }
        #expect(waiting == nil)
    }

    @Test(arguments: [
        ("ptp.management.userDescription", "42", "'42'"),
        ("ptp.management.userDescription", "Hall 3: left", "'Hall 3: left'"),
        ("management.listen", "['[::]:443']", "['[::]:443']"), ("ntp.listen[0]", "[::]:123", "'[::]:123'"),
        ("receiver.device", "null", "null"), ("ntp.listen[0]", "10.0.0.2:123", "10.0.0.2:123"),
    ])
    func `takes a text without quotes where a text is wanted`(_ key: String, value: String, written: String) throws {
        #expect(try set(key, value).new == written)
        #expect(store.candidate(at: .at(0)).map { store.examine($0.text).faults } == [])
    }

    @Test func `may be incomplete, and is not committed so`() throws {
        let edit = try set("alarms.channels.mail.kind", "smtp")
        #expect(Set(edit.faults.map(\.key)) == Set(["server", "from", "to"].map { "alarms.channels.mail.\($0)" }))
        #expect(throws: CandidateRefusal.incomplete(edit.faults)) {
            try store.commit(confirmWithin: nil, by: .ada, at: .at(0))
        }
        _ = try set("alarms.channels.mail.server", "mail.example.org")
        _ = try set("alarms.channels.mail.from", "a@example.org")
        #expect(try set("alarms.channels.mail.to", "[b@example.org]").faults.isEmpty)
        #expect(try store.commit(confirmWithin: nil, by: .ada, at: .at(0)).version == 2)
    }

    @Test func `tells each of two that the other is at it`() throws {
        _ = try set("clock.step", "start", by: .ada, at: 1)
        let edit = try set("deny", "[10.0.0.0/8]", by: .bob, at: 2)
        #expect(edit.others.map(\.author) == [.ada])
        #expect(try set("deny", "[]", by: .ada, at: 3).others.map(\.author) == [.bob])
        #expect(store.candidate(at: .at(3))?.editors.map(\.author.who) == ["bob", "ada"])
    }

    @Test func `is refused once somebody else changed the configuration under it`() throws {
        _ = try set("clock.step", "start")
        try yard.propose("deny: [10.0.0.0/8]\n", at: 1)
        for act in [
            { _ = try self.set("allow", "[]") },
            { _ = try self.store.commit(confirmWithin: nil, by: .ada, at: .at(2)) },
        ] {
            do {
                try act()
                Issue.record("taken")
            } catch {
                #expect("\(error)".contains("made from version 1, and ada has made version 2 since"))
            }
        }
        #expect(store.forgetCandidate(at: .at(3)) != nil && waiting == nil)
        #expect(try set("allow", "[]").faults.isEmpty)
    }

    @Test func `is refused where the file was edited by hand`() throws {
        _ = try set("clock.step", "start")
        yard.files.memory.write(Array("deny: []\n".utf8), to: EditingYard.file, modelledOn: nil)
        do {
            _ = try store.commit(confirmWithin: nil, by: .ada, at: .at(2))
            Issue.record("taken")
        } catch { #expect("\(error)".contains("somebody who edited the file has made version 2 since")) }
    }

    @Test func `is on trial for a while, and there again where it is undone`() throws {
        _ = try set("clock.step", "start")
        let state = try store.commit(confirmWithin: .seconds(60), by: .ada, at: .at(0))
        #expect(state.pending?.secondsLeft == 60 && store.trial(at: .at(1))?.secondsLeft == 59)
        #expect(throws: CandidateRefusal.onTrial(by: .ada, secondsLeft: 50)) {
            try store.set("allow", to: "[]", by: .bob, at: .at(10))
        }
        store.tick(at: .at(61))
        #expect(store.candidate(at: .at(61))?.trial == nil && waiting != nil && yard.onDisk == Self.text)
        _ = try store.commit(confirmWithin: .seconds(60), by: .ada, at: .at(70))
        try store.confirm(by: .bob, at: .at(80))
        #expect(store.candidate(at: .at(80)) == nil && yard.onDisk != Self.text)
    }

    @Test func `can be an older version`() throws {
        try yard.propose("deny: [10.0.0.0/8]\n", at: 1)
        try store.take(store.text(ofVersion: 1), by: .ada, at: .at(2))
        #expect(waiting == Self.text)
        #expect(throws: CandidateRefusal.store(.unchanged)) {
            try store.take(store.text(ofVersion: 2), by: .ada, at: .at(2))
        }
        #expect(try store.commit(confirmWithin: nil, by: .ada, at: .at(3)).version == 3)
        #expect(yard.onDisk == Self.text)
    }

    @Test func `tells nothing secret`() throws {
        let edit = try set("alarms.channels.web", "{kind: webhook, url: 'https://example.org/hook?token=1'}")
        #expect(edit.new == "{kind: webhook, url: 'https://example.org/…'}")
        #expect(SecretKeys.told("{url: 'https://a/b'}", of: "alarms.channels.web") == "{url: 'https://a/…'}")
        #expect(SecretKeys.told("https://a/b", of: "alarms.channels.web.url") == "'https://a/…'")
        #expect(SecretKeys.told("[ 10.0.0.0/8 ]", of: "allow") == "[ 10.0.0.0/8 ]")
        let values = store.values(of: "alarms.channels.web", in: store.candidate(at: .at(0))?.text ?? [])
        #expect(values?.contains { $0.value.contains("token") } == false)
    }

    @Test func `tells what a key has, and what it would have by default`() {
        let text = Array(Self.text.utf8)
        let keys = Dictionary(uniqueKeysWithValues: store.keys(in: text).map { ($0.key.name, $0.value) })
        #expect(keys["clock.step"] == "never" && keys["clock.holdoverSeconds"] == "86400")
        #expect(store.usual("clock.step", in: text) == "start" && store.usual("clock.kind", in: text) == "virtual")
        let values = store.values(of: "clock", in: text)
        #expect(values?.first { $0.key == "clock.step" }?.isWritten == true)
        #expect(values?.first { $0.key == "clock.kind" }?.isWritten == false)
        #expect(store.values(of: "ntp.listen", in: text)?.map(\.value) == ["[10.0.0.1:123]"])
    }
}
