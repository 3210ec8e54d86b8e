// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Appliance

/// Many ways through a store, compared with what they must come to.
@Suite struct `Whatever is done to the settings` {
    private static let words = [
        "", "# Ä\r\n", "deny: [10.0.0.1]\n", "allow: 1", "journal: {level: debug}", "x: [", "\u{FEFF}{}",
    ]

    /// A text that may have faults, and is another nearly each time.
    private func someText(_ chance: inout some RandomNumberGenerator) -> String {
        (Self.words.randomElement(using: &chance) ?? "") + "\n# \(Int.random(in: 0...30, using: &chance))"
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `checking, trying and rolling back comes back to the same octets`(_ seed: UInt64) throws {
        var chance = SplitMix(state: seed)
        let yard = EditingYard("# Ours\nallow: [10.0.0.0/8]\n")
        let before = (yard.onDisk, yard.state)
        for _ in 0..<20 {
            let text = someText(&chance)
            let check = yard.store.check(Array(text.utf8))
            let isTried = (try? yard.propose(text, within: 30)) != nil
            #expect(isTried == check.faults.isEmpty)
            if Bool.random(using: &chance) { yard.store.tick(at: .at(30)) }
            try? yard.store.rollBack(by: .bob, at: .at(1))
            #expect(yard.onDisk == before.0 && yard.state == before.1)
            if isTried { #expect(try yard.taker.last == settings("allow: [10.0.0.0/8]")) }
        }
        #expect(yard.files.memory.all.keys.filter { $0.contains("pending") || $0.hasSuffix(".new") }.isEmpty)
    }

    /// What must be there, told by the answers alone.
    private struct Expected {
        var kept: String
        var version = 1
        var tried: String?
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `the file says what was last confirmed`(_ seed: UInt64) throws {
        var chance = SplitMix(state: seed)
        var yard = EditingYard("# begin\n")
        var expected = Expected(kept: "# begin\n")
        for time in 0..<60 {
            act(Int.random(in: 0..<6, using: &chance), &yard, &expected, at: time * 10, &chance)
            #expect(yard.onDisk == expected.kept)
            let state = yard.store.state(at: .at(time * 10))
            #expect(state.text.text == expected.kept && state.version == expected.version)
            #expect(state.pending?.text.text == expected.tried)
            #expect(try yard.store.text(ofVersion: state.version).text == expected.kept)
        }
    }

    private func act(
        _ choice: Int, _ yard: inout EditingYard, _ expected: inout Expected, at time: Int, _ chance: inout SplitMix
    ) {
        let text = someText(&chance)
        switch choice {
        case 0 where (try? yard.propose(text, within: 25, ifVersion: expected.version, at: time)) != nil:
            expected.tried = text
        case 1 where (try? yard.propose(text, at: time)) != nil:
            (expected.kept, expected.tried) = (text, nil)
            expected.version += 1
        case 2 where (try? yard.store.confirm(by: .bob, at: .at(time))) != nil:
            expected.kept = expected.tried ?? "nothing was tried"
            expected.tried = nil
            expected.version += 1
        case 3:
            try? yard.store.rollBack(by: .bob, at: .at(time))
            expected.tried = nil
        case 4: if yard.store.tick(at: .at(time)) { expected.tried = nil }
        case 5:
            yard = yard.restarted()
            expected.tried = nil
        default:
            // What was refused because its time was up is undone.
            if yard.store.state(at: .at(time)).pending == nil { expected.tried = nil }
        }
    }
}
