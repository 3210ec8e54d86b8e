// SPDX-License-Identifier: Apache-2.0

import Records
import Testing

/// Each question twice: to the file, and to what waits.
@Suite(.serialized)
struct JournalTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private static let entries = [
        JournalRecord(utcMilliseconds: noon, kind: .system, text: "The appliance has started."),
        JournalRecord(
            utcMilliseconds: noon + 1000, kind: .login, severity: .warning, who: "O'Brien", from: "192.0.2.7",
            text: "Log-in failed: 100% wrong_password"),
        JournalRecord(
            utcMilliseconds: noon + 2000, kind: .setting, who: "anna", from: "2001:db8::1", text: "ntp.listen changed",
            old: "[\"127.0.0.1:123\"]", new: "[\"[::]:123\"] \\ all"),
        JournalRecord(utcMilliseconds: noon - 5000, kind: .alarm, severity: .critical, text: "Antenne: größter Ärger"),
    ]

    private static let questions: [(JournalFilter, [Int64])] = [
        (JournalFilter(), [4, 3, 2, 1]),
        (JournalFilter(limit: 2), [4, 3]),
        (JournalFilter(before: 3, limit: 2), [2, 1]),
        (JournalFilter(kinds: [.login, .setting]), [3, 2]),
        (JournalFilter(leastSeverity: .warning), [4, 2]),
        (JournalFilter(from: noon, to: noon + 2000), [2, 1]),
        (JournalFilter(search: "failed"), [2]),
        (JournalFilter(search: "FAILED log"), [2]),
        (JournalFilter(search: "192.0.2"), [2]),
        (JournalFilter(search: "o'brien"), [2]),
        (JournalFilter(search: "%"), [2]),
        (JournalFilter(search: "_"), [2]),
        (JournalFilter(search: "\\"), [3]),
        (JournalFilter(search: "100%_"), []),
        (JournalFilter(search: "größter"), [4]),
        (JournalFilter(search: "127.0.0.1 anna"), [3]),
        (JournalFilter(search: "' OR 1=1 --"), []),
        (JournalFilter(search: "\"; DROP TABLE journal; --"), []),
        (JournalFilter(search: "a NOT b"), []),
        (JournalFilter(search: "fail*"), []),
    ]

    @Test(arguments: questions.indices, [true, false])
    func `a filter finds the same in the file and in memory`(index: Int, isWritten: Bool) async throws {
        let (filter, expected) = Self.questions[index]
        // Without a folder there is no file, and what is noted waits.
        let store = RecordStore(path: isWritten ? folder.file : folder.path + "/none/file", limits: .onlyWhenAsked)
        #expect(await store.flush() == isWritten)
        for entry in Self.entries { store.note(entry) }
        #expect(await store.flush() == isWritten)
        #expect(try await store.journal(filter).map(\.id) == expected)
    }

    @Test func `an entry comes back as it was, but for its id`() async throws {
        let store = RecordStore(path: folder.file, limits: .onlyWhenAsked)
        for entry in Self.entries { store.note(entry) }
        let found = try await store.journal().reversed().map { entry in
            var entry = entry
            entry.id = 0
            return entry
        }
        #expect(found == Self.entries)
    }

    @Test func `long texts are cut and a NUL hides nothing`() async throws {
        var limits = RecordLimits.onlyWhenAsked
        limits.textOctets = 10
        let store = RecordStore(path: folder.file, limits: limits)
        store.note(JournalRecord(utcMilliseconds: noon, kind: .login, who: "a\0b", text: "0123456789abc"))
        let entry = try #require(try await store.journal().first)
        #expect(entry.text == "0123456789" && entry.who == "ab")
    }

    @Test func `ids go on after a restart`() async throws {
        let first = RecordStore(path: folder.file, limits: .onlyWhenAsked)
        first.note(Self.entries[0])
        await first.close()
        let second = RecordStore(path: folder.file, limits: .onlyWhenAsked)
        second.note(Self.entries[1])
        #expect(try await second.journal().map(\.id) == [2, 1])
    }

    @Test func `an entry is written soon, without being asked for`() async throws {
        var limits = RecordLimits()
        limits.urgentSeconds = 0.05
        let store = RecordStore(path: folder.file, limits: limits)
        store.note(Self.entries[0])
        for _ in 0..<6000 where store.health.usedOctets == 0 { try await Task.sleep(for: .milliseconds(10)) }
        #expect(store.health.usedOctets > 0)
    }
}
