// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Appliance

@Suite struct `Versions of the settings` {
    private func text(_ number: Int) -> String { "# \(number)\ndeny: [10.0.0.\(number)]\n" }

    @Test func `tell who made them, when, from where and why`() throws {
        let yard = EditingYard(text(1))
        try yard.propose(text(2), at: 7)
        let newest = try #require(try yard.restarted().store.versions().first)
        #expect(
            newest
                == SettingsVersion(
                    number: 2, by: .ada, utcMilliseconds: 1_800_000_007_000, comment: "because"))
        #expect(try yard.store.versions().last?.by == .file)
    }

    @Test func `are restored by proposing their text`() throws {
        let yard = EditingYard(text(1))
        try yard.propose(text(2))
        try yard.propose(try yard.store.text(ofVersion: 1).text)
        #expect(yard.onDisk == text(1) && yard.state.version == 3)
    }

    @Test func `are so many at most, the oldest go`() throws {
        let yard = EditingYard(text(1), versions: 3)
        for number in 2...9 { try yard.propose(text(number)) }
        #expect(try yard.store.versions().map(\.number) == [9, 8, 7])
        #expect(
            yard.files.memory.names(in: EditingYard.folder)
                == ["7", "8", "9"].flatMap { ["\($0).json", "\($0).yaml"] })
        #expect(throws: EditRefusal.noSuchVersion(6)) { try yard.store.text(ofVersion: 6) }
    }

    @Test func `lie there as they were written, for anybody to copy`() throws {
        let yard = EditingYard(text(1))
        #expect(yard.files.memory.read(EditingYard.folder + "/1.yaml")?.text == text(1))
    }

    @Test func `are there without their author's name where that is lost`() throws {
        let yard = EditingYard(text(1))
        yard.files.memory.write(Array("{".utf8), to: EditingYard.folder + "/1.json", modelledOn: nil)
        #expect(try yard.store.versions().map(\.by.who) == [""])
    }

    @Test(arguments: [
        "0.yaml", "01.yaml", "-1.yaml", "x.yaml", "9223372036854775807.yaml", "99999999999.yaml", "5.yml",
    ])
    func `are no other files`(_ name: String) throws {
        let files = FaultyFiles([EditingYard.file: Array(text(1).utf8), EditingYard.folder + "/" + name: []])
        let yard = EditingYard(files)
        #expect(try yard.store.versions().map(\.number) == [1])
        try yard.propose(text(2))
        #expect(yard.state.version == 2)
    }

    @Test(arguments: ["", "{", "[]", #"{"version":{"number":2}}"#]) func `are not troubled by a damaged mark`(
        _ mark: String
    ) {
        let files = FaultyFiles([
            EditingYard.file: Array(text(1).utf8), EditingYard.folder + "/pending.json": Array(mark.utf8),
        ])
        let yard = EditingYard(files)
        #expect(yard.state.version == 1 && yard.state.pending == nil && yard.onDisk == text(1))
    }
}
