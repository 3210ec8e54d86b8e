// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Appliance

/// Whatever step is the last one, the configuration is whole, and the one or the other.
@Suite struct `Settings on a disk that fails` {
    private static let texts = [
        "# A\n", "# B\ndeny: [10.0.0.2]\n", "# C\ndeny: [10.0.0.3]\n", "# D\ndeny: [10.0.0.4]\n",
    ]

    /// What happens in a day; returns every text that the store said it keeps.
    private func work(_ yard: EditingYard) -> [String] {
        var kept: [String] = []
        func note() { if let text = yard.onDisk { kept.append(text) } }
        if (try? yard.propose(Self.texts[1], within: 30)) != nil, (try? yard.store.confirm(by: .ada, at: .at(1))) != nil
        {
            note()
        }
        if (try? yard.propose(Self.texts[2], at: 2)) != nil { note() }
        _ = try? yard.propose(Self.texts[3], within: 30, at: 3)
        yard.store.tick(at: .at(60))
        if (try? yard.propose(Self.texts[0], within: 30, at: 61)) != nil {
            try? yard.store.rollBack(by: .bob, at: .at(62))
        }
        return kept
    }

    private var beginning: [String: [UInt8]] { [EditingYard.file: Array(Self.texts[0].utf8)] }

    private var stepsOfADay: Int {
        let yard = EditingYard(FaultyFiles(beginning))
        _ = work(yard)
        return yard.files.steps
    }

    @Test func `are whole wherever the program dies, and nothing that was kept is lost`() throws {
        #expect(stepsOfADay > 40)
        for step in 0...stepsOfADay {
            let yard = EditingYard(FaultyFiles(beginning, fault: .death(at: step)))
            let kept = work(yard)
            let text = try #require(yard.onDisk)
            #expect(Self.texts.contains(text), "step \(step)")
            if let last = kept.last { #expect(text >= last, "step \(step)") }
            try check(yard.restarted(), "step \(step)")
        }
    }

    @Test func `are whole after a second death during the repair`() throws {
        for step in stride(from: 0, through: stepsOfADay, by: 3) {
            let yard = EditingYard(FaultyFiles(beginning, fault: .death(at: step)))
            _ = work(yard)
            for second in 0..<12 {
                let next = EditingYard(FaultyFiles(yard.files.memory.all, fault: .death(at: second)))
                #expect(next.onDisk == yard.onDisk)
                try check(next.restarted(), "steps \(step), \(second)")
            }
        }
    }

    @Test func `are whole wherever one step fails, and the next change works`() throws {
        for step in 0...stepsOfADay {
            let yard = EditingYard(FaultyFiles(beginning, fault: .failure(at: step)))
            _ = work(yard)
            yard.files.cure()
            try check(yard.restarted(), "step \(step), restarted")
            try check(yard, "step \(step)")
        }
    }

    /// The store, the file and the versions agree, and a change can be made.
    private func check(_ yard: EditingYard, _ place: Comment) throws {
        let text = try #require(yard.onDisk)
        _ = try settings(text)
        if yard.state.text.text != text {
            // A file that could not be read at the start is taken up with the next change.
            #expect(throws: EditRefusal.self, place) { try yard.propose("# E", ifVersion: yard.state.version) }
        }
        #expect(yard.state.text.text == text, place)
        #expect(yard.state.pending == nil, place)
        for version in try yard.store.versions() {
            _ = try settings(try yard.store.text(ofVersion: version.number).text)
        }
        try yard.propose("# F\n", within: 5)
        try yard.store.confirm(by: .bob, at: .at(1))
        #expect(yard.onDisk == "# F\n", place)
        #expect(try yard.store.text(ofVersion: yard.state.version).text == "# F\n", place)
    }

    @Test func `stay as they are on a full disk, with the reason`() throws {
        let yard = EditingYard("deny: []\n")
        yard.files.fail(.full)
        for seconds in [nil, 30] {
            #expect { try yard.propose("# X", within: seconds) } throws: { "\($0)".contains("the disk is full") }
        }
        #expect(yard.onDisk == "deny: []\n" && yard.taker.count == 0 && yard.state.pending == nil)
    }

    @Test func `on trial may be confirmed once the disk has room again`() throws {
        let yard = EditingYard("deny: []\n")
        try yard.propose("# X", within: 30)
        yard.files.fail(.full)
        #expect { try yard.store.confirm(by: .ada, at: .at(1)) } throws: { "\($0)".contains("the disk is full") }
        #expect(yard.onDisk == "deny: []\n" && yard.state.pending != nil)
        yard.files.cure()
        try yard.store.confirm(by: .ada, at: .at(2))
        #expect(yard.onDisk == "# X")
    }

    @Test func `on trial are undone on a disk that stays full`() throws {
        let yard = EditingYard("deny: []\n")
        try yard.propose("deny: [10.1.1.1]", within: 30)
        yard.files.fail(.full)
        yard.store.tick(at: .at(30))
        #expect(yard.state.pending == nil && yard.taker.last?.deny.isEmpty == true)
    }

    @Test func `are not read where the disk does not let them, and it is said`() {
        let yard = EditingYard(FaultyFiles(beginning, fault: .failure(at: 0)))
        #expect(yard.state.trouble?.contains("the disk failed") == true)
        #expect(yard.onDisk == Self.texts[0])
    }
}
